/* SPDX-License-Identifier: Apache-2.0 */
#include "base/ascii.h"

bool skillcall__is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool skillcall__is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char skillcall__to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool skillcall__is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

bool skillcall__same_letters(const char *a, const char *b, size_t size)
{
    /*@ loop invariant 0 <= i <= size;
        loop invariant same_name(a, b, i);
        loop assigns i;
        loop variant size - i;
    */
    for (size_t i = 0; i < size; i++)
        if (skillcall__to_lower(a[i]) != skillcall__to_lower(b[i]))
            return false;
    return true;
}

bool skillcall__same_name(const char *a, const char *b)
{
    /*@ loop invariant a == \at(a, Pre) + (a - \at(a, Pre)) && b == \at(b, Pre) + (a - \at(a, Pre));
        loop invariant 0 <= a - \at(a, Pre) <= strlen(\at(a, Pre));
        loop invariant a - \at(a, Pre) <= strlen(\at(b, Pre));
        loop invariant \forall integer i; 0 <= i < a - \at(a, Pre) ==>
            lower(\at(a, Pre)[i]) == lower(\at(b, Pre)[i]);
        loop assigns a, b;
        loop variant strlen(\at(a, Pre)) - (a - \at(a, Pre));
    */
    while (*a && skillcall__to_lower(*a) == skillcall__to_lower(*b)) {
        a++;
        b++;
    }
    /*@ assert *a == *b ==> *a == '\0'; */
    /*@ assert *a != *b ==> *a == '\0' || lower(*a) != lower(*b); */
    return *a == *b;
}

bool skillcall__is_printable_ascii(const char *data, size_t size)
{
    /*@ loop invariant 0 <= i <= size;
        loop invariant printable(data, i);
        loop assigns i;
        loop variant size - i;
    */
    for (size_t i = 0; i < size; i++)
        if (data[i] < 0x20 || data[i] > 0x7E)
            return false;
    return true;
}

size_t skillcall__utf8_length(const char *s, size_t room)
{
    unsigned char first = (unsigned char)s[0];
    if (first < 0x80)
        return 1;
    size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                    : first >= 0xE0 && first <= 0xEF ? 3
                    : first >= 0xF0 && first <= 0xF4 ? 4
                                                     : 0;
    if (length == 0 || length > room)
        return 0;
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if ((unsigned char)s[1] < low || (unsigned char)s[1] > high)
        return 0;
    /*@ loop invariant 2 <= i <= length;
        loop invariant \forall integer k; 2 <= k < i ==> utf8_tail(s[k]);
        loop assigns i;
        loop variant length - i;
    */
    for (size_t i = 2; i < length; i++)
        if ((unsigned char)s[i] < 0x80 || (unsigned char)s[i] > 0xBF)
            return 0;
    return length;
}

bool skillcall__utf8_count(const char *data, size_t size, size_t *characters)
{
    size_t at = 0, count = 0;
    /*@ loop invariant count <= at <= size;
        loop invariant utf8(data, 0, size) <==> utf8(data, at, size);
        loop invariant count == octets_but_tails(data, at);
        loop assigns at, count;
        loop variant size - at;
    */
    while (at < size) {
        size_t length = skillcall__utf8_length(data + at, size - at);
        if (length == 0)
            break;
        /*@ assert 1 <= length <= 4; */
        /*@ assert octets_but_tails(data, at + 1) == count + 1; */
        /*@ assert length >= 2 ==> octets_but_tails(data, at + 2) == count + 1; */
        /*@ assert length >= 3 ==> octets_but_tails(data, at + 3) == count + 1; */
        /*@ assert length >= 4 ==> octets_but_tails(data, at + 4) == count + 1; */
        at += length;
        count++;
    }
    *characters = count;
    return at == size;
}

bool skillcall__is_invisible(const char *s, size_t length)
{
    unsigned char first = (unsigned char)s[0];
    if (length == 1)
        return skillcall__is_control(s[0]);
    unsigned char second = (unsigned char)s[1];
    if (length == 2) /* U+0080 to U+009F; U+061C */
        return (first == 0xC2 && second < 0xA0) || (first == 0xD8 && second == 0x9C);
    if (first != 0xE2)
        return false;
    unsigned char third = (unsigned char)s[2];
    if (second == 0x80) /* U+200E, U+200F, U+2028 to U+202E */
        return third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE);
    return second == 0x81 && third >= 0xA6 && third <= 0xA9; /* U+2066 to U+2069 */
}
