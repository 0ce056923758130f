/* SPDX-License-Identifier: Apache-2.0 */
#include "base/foreign_json.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 256 /* an eighth of jansson's own limit */

static bool is_deeper(const json_t *value, unsigned depth)
{
    const char *name;
    json_t *member;
    size_t i;
    if (depth == 0)
        return json_is_object(value) || json_is_array(value);
    json_object_foreach((json_t *)value, name, member)
    {
        if (is_deeper(member, depth - 1))
            return true;
    }
    json_array_foreach(value, i, member)
    {
        if (is_deeper(member, depth - 1))
            return true;
    }
    return false;
}

static json_t *refuse(json_error_t *error, const char *why)
{
    snprintf(error->text, sizeof error->text, "%s", why);
    return NULL;
}

json_t *read_foreign_json(const char *bytes, size_t size, size_t flags, json_error_t *error)
{
    if (memchr(bytes, '\0', size))
        return refuse(error, "it has a NUL byte");
    json_t *document = json_loadb(bytes, size, flags | JSON_DECODE_ANY, error);
    if (!is_deeper(document, DEPTH_MAX))
        return document;
    json_decref(document);
    return refuse(error, "it is nested too deeply");
}
