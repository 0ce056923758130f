/* SPDX-License-Identifier: Apache-2.0 */
#include "base/host.h"

#include "base/ascii.h"

#include <string.h>

bool skillcall__host_is(const char *host, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(name, host, length) == 0;
}

/* Exactly four plain decimal numbers, the first of which is 127. */
static bool is_loopback_ipv4(const char *at, size_t length)
{
    const char *end = at + length;
    for (int part = 0; part < 4; part++) {
        int value = 0, digits = 0;
        for (; skillcall__is_digit(*at) && digits < 4; at++, digits++)
            value = value * 10 + (*at - '0');
        bool padded = digits > 1 && at[-digits] == '0';
        if (digits == 0 || padded || value > 255 || (part == 0 && value != 127))
            return false;
        if (part < 3 && *at++ != '.')
            return false;
    }
    return at == end;
}

bool skillcall__is_loopback(const char *host, size_t length)
{
    return skillcall__host_is(host, length, "localhost") ||
           skillcall__host_is(host, length, "[::1]") || is_loopback_ipv4(host, length);
}
