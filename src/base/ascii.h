/* Characters and UTF-8, free of locales. */
#ifndef SKILLCALL_BASE_ASCII_H
#define SKILLCALL_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

bool skillcall__is_digit(char c);
bool skillcall__is_alpha(char c);
char skillcall__to_lower(char c);

/* Compares two names without regard to ASCII case. */
bool skillcall__same_name(const char *a, const char *b);

/* Says whether there are only printable ASCII characters: 0x20 to 0x7E. */
bool skillcall__is_printable_ascii(const char *data, size_t size);

/* Counts the characters of strict UTF-8 (RFC 3629: no surrogates, no overlong forms); false if it
   is not. */
bool skillcall__utf8_count(const char *data, size_t size, size_t *characters);

#endif
