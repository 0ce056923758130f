/* SPDX-License-Identifier: Apache-2.0 */
/* Server-sent events: each record, each time it changes. A slow reader misses steps in between, but
 * never the last state of a record that is still kept. */
#include "base/die.h"
#include "control/control_turn.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const struct journal *journal;
    uint64_t seen; /* the last change that was written */
    char *text;    /* what is on its way */
    size_t size;
    size_t done;
};

static bool has_news(void *context)
{
    const struct reader *reader = context;
    return reader->done < reader->size || reader->seen < journal_changes(reader->journal);
}

static void write_next(struct reader *reader, size_t enough)
{
    const struct record *record = journal_changed_after(reader->journal, reader->seen);
    FILE *stream;
    free(reader->text);
    reader->done = 0;
    stream = must(open_memstream(&reader->text, &reader->size));
    for (; record && (size_t)ftell(stream) < enough; record = record_next_changed(record)) {
        fprintf(stream, "event: call\nid: %" PRIu64 "\ndata: %s\n\n", record->change, record->text);
        reader->seen = record->change;
    }
    if (!record)
        reader->seen = journal_changes(reader->journal);
    fclose(stream);
}

static size_t read_events(void *context, char *buffer, size_t size)
{
    struct reader *reader = context;
    if (reader->done == reader->size && has_news(reader))
        write_next(reader, size);
    size_t rest = reader->size - reader->done;
    size_t count = rest < size ? rest : size;
    memcpy(buffer, reader->text + reader->done, count);
    reader->done += count;
    return count;
}

static void free_reader(void *context)
{
    struct reader *reader = context;
    free(reader->text);
    free(reader);
}

/* Reads the number of the client's last change; one of an earlier run counts as none. */
static bool read_last_event_id(const struct control_turn *turn, uint64_t changes, uint64_t *seen)
{
    const char *id = request_header(turn->request, "Last-Event-ID");
    if (!request_has_header(turn->request, "Last-Event-ID"))
        return true;
    if (!id || !*id || strlen(id) > 18 || strspn(id, "0123456789") != strlen(id))
        return false;
    *seen = strtoull(id, NULL, 10);
    if (*seen > changes)
        *seen = 0;
    return true;
}

void control_send_events(struct control_turn *turn)
{
    const struct journal *journal = turn->service->journal;
    uint64_t seen = journal_changes(journal);
    if (!read_last_event_id(turn, seen, &seen)) {
        control_refuse(turn, 400, "Last-Event-ID must be a number, the id of an event.");
        return;
    }
    struct reader *reader = must(calloc(1, sizeof *reader));
    reader->journal = journal;
    reader->seen = seen;
    reader->text = must(strdup("retry: 1000\n\n"));
    reader->size = strlen(reader->text);
    turn->reply->later = (struct later){reader, has_news, NULL, read_events, free_reader};
    turn->reply->delivery = DELIVER_STREAM;
    turn->reply->content_type = "text/event-stream";
    turn->reply->status = 200;
}
