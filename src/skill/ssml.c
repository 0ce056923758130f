/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <skillcall/skill_response.h>

/* The escape of a character in SSML; NULL if it needs none. */
static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&apos;";
    default:
        return (c > 0 && c < ' ') || c == 0x7F ? " " : NULL;
    }
}

size_t skillcall_skill_response_escape_ssml(const char *text, char *buffer, size_t size)
{
    skillcall__text result;
    skillcall__text_fixed(&result, buffer, size);
    for (; text && *text; text++) {
        const char *entity = entity_of(*text);
        if (entity)
            skillcall__text_puts(&result, entity);
        else
            skillcall__text_add(&result, text, 1);
    }
    return result.length;
}
