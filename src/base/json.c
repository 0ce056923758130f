#include "base/json.h"

#include "base/error.h"

#include <jansson.h>

/* jansson has a fixed bound of its own, far above what any of our documents needs. */
static bool is_deep(const char *data, size_t size, size_t max_depth)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < size; i++) {
        if (in_string && data[i] == '\\')
            i++;
        else if (data[i] == '"')
            in_string = !in_string;
        else if (!in_string && (data[i] == '{' || data[i] == '['))
            depth++;
        else if (!in_string && (data[i] == '}' || data[i] == ']') && depth)
            depth--;
        if (depth > max_depth)
            return true;
    }
    return false;
}

static int32_t fail_parse(skillcall_error *error, const char *what, const json_error_t *found)
{
    switch (json_error_code(found)) {
    case json_error_unknown:
    case json_error_out_of_memory:
        return skillcall__fail_no_memory(error);
    case json_error_duplicate_key:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                               "%s has a member twice in one object (line %d): keep one of them",
                               what, found->line);
    case json_error_invalid_utf8:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s is not UTF-8 (line %d)", what,
                               found->line);
    default:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                               "%s is not well-formed JSON (line %d, column %d)", what, found->line,
                               found->column);
    }
}

skillcall__json *skillcall__json_parse(const char *data, size_t size, size_t max_size,
                                       size_t max_depth, const char *what, skillcall_error *error)
{
    if (size > max_size) {
        skillcall__fail(error, SKILLCALL_E_TOO_LARGE, "%s has %zu bytes; at most %zu are read",
                        what, size, max_size);
        return NULL;
    }
    if (is_deep(data, size, max_depth)) {
        skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s nests deeper than %zu levels", what,
                        max_depth);
        return NULL;
    }
    json_error_t found = {0}; /* jansson leaves it alone when its own memory runs out */
    json_t *json = json_loadb(data, size, JSON_REJECT_DUPLICATES, &found);
    if (!json)
        fail_parse(error, what, &found);
    return json;
}

void skillcall__json_free(skillcall__json *json)
{
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
    return json_is_boolean(json) ? json_is_true(json) : -1;
}

bool skillcall__json_is_null(const skillcall__json *json)
{
    return json_is_null(json);
}

void skillcall__json_wipe_string(const skillcall__json *json)
{
    if (json_is_string(json))
        skillcall__wipe((char *)json_string_value(json), json_string_length(json));
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

const skillcall__json *skillcall__json_next_value(void *member)
{
    return json_object_iter_value(member);
}
