/* SPDX-License-Identifier: Apache-2.0 */
/* One request and its results, built from the entries of the log. */
#ifndef EMULATOR_RECORD_H
#define EMULATOR_RECORD_H

#include <jansson.h>
#include <stdint.h>
#include <sys/queue.h>

struct record {
    uint64_t number;
    uint64_t change; /* the number of the last change of all, when this record changed last */
    json_t *facts;   /* the members of the record but `request` */
    char *request;   /* the member `request`, as JSON */
    char *text;      /* the record as JSON */
    size_t size;     /* of the text */
    TAILQ_ENTRY(record) by_number;
    TAILQ_ENTRY(record) by_change;
};

/* Makes a record of the entry of a request. */
struct record *record_new(uint64_t number, const json_t *entry);

/* Adds an entry about the call or the event. */
void record_grow(struct record *record, const json_t *entry);

/* The next record by number and by change, NULL if there is none. */
const struct record *record_next(const struct record *record);
const struct record *record_next_changed(const struct record *record);

/* The member of a record that is text, NULL if it is null. */
const char *record_text(const struct record *record, const char *member);

/* The body of the request, for the caller to free; NULL if it is not JSON. */
json_t *record_body(const struct record *record);

void record_free(struct record *record);

#endif
