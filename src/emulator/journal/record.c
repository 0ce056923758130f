/* SPDX-License-Identifier: Apache-2.0 */
#include "journal/record.h"

#include "base/die.h"

#include <stdlib.h>
#include <string.h>

/* Copies members, null where the entry has none. */
static json_t *pick(const json_t *entry, const char *const *names)
{
    json_t *picked = must(json_object());
    for (; *names; names++) {
        json_t *value = json_object_get(entry, *names);
        json_object_set(picked, *names, value ? value : json_null());
    }
    return picked;
}

/* The text of the record consists of its facts, with the request as the last member. */
static void write_text(struct record *record)
{
    char *facts = must(json_dumps(record->facts, JSON_COMPACT));
    size_t facts_size = strlen(facts) - 1;
    size_t size = facts_size + strlen(",\"request\":") + strlen(record->request) + 1;
    record->text = must(realloc(record->text, size + 1));
    memcpy(record->text, facts, facts_size);
    char *end = stpcpy(record->text + facts_size, ",\"request\":");
    end = stpcpy(end, record->request);
    strcpy(end, "}");
    record->size = size;
    free(facts);
}

/* A status that was not sent is 0 in the log, and null in a record. */
static json_t *status_of(const json_t *entry)
{
    json_int_t status = json_integer_value(json_object_get(entry, "status"));
    return status ? json_integer(status) : json_null();
}

struct record *record_new(uint64_t number, const json_t *entry)
{
    static const char *const facts[] = {"kind",  "time",       "clientSessionId", "sessionId",
                                        "from",  "to",         "status",          "code",
                                        "fault", "violations", "requestId",       NULL};
    static const char *const request[] = {"method", "path", "query", "headers", "body", NULL};
    struct record *record = must(calloc(1, sizeof *record));
    json_t *picked = pick(entry, request);
    record->number = number;
    record->request = must(json_dumps(picked, JSON_COMPACT));
    json_decref(picked);

    record->facts = must(json_pack("{s:I}", "number", (json_int_t)number));
    picked = pick(entry, facts);
    json_object_update(record->facts, picked);
    json_decref(picked);
    json_object_set_new(record->facts, "status", status_of(entry));
    json_object_set_new(record->facts, "sip", must(json_array()));
    json_object_set_new(record->facts, "event", json_null());
    write_text(record);
    return record;
}

void record_grow(struct record *record, const json_t *entry)
{
    json_t *step = json_object_get(entry, "sip");
    json_t *sent = json_object_get(entry, "sent");
    if (step) {
        json_array_append_new(
            json_object_get(record->facts, "sip"),
            must(json_pack("{s:O?, s:O, s:o, s:O?}", "time", json_object_get(entry, "time"), "step",
                           step, "status", status_of(entry), "phrase",
                           json_object_get(entry, "phrase"))));
    } else if (sent) {
        json_object_set_new(
            record->facts, "event",
            must(json_pack("{s:O, s:n, s:n, s:n}", "sent", sent, "status", "answer", "reason")));
    } else {
        json_t *event = json_object_get(record->facts, "event");
        json_object_set_new(event, "status", status_of(entry));
        json_object_set(event, "answer", json_object_get(entry, "answer"));
        json_object_set(event, "reason", json_object_get(entry, "reason"));
    }
    write_text(record);
}

const struct record *record_next(const struct record *record)
{
    return TAILQ_NEXT(record, by_number);
}

const struct record *record_next_changed(const struct record *record)
{
    return TAILQ_NEXT(record, by_change);
}

const char *record_text(const struct record *record, const char *member)
{
    return json_string_value(json_object_get(record->facts, member));
}

json_t *record_body(const struct record *record)
{
    json_t *request = must(json_loads(record->request, 0, NULL));
    json_t *body = json_incref(json_object_get(request, "body"));
    json_decref(request);
    return body;
}

void record_free(struct record *record)
{
    json_decref(record->facts);
    free(record->request);
    free(record->text);
    free(record);
}
