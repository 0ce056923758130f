#include "base/json.h"

#include "base/ascii.h"
#include "base/error.h"
#include "base/json_text.h"

#include <jansson.h>

/* jansson keeps the tree, but does not read the text: its lexer ignores that memory is lacking, and
   then loses characters of a string, or runs beyond it where the closing quote is lost. */
struct reader {
    skillcall__json_text text; /* where it goes wrong, if there is a fault */
    size_t depth;
    size_t max_depth;
    enum fault { NO_FAULT, NOT_WELL_FORMED, NOT_UTF8, TWICE, TOO_DEEP } fault;
};

static json_t *read_value(struct reader *reader);

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

static bool refuse(struct reader *reader, enum fault fault)
{
    if (reader->fault == NO_FAULT)
        reader->fault = fault;
    return false;
}

static json_t *read_string(struct reader *reader)
{
    const char *raw;
    size_t size;
    enum skillcall__json_string found = skillcall__json_take_string(&reader->text, &raw, &size);
    if (found != SKILLCALL__STRING_FINE) {
        refuse(reader, found == SKILLCALL__STRING_NOT_UTF8 ? NOT_UTF8 : NOT_WELL_FORMED);
        return NULL;
    }
    json_t *string = json_stringn_nocheck(raw, size);
    if (string)
        skillcall__json_unescape((char *)json_string_value(string), size);
    return string;
}

static bool read_named(struct reader *reader, json_t *object, const char *name)
{
    if (json_object_get(object, name))
        return refuse(reader, TWICE);
    if (!skillcall__json_take(&reader->text, ":"))
        return refuse(reader, NOT_WELL_FORMED);
    json_t *value = read_value(reader);
    return value && json_object_set_new_nocheck(object, name, value) == 0;
}

static bool read_member(struct reader *reader, json_t *object)
{
    json_t *name = read_string(reader);
    bool is_read = name && read_named(reader, object, json_string_value(name));
    json_decref(name);
    return is_read;
}

static bool read_element(struct reader *reader, json_t *array)
{
    json_t *value = read_value(reader);
    return value && json_array_append_new(array, value) == 0;
}

/* What stands between the brackets, and the closing one. */
static bool read_all(struct reader *reader, json_t *container, const char *closing)
{
    if (reader->depth > reader->max_depth)
        return refuse(reader, TOO_DEEP);
    if (!container)
        return false;
    if (skillcall__json_take(&reader->text, closing))
        return true;
    do {
        if (!(json_is_object(container) ? read_member : read_element)(reader, container))
            return false;
    } while (skillcall__json_take(&reader->text, ","));
    return skillcall__json_take(&reader->text, closing) || refuse(reader, NOT_WELL_FORMED);
}

static json_t *read_container(struct reader *reader, json_t *container, const char *closing)
{
    reader->depth++;
    bool is_read = read_all(reader, container, closing);
    reader->depth--;
    if (is_read)
        return container;
    skillcall__json_free(container);
    return NULL;
}

/* Nobody reads a number, so that only its type is kept. */
static json_t *read_value(struct reader *reader)
{
    skillcall__json_text *text = &reader->text;
    if (skillcall__json_take(text, "{"))
        return read_container(reader, json_object(), "}");
    if (skillcall__json_take(text, "["))
        return read_container(reader, json_array(), "]");
    if (skillcall__json_take(text, "true"))
        return json_true();
    if (skillcall__json_take(text, "false"))
        return json_false();
    if (skillcall__json_take(text, "null"))
        return json_null();
    if (skillcall__json_take_number(text))
        return json_integer(0);
    return read_string(reader);
}

static json_t *read_document(struct reader *reader)
{
    json_t *document = read_value(reader);
    bool is_container = json_is_object(document) || json_is_array(document);
    if (is_container && skillcall__json_text_is_over(&reader->text))
        return document;
    if (document)
        refuse(reader, NOT_WELL_FORMED);
    skillcall__json_free(document);
    return NULL;
}

static int32_t fail_parse(const struct reader *reader, const char *data, const char *what,
                          skillcall_error *error)
{
    const char *line = data;
    size_t lines = 1, column;
    for (const char *at = data; at < reader->text.at; at++) {
        if (*at == '\n') {
            line = at + 1;
            lines++;
        }
    }
    skillcall__utf8_count(line, (size_t)(reader->text.at - line), &column);
    switch (reader->fault) {
    case NO_FAULT:
        return skillcall__fail_no_memory(error);
    case NOT_UTF8:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s is not UTF-8 (line %zu)", what,
                               lines);
    case TWICE:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                               "%s has a member twice in one object (line %zu): keep one of them",
                               what, lines);
    case TOO_DEEP:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s nests deeper than %zu levels",
                               what, reader->max_depth);
    default:
        return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                               "%s is not well-formed JSON (line %zu, column %zu)", what, lines,
                               column + 1);
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
    struct reader reader = {.text = {data, data + size}, .max_depth = max_depth};
    json_t *document = read_document(&reader);
    if (!document)
        fail_parse(&reader, data, what, error);
    return document;
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
