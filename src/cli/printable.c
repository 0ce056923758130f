/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/printable.h"

#include <jansson.h>
#include <string.h>

/* How many bytes here control a terminal instead of being shown: C0, DEL, and in UTF-8 C1, line and
 * paragraph separators, and bidirectional controls. */
static size_t control_length(const unsigned char *at)
{
    static const char *const ranges[][2] = {
        {"\xC2\x80", "\xC2\x9F"},         {"\xD8\x9C", "\xD8\x9C"},
        {"\xE2\x80\x8E", "\xE2\x80\x8F"}, {"\xE2\x80\xA8", "\xE2\x80\xAE"},
        {"\xE2\x81\xA6", "\xE2\x81\xA9"},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        size_t length = strlen(ranges[i][0]);
        if (strncmp((const char *)at, ranges[i][0], length) >= 0 &&
            strncmp((const char *)at, ranges[i][1], length) <= 0)
            return length;
    }
    return at[0] < 0x20 || at[0] == 0x7F;
}

void make_printable(char *text)
{
    json_t *same = json_string(text);
    for (unsigned char *at = (unsigned char *)text; *at; at++) {
        size_t length = control_length(at);
        if (length || (!same && *at >= 0x80))
            memset(at, '?', length ? length : 1);
    }
    json_decref(same);
}
