/* SPDX-License-Identifier: Apache-2.0 */
#include "control/filter.h"

#include "base/die.h"
#include "cli/parse_number.h"

#include <string.h>

#define NUMBER_MAX 0x7FFFFFFFU

static bool is_kind(const char *value)
{
    return strcmp(value, "session") == 0 || strcmp(value, "number") == 0 ||
           strcmp(value, "profile") == 0 || strcmp(value, "directive") == 0;
}

/* Requires a value. A + that was not escaped in a phone number arrives as a blank. */
static void ask_for(struct filter *filter, const char *name, const char *value)
{
    bool is_number = *value == ' ' && (strcmp(name, "from") == 0 || strcmp(name, "to") == 0);
    json_object_set_new(filter->values, name,
                        must(is_number ? json_sprintf("+%s", value + 1) : json_string(value)));
}

static const char *read_status(struct filter *filter, const char *value)
{
    uint32_t status;
    if (!parse_number(value, 999, &status))
        return "status is a number from 0 to 999.";
    json_object_set_new(filter->values, "status",
                        status > 0 ? json_integer((json_int_t)status) : json_null());
    return NULL;
}

static const char *read_parameter(struct filter *filter, const char *name, const char *value)
{
    static const char *const texts[] = {"clientSessionId", "sessionId", "from", "to"};
    uint32_t number = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(name, texts[i]) == 0) {
            ask_for(filter, name, value);
            return NULL;
        }
    }
    if (strcmp(name, "kind") == 0) {
        ask_for(filter, name, value);
        return is_kind(value) ? NULL : "kind is session, number, profile or directive.";
    }
    if (strcmp(name, "status") == 0)
        return read_status(filter, value);
    if (strcmp(name, "wait") == 0)
        return parse_number(value, 60000, &filter->wait_ms)
                   ? NULL
                   : "wait is a number of milliseconds from 0 to 60000.";
    if (strcmp(name, "min") == 0)
        return parse_number(value, NUMBER_MAX, &filter->min) && filter->min > 0
                   ? NULL
                   : "min is a number from 1 to 2147483647.";
    bool is_limit = strcmp(name, "limit") == 0;
    if (!is_limit && strcmp(name, "after") != 0)
        return "The query has kind, clientSessionId, sessionId, from, to, status, after, limit, "
               "wait "
               "and min only.";
    if (!parse_number(value, NUMBER_MAX, &number) || (is_limit && number == 0))
        return "limit is a number from 1, after one from 0, to 2147483647.";
    *(is_limit ? &filter->limit : &filter->after) = number;
    return NULL;
}

const char *filter_read(struct filter *filter, const json_t *query)
{
    const char *name;
    json_t *value;
    *filter = (struct filter){.values = must(json_object()), .limit = UINT64_MAX, .min = 1};
    json_object_foreach((json_t *)query, name, value)
    {
        const char *wrong = json_is_string(value)
                                ? read_parameter(filter, name, json_string_value(value))
                                : "Each parameter of the query comes once.";
        if (wrong) {
            filter_clear(filter);
            return wrong;
        }
    }
    return NULL;
}

bool filter_matches(const struct filter *filter, const struct record *record)
{
    const char *name;
    json_t *value;
    json_object_foreach(filter->values, name, value)
    {
        if (!json_equal(json_object_get(record->facts, name), value))
            return false;
    }
    return true;
}

void filter_clear(struct filter *filter)
{
    json_decref(filter->values);
}
