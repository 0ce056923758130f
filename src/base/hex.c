#include "base/hex.h"

void skillcall__hex_encode(const char *data, size_t size, char *digits)
{
    static const char alphabet[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        *digits++ = alphabet[(unsigned char)data[i] >> 4];
        *digits++ = alphabet[(unsigned char)data[i] & 15];
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
