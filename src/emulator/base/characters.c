/* SPDX-License-Identifier: Apache-2.0 */
#include "base/characters.h"

size_t count_characters(const char *utf8)
{
    size_t count = 0;
    for (; *utf8; utf8++)
        count += (*utf8 & 0xC0) != 0x80;
    return count;
}

bool has_control_character(const char *utf8)
{
    const unsigned char *at = (const unsigned char *)utf8;
    for (; *at; at++)
        if (*at < 0x20 || *at == 0x7F || (*at == 0xC2 && at[1] <= 0x9F))
            return true;
    return false;
}
