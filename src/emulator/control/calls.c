/* SPDX-License-Identifier: Apache-2.0 */
/* The list of records, at once or when there are enough. */
#include "base/die.h"
#include "control/control_turn.h"
#include "control/filter.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* A requested list. While it waits, it counts matching records as they come. */
struct list {
    const struct journal *journal;
    struct filter filter;
    uint64_t count;     /* of those that match, up to the record `seen` */
    uint64_t seen;      /* number of a record */
    uint64_t clearings; /* of the journal, when the counting began */
};

static bool is_complete(void *context)
{
    struct list *list = context;
    const struct record *record;
    if (list->clearings != journal_clearings(list->journal)) {
        list->clearings = journal_clearings(list->journal);
        list->count = 0;
    }
    record =
        list->seen < journal_last(list->journal) ? journal_after(list->journal, list->seen) : NULL;
    for (; record; record = record_next(record))
        list->count += filter_matches(&list->filter, record);
    if (list->seen < journal_last(list->journal))
        list->seen = journal_last(list->journal);
    return list->count >= list->filter.min;
}

static void write_list(void *context, struct reply *reply)
{
    const struct list *list = context;
    const struct record *record = journal_after(list->journal, list->filter.after);
    uint64_t last = 0;
    uint64_t count = 0;
    char *text = NULL;
    size_t size = 0;
    FILE *stream = must(open_memstream(&text, &size));
    fputs("{\"calls\":[", stream);
    for (; record; record = record_next(record)) {
        if (!filter_matches(&list->filter, record))
            continue;
        if (count == list->filter.limit)
            break;
        fprintf(stream, "%s%s", count++ > 0 ? "," : "", record->text);
        last = record->number;
    }
    fprintf(stream, "],\"last\":%" PRIu64 "}", record ? last : journal_last(list->journal));
    fclose(stream);
    reply_body(reply, "application/json", text, size);
    reply->status = 200;
}

static void free_list(void *context)
{
    struct list *list = context;
    filter_clear(&list->filter);
    free(list);
}

void control_list_calls(struct control_turn *turn)
{
    struct list *list = must(calloc(1, sizeof *list));
    const char *wrong = filter_read(&list->filter, turn->request->query);
    if (wrong) {
        free(list);
        control_refuse(turn, 400, wrong);
        return;
    }
    list->journal = turn->service->journal;
    list->seen = list->filter.after;
    list->clearings = journal_clearings(list->journal);
    turn->reply->later = (struct later){list, is_complete, write_list, NULL, free_list};
    if (!is_complete(list))
        turn->reply->delay_ms = list->filter.wait_ms;
}
