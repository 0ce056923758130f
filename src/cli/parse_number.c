/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/parse_number.h"

bool parse_number(const char *text, uint32_t maximum, uint32_t *number)
{
    uint64_t value = 0;
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        value = value * 10 + (uint64_t)(*text - '0');
        if (value > maximum)
            return false;
    }
    *number = (uint32_t)value;
    return true;
}
