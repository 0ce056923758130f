/* SPDX-License-Identifier: Apache-2.0 */
#include "base/texts.h"

#include "base/die.h"

#include <stdlib.h>
#include <string.h>
#include <uuid.h>

void new_uuid(char text[UUID_TEXT_SIZE])
{
    uuid_t uuid;
    uuid_generate_random(uuid);
    uuid_unparse_lower(uuid, text);
}

json_t *bytes_to_json(const char *bytes, size_t size)
{
    json_t *json = memchr(bytes, '\0', size) ? NULL : json_stringn(bytes, size);
    if (json)
        return json;
    char *copy = must(malloc(size));
    for (size_t i = 0; i < size; i++)
        copy[i] = bytes[i] & 0x80 || !bytes[i] ? '?' : bytes[i];
    json = must(json_stringn(copy, size));
    free(copy);
    return json;
}

json_t *text_to_json(const char *text)
{
    return bytes_to_json(text, strlen(text));
}

json_t *text_or_null(const char *text)
{
    return text ? text_to_json(text) : json_null();
}
