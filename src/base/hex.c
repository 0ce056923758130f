/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"

/*@ requires 0 <= value <= 15;
    assigns \nothing;
    ensures hex_value(\result) == value && lower_hex(\result);
*/
static char to_digit(int value)
{
    return (char)(value < 10 ? '0' + value : 'a' + value - 10);
}

void skillcall__hex_encode(const char *data, size_t size, char *digits)
{
    /*@ loop invariant 0 <= i <= size;
        loop invariant digits == \at(digits, Pre) + 2 * i;
        loop invariant \forall integer k; 0 <= k < 2 * i ==> lower_hex(\at(digits, Pre)[k]);
        loop invariant base16(\at(digits, Pre), data, i);
        loop assigns i, digits, \at(digits, Pre)[0 .. 2 * size - 1];
        loop variant size - i;
    */
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)data[i];
        *digits++ = to_digit(byte / 16);
        *digits++ = to_digit(byte % 16);
    }
}

int skillcall__hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}
