/* SPDX-License-Identifier: Apache-2.0 */
#include "json/json.h"

#include "json/json_words.h"

#include <jansson.h>
#include <string.h>

static skillcall__json value(skillcall__json document, const json_t *node)
{
    return (skillcall__json){.node = node, .strings = document.strings};
}

bool skillcall__json_is_object(skillcall__json json)
{
    return json_is_object(json.node);
}

bool skillcall__json_is_array(skillcall__json json)
{
    return json_typeof(json.node) == JSON_ARRAY;
}

bool skillcall__json_is_null(skillcall__json json)
{
    return json_typeof(json.node) == JSON_NULL;
}

static size_t find_members(skillcall__json json, const char *name, skillcall__json *found)
{
    size_t count = 0;
    void *member = skillcall__json_next(json, NULL);
    for (; member; member = skillcall__json_next(json, member)) {
        if (strcmp(skillcall__json_next_name(json, member), name) != 0)
            continue;
        *found = skillcall__json_next_value(json, member);
        count++;
    }
    return count;
}

skillcall__json skillcall__json_member(skillcall__json json, const char *name)
{
    skillcall__json found;
    return find_members(json, name, &found) == 1 ? found : (skillcall__json){0};
}

bool skillcall__json_has_twice(skillcall__json json, const char *name)
{
    skillcall__json found;
    return find_members(json, name, &found) > 1;
}

size_t skillcall__json_count(skillcall__json json)
{
    return json_array_size(json.node);
}

skillcall__json skillcall__json_element(skillcall__json json, size_t index)
{
    return value(json, json_array_get(json.node, index));
}

const char *skillcall__json_string(skillcall__json json)
{
    const char *reference = json_string_value(json.node);
    return reference ? skillcall__json_text(json.strings, reference) : NULL;
}

const char *skillcall__json_number(skillcall__json json)
{
    return json_is_integer(json.node) ? json.strings + json_integer_value(json.node) : NULL;
}

int32_t skillcall__json_boolean(skillcall__json json)
{
    return json_is_true(json.node) ? 1 : json_is_false(json.node) ? 0 : -1;
}

void *skillcall__json_next(skillcall__json json, void *member)
{
    json_t *object = (json_t *)json.node;
    return member ? json_object_iter_next(object, member) : json_object_iter(object);
}

const char *skillcall__json_next_name(skillcall__json json, void *member)
{
    const char *name = skillcall__json_text(json.strings, json_object_iter_key(member));
    return name ? name : "";
}

skillcall__json skillcall__json_next_value(skillcall__json json, void *member)
{
    return value(json, json_object_iter_value(member));
}
