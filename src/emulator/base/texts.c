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

json_t *text_to_json(const char *text)
{
    json_t *json = json_string(text);
    if (json)
        return json;
    char *copy = must(strdup(text));
    for (char *byte = copy; *byte; byte++)
        if (*byte & 0x80)
            *byte = '?';
    json = must(json_string(copy));
    free(copy);
    return json;
}

json_t *text_or_null(const char *text)
{
    return text ? text_to_json(text) : json_null();
}
