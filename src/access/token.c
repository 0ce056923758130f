/* SPDX-License-Identifier: Apache-2.0 */
#include "access/token.h"

#include "base/ascii.h"

/*@ assigns \nothing; ensures \result <==> b64token_character(c); */
static bool is_token_character(char c)
{
    return skillcall__is_alpha(c) || skillcall__is_digit(c) || c == '-' || c == '.' || c == '_' ||
           c == '~' || c == '+' || c == '/';
}

bool skillcall__is_b64token(const char *token)
{
    size_t length = 0;
    /*@ loop invariant length <= strlen(token);
        loop invariant \forall integer i; 0 <= i < length ==> b64token_character(token[i]);
        loop assigns length;
        loop variant strlen(token) - length;
    */
    while (is_token_character(token[length]))
        length++;
    if (length == 0)
        return false;
    /*@ loop invariant \at(length, LoopEntry) <= length <= strlen(token);
        loop invariant \forall integer i; \at(length, LoopEntry) <= i < length ==> token[i] == '=';
        loop assigns length;
        loop variant strlen(token) - length;
    */
    while (token[length] == '=')
        length++;
    return token[length] == '\0';
}
