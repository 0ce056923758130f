/* SPDX-License-Identifier: Apache-2.0 */
/* Base16 (RFC 4648 §8). */
#ifndef SKILLCALL_BASE_HEX_H
#define SKILLCALL_BASE_HEX_H

#include <stddef.h>

/* Writes two lower-case digits for each byte and no NUL. */
/*@ requires \valid_read(data + (0 .. size - 1));
    requires \valid(digits + (0 .. 2 * size - 1));
    requires \separated(data + (0 .. size - 1), digits + (0 .. 2 * size - 1));
    assigns digits[0 .. 2 * size - 1];
    ensures \forall integer i; 0 <= i < 2 * size ==> lower_hex(digits[i]);
    ensures base16(digits, data, size);
*/
void skillcall__hex_encode(const char *data, size_t size, char *digits);

/* The value of a digit of either case; -1 for any other character. */
/*@ assigns \nothing; ensures \result == hex_value(digit); */
int skillcall__hex_value(char digit);

#endif
