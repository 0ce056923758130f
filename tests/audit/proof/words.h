/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of the contracts mean, in ACSL. The proof includes this before every file. */
#include <string.h>

/* ASCII. */

/*@ predicate digit(char c) = '0' <= c <= '9';

    predicate letter(char c) = 'A' <= c <= 'Z' || 'a' <= c <= 'z';

    logic integer lower(char c) = 'A' <= c <= 'Z' ? c - 'A' + 'a' : c;

    predicate same_name(char *a, char *b, integer length) =
        \forall integer i; 0 <= i < length ==> lower(a[i]) == lower(b[i]);

    predicate control(char c) = 0 <= c < 0x20 || c == 0x7F;

    predicate printable(char *s, integer length) =
        \forall integer i; 0 <= i < length ==> 0x20 <= s[i] <= 0x7E;
*/

/*@ predicate same(char *a, char *b, integer size) =
        \forall integer i; 0 <= i < size ==> a[i] == b[i];
*/

/* UTF-8: a character is UTF8-1, UTF8-2, UTF8-3 or UTF8-4 of RFC 3629 §4. */

/*@ logic integer octet(char c) = (unsigned char)c;

    predicate utf8_tail(char c) = 0x80 <= octet(c) <= 0xBF;

    predicate utf8_character(char *s, integer room, integer length) = length <= room && (
        (length == 1 && octet(s[0]) <= 0x7F) ||
        (length == 2 && 0xC2 <= octet(s[0]) <= 0xDF && utf8_tail(s[1])) ||
        (length == 3 && utf8_tail(s[2]) && (
            (octet(s[0]) == 0xE0         && 0xA0 <= octet(s[1]) <= 0xBF) ||
            (0xE1 <= octet(s[0]) <= 0xEC && utf8_tail(s[1])) ||
            (octet(s[0]) == 0xED         && 0x80 <= octet(s[1]) <= 0x9F) ||
            (0xEE <= octet(s[0]) <= 0xEF && utf8_tail(s[1])))) ||
        (length == 4 && utf8_tail(s[2]) && utf8_tail(s[3]) && (
            (octet(s[0]) == 0xF0         && 0x90 <= octet(s[1]) <= 0xBF) ||
            (0xF1 <= octet(s[0]) <= 0xF3 && utf8_tail(s[1])) ||
            (octet(s[0]) == 0xF4         && 0x80 <= octet(s[1]) <= 0x8F))));

    predicate invisible(char *s, integer length) =
        (length == 1 && (octet(s[0]) < 0x20 || octet(s[0]) == 0x7F)) ||
        (length == 2 && octet(s[0]) == 0xC2 && octet(s[1]) < 0xA0) ||
        (length == 2 && octet(s[0]) == 0xD8 && octet(s[1]) == 0x9C) ||
        (length == 3 && octet(s[0]) == 0xE2 && (
            (octet(s[1]) == 0x80 && 0x8E <= octet(s[2]) <= 0x8F) ||
            (octet(s[1]) == 0x80 && 0xA8 <= octet(s[2]) <= 0xAE) ||
            (octet(s[1]) == 0x81 && 0xA6 <= octet(s[2]) <= 0xA9)));

    predicate utf8(char *s, integer at, integer end) =
        at == end ||
        (utf8_character(s + at, end - at, 1) && utf8(s, at + 1, end)) ||
        (utf8_character(s + at, end - at, 2) && utf8(s, at + 2, end)) ||
        (utf8_character(s + at, end - at, 3) && utf8(s, at + 3, end)) ||
        (utf8_character(s + at, end - at, 4) && utf8(s, at + 4, end));

    logic integer octets_but_tails(char *s, integer size) =
        size <= 0 ? 0 :
        octets_but_tails(s, size - 1) + (0x80 <= octet(s[size - 1]) <= 0xBF ? 0 : 1);
*/

/* Base16 (RFC 4648 §8). */

/*@ logic integer hex_value(char c) =
        '0' <= c <= '9' ? c - '0' :
        'a' <= c <= 'f' ? c - 'a' + 10 :
        'A' <= c <= 'F' ? c - 'A' + 10 : -1;

    logic integer hex_octet(char high, char low) = 16 * hex_value(high) + hex_value(low);

    predicate base16(char *digits, char *data, integer size) =
        \forall integer i; 0 <= i < size ==>
            hex_octet(digits[2 * i], digits[2 * i + 1]) == octet(data[i]);

    predicate lower_hex(char c) = '0' <= c <= '9' || 'a' <= c <= 'f';
*/

/* b64token (RFC 6750 §2.1): 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=" */

/*@ predicate b64token_character(char c) =
        letter(c) || digit(c) ||
        c == '-' || c == '.' || c == '_' || c == '~' || c == '+' || c == '/';

    predicate b64token(char *s, integer length) =
        length >= 1 && b64token_character(s[0]) &&
        (\forall integer i; 0 <= i < length ==> b64token_character(s[i]) || s[i] == '=') &&
        (\forall integer i; 1 <= i < length && s[i - 1] == '=' ==> s[i] == '=');
*/
