/* SPDX-License-Identifier: Apache-2.0 */
/* Characters and UTF-8, independent of locales. */
#ifndef SKILLCALL_BASE_ASCII_H
#define SKILLCALL_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

/*@ assigns \nothing; ensures \result <==> digit(c); */
bool skillcall__is_digit(char c);

/*@ assigns \nothing; ensures \result <==> letter(c); */
bool skillcall__is_alpha(char c);

/*@ assigns \nothing; ensures \result == lower(c); */
char skillcall__to_lower(char c);

/* Whether a byte is C0 or DEL. */
/*@ assigns \nothing; ensures \result <==> control(c); */
bool skillcall__is_control(char c);

/* Compares two texts of the same size without regard to ASCII case. */
/*@ requires \valid_read(a + (0 .. size - 1)) && \valid_read(b + (0 .. size - 1));
    assigns \nothing;
    ensures \result <==> same_name(a, b, size);
*/
bool skillcall__same_letters(const char *a, const char *b, size_t size);

/* Compares two names without regard to ASCII case. */
/*@ requires valid_read_string(a) && valid_read_string(b);
    assigns \nothing;
    ensures \result <==> strlen(a) == strlen(b) && same_name(a, b, strlen(a));
*/
bool skillcall__same_name(const char *a, const char *b);

/* Whether there are only printable ASCII characters: 0x20 to 0x7E. */
/*@ requires \valid_read(data + (0 .. size - 1));
    assigns \nothing;
    ensures \result <==> printable(data, size);
*/
bool skillcall__is_printable_ascii(const char *data, size_t size);

/* The length of the character that starts here in strict UTF-8 (RFC 3629: no surrogates, no
   overlong forms); 0 if there is none. */
/*@ requires room > 0 && \valid_read(s + (0 .. room - 1));
    assigns \nothing;
    ensures \result <= room;
    ensures \result == 0 || utf8_character(s, room, \result);
    ensures \result == 0 ==> \forall integer n; !utf8_character(s, room, n);
*/
size_t skillcall__utf8_length(const char *s, size_t room);

/* Counts the characters of strict UTF-8; false if it is not. */
/*@ requires \valid_read(data + (0 .. size - 1)) && \valid(characters);
    requires \separated(characters, data + (0 .. size - 1));
    assigns *characters;
    ensures \result <==> utf8(data, 0, size);
    ensures \result ==> *characters == octets_but_tails(data, size);
*/
bool skillcall__utf8_count(const char *data, size_t size, size_t *characters);

/* Whether this character of UTF-8 controls the display and is not shown: C0, DEL, C1, line and
   paragraph separators, bidirectional controls. */
/*@ requires \valid_read(s + (0 .. length - 1)) && utf8_character(s, length, length);
    assigns \nothing;
    ensures \result <==> invisible(s, length);
*/
bool skillcall__is_invisible(const char *s, size_t length);

#endif
