/* SPDX-License-Identifier: Apache-2.0 */
#include "session/e164.h"

#include "base/ascii.h"

bool skillcall__is_e164(const char *number)
{
    if (number[0] != '+' || number[1] == '0')
        return false;
    size_t digits = 0;
    /*@ loop invariant 0 <= digits <= 16;
        loop invariant digits < strlen(number);
        loop invariant \forall integer i; 1 <= i <= digits ==> digit(number[i]);
        loop assigns digits;
        loop variant 16 - digits;
    */
    while (digits <= 15 && skillcall__is_digit(number[1 + digits]))
        digits++;
    return digits >= 2 && digits <= 15 && number[1 + digits] == '\0';
}
