/* SPDX-License-Identifier: Apache-2.0 */
/* What the service received, and the results: a record for each request, of which the last are
 * kept. Every entry also goes to the log and, if it is a terminal, to stdout. */
#ifndef EMULATOR_JOURNAL_H
#define EMULATOR_JOURNAL_H

#include "base/settings.h"
#include "journal/record.h"

struct journal;

/* Opens the journal and its log, and loads the log of an earlier run if the settings name one. Ends
 * the program if it cannot. */
struct journal *journal_open(const struct settings *settings);

/* Adds a record from the entry of a request, which it takes. Returns its number, from 1. */
uint64_t journal_add(struct journal *journal, json_t *entry);

/* Adds an entry about the result of the request with a number. It has the members of `about`, which
 * name the session, then those of `more`, which it takes: {"sip": STEP, "status", "phrase"},
 * {"sent": EVENT} or {"event": HOW, "status", "reason", "answer"}. */
void journal_grow(struct journal *journal, uint64_t number, json_t *about, json_t *more);

/* Drops all records. */
void journal_clear(struct journal *journal);

/* The number of the last record that was ever added, 0 for none. */
uint64_t journal_last(const struct journal *journal);

/* How often records were added or changed. */
uint64_t journal_changes(const struct journal *journal);

/* How often the records were dropped. */
uint64_t journal_clearings(const struct journal *journal);

/* The record with a number, NULL if it is not kept. */
const struct record *journal_find(const struct journal *journal, uint64_t number);

/* The first record with a number above this one; NULL if there is none. */
const struct record *journal_after(const struct journal *journal, uint64_t number);

/* The record that changed first after this change; NULL if there is none. */
const struct record *journal_changed_after(const struct journal *journal, uint64_t change);

void journal_close(struct journal *journal);

#endif
