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

bool skillcall__same_name(const char *a, const char *b)
{
    while (*a && skillcall__to_lower(*a) == skillcall__to_lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

bool skillcall__is_printable_ascii(const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] < 0x20 || data[i] > 0x7E)
            return false;
    return true;
}

/* The length of the character that starts here, 0 if none does. */
static size_t utf8_length(const unsigned char *s, size_t room)
{
    if (s[0] < 0x80)
        return 1;
    size_t length = s[0] >= 0xC2 && s[0] <= 0xDF   ? 2
                    : s[0] >= 0xE0 && s[0] <= 0xEF ? 3
                    : s[0] >= 0xF0 && s[0] <= 0xF4 ? 4
                                                   : 0;
    if (length == 0 || length > room)
        return 0;
    unsigned char low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

bool skillcall__utf8_count(const char *data, size_t size, size_t *characters)
{
    const unsigned char *bytes = (const unsigned char *)data;
    size_t at = 0, count = 0;
    while (at < size) {
        size_t length = utf8_length(bytes + at, size - at);
        if (length == 0)
            break;
        at += length;
        count++;
    }
    *characters = count;
    return at == size;
}
