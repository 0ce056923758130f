/* Base16 (RFC 4648 §8). */
#ifndef SKILLCALL_BASE_HEX_H
#define SKILLCALL_BASE_HEX_H

#include <stddef.h>

/* Writes two lower-case digits for each byte and no NUL. */
void skillcall__hex_encode(const char *data, size_t size, char *digits);

/* The value of a digit of either case; -1 for any other character. */
int skillcall__hex_value(char digit);

#endif
