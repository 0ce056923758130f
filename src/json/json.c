#include "json/json.h"

#include "base/allocator.h"

#include <jansson.h>

/* Any string may be a secret. */
static void wipe_strings(const json_t *json)
{
    for (size_t i = 0; i < json_array_size(json); i++)
        wipe_strings(json_array_get(json, i));
    for (void *member = skillcall__json_next(json, NULL); member;
         member = skillcall__json_next(json, member))
        wipe_strings(json_object_iter_value(member));
    if (json_is_string(json))
        skillcall__wipe((char *)json_string_value(json), json_string_length(json));
}

void skillcall__json_free(skillcall__json *json)
{
    wipe_strings(json);
    json_decref(json);
}

bool skillcall__json_is_object(const skillcall__json *json)
{
    return json_is_object(json);
}

bool skillcall__json_is_array(const skillcall__json *json)
{
    return json_is_array(json);
}

const skillcall__json *skillcall__json_member(const skillcall__json *json, const char *name)
{
    return json_object_get(json, name);
}

size_t skillcall__json_count(const skillcall__json *json)
{
    return json_array_size(json);
}

const skillcall__json *skillcall__json_element(const skillcall__json *json, size_t index)
{
    return json_array_get(json, index);
}

const char *skillcall__json_string(const skillcall__json *json)
{
    return json_string_value(json);
}

int32_t skillcall__json_boolean(const skillcall__json *json)
{
    return json_is_true(json) ? 1 : json_is_false(json) ? 0 : -1;
}

bool skillcall__json_is_null(const skillcall__json *json)
{
    return json_is_null(json);
}

void *skillcall__json_next(const skillcall__json *json, void *member)
{
    json_t *object = (json_t *)json;
    return member ? json_object_iter_next(object, member) : json_object_iter(object);
}

const char *skillcall__json_next_name(void *member)
{
    return json_object_iter_key(member);
}
