/* SPDX-License-Identifier: Apache-2.0 */
#include "journal/journal.h"

#include "base/die.h"
#include "base/json_lines.h"
#include "journal/load.h"
#include "journal/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#define BYTES_MAX ((size_t)32 * 1024 * 1024)

TAILQ_HEAD(record_list, record);

struct journal {
    struct record_list by_number;
    struct record_list by_change;
    size_t count;
    size_t bytes; /* of the texts of the records */
    uint32_t keep;
    uint64_t last;
    uint64_t changes;
    uint64_t clearings;
    struct json_lines log;
    bool on_terminal;
};

static void drop(struct journal *journal, struct record *record)
{
    TAILQ_REMOVE(&journal->by_number, record, by_number);
    TAILQ_REMOVE(&journal->by_change, record, by_change);
    journal->count--;
    journal->bytes -= record->size;
    record_free(record);
}

/* Drops the oldest records; one stays, however large it is. */
static void drop_oldest(struct journal *journal)
{
    while (journal->count > journal->keep || (journal->bytes > BYTES_MAX && journal->count > 1))
        drop(journal, TAILQ_FIRST(&journal->by_number));
}

static void add_record(struct journal *journal, const json_t *entry)
{
    struct record *record = record_new(journal->last, entry);
    record->change = ++journal->changes;
    TAILQ_INSERT_TAIL(&journal->by_number, record, by_number);
    TAILQ_INSERT_TAIL(&journal->by_change, record, by_change);
    journal->count++;
    journal->bytes += record->size;
    drop_oldest(journal);
}

static void grow_record(struct journal *journal, struct record *record, const json_t *entry)
{
    journal->bytes -= record->size;
    record_grow(record, entry);
    journal->bytes += record->size;
    record->change = ++journal->changes;
    TAILQ_REMOVE(&journal->by_change, record, by_change);
    TAILQ_INSERT_TAIL(&journal->by_change, record, by_change);
    drop_oldest(journal);
}

static struct record *find(const struct journal *journal, uint64_t number)
{
    struct record *record;
    TAILQ_FOREACH_REVERSE(record, &journal->by_number, record_list, by_number)
    if (record->number <= number)
        break;
    return record && record->number == number ? record : NULL;
}

static void take_entry(struct journal *journal, const json_t *entry)
{
    uint64_t number = (uint64_t)json_integer_value(json_object_get(entry, "number"));
    struct record *record = find(journal, number);
    if (number > journal->last) {
        journal->last = number;
        add_record(journal, entry);
    } else if (record) {
        grow_record(journal, record, entry);
    }
}

static void load_entry(void *journal, const json_t *entry)
{
    take_entry(journal, entry);
}

static bool is_same_file(const char *one, const char *other)
{
    struct stat first, second;
    return one && other && stat(one, &first) == 0 && stat(other, &second) == 0 &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* A log that is also loaded is continued. */
struct journal *journal_open(const struct settings *settings)
{
    struct journal *journal = must(calloc(1, sizeof *journal));
    TAILQ_INIT(&journal->by_number);
    TAILQ_INIT(&journal->by_change);
    journal->keep = settings->keep;
    off_t loaded = settings->load ? load_log(settings->load, load_entry, journal) : 0;
    json_lines_open(&journal->log, settings->log,
                    is_same_file(settings->load, settings->log) ? loaded : 0);
    journal->on_terminal = terminal_is_free(settings);
    return journal;
}

static json_t *time_now(void)
{
    struct timespec now;
    struct tm parts;
    char date[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    return must(json_sprintf("%s.%03dZ", date, (int)(now.tv_nsec / 1000000)));
}

/* Begins an entry with its time and its number. */
static json_t *new_entry(uint64_t number)
{
    return must(json_pack("{s:o, s:I}", "time", time_now(), "number", (json_int_t)number));
}

static void put_entry(struct journal *journal, json_t *entry)
{
    take_entry(journal, entry);
    json_lines_write(&journal->log, entry);
    if (journal->on_terminal)
        terminal_show(entry);
    json_decref(entry);
}

uint64_t journal_add(struct journal *journal, json_t *entry)
{
    json_t *whole = new_entry(journal->last + 1);
    json_object_update(whole, entry);
    json_decref(entry);
    put_entry(journal, whole);
    return journal->last;
}

void journal_grow(struct journal *journal, uint64_t number, json_t *about, json_t *more)
{
    json_t *whole = new_entry(number);
    json_object_update(whole, about);
    json_object_update(whole, must(more));
    json_decref(more);
    put_entry(journal, whole);
}

void journal_clear(struct journal *journal)
{
    while (!TAILQ_EMPTY(&journal->by_number))
        drop(journal, TAILQ_FIRST(&journal->by_number));
    journal->clearings++;
}

uint64_t journal_last(const struct journal *journal)
{
    return journal->last;
}

uint64_t journal_changes(const struct journal *journal)
{
    return journal->changes;
}

uint64_t journal_clearings(const struct journal *journal)
{
    return journal->clearings;
}

const struct record *journal_find(const struct journal *journal, uint64_t number)
{
    return find(journal, number);
}

const struct record *journal_after(const struct journal *journal, uint64_t number)
{
    const struct record *after = NULL;
    const struct record *record;
    TAILQ_FOREACH_REVERSE(record, &journal->by_number, record_list, by_number)
    {
        if (record->number <= number)
            break;
        after = record;
    }
    return after;
}

const struct record *journal_changed_after(const struct journal *journal, uint64_t change)
{
    const struct record *after = NULL;
    const struct record *record;
    TAILQ_FOREACH_REVERSE(record, &journal->by_change, record_list, by_change)
    {
        if (record->change <= change)
            break;
        after = record;
    }
    return after;
}

void journal_close(struct journal *journal)
{
    journal_clear(journal);
    json_lines_close(&journal->log);
    free(journal);
}
