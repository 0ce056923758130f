/* SPDX-License-Identifier: Apache-2.0 */
/* What the receiver of an event answers, in the emulator's journal. Input: the size of the pieces
   in which it comes and the HTTP status, then a newline and the body. */
#include "event/event_answer.h"
#include "journal/journal.h"
#include "lookup_json.h"

enum { ANSWER_MAX = 64 * 1024, DEPTH_MAX = 256 };

static void add_pieces(struct event_answer *answer, const uint8_t *body, size_t size, size_t piece)
{
    for (size_t taken = 0; taken < size; taken += piece) {
        size_t rest = size - taken;
        REQUIRE(event_answer_add(answer, (const char *)body + taken, rest < piece ? rest : piece));
    }
    char *more = calloc(1, ANSWER_MAX + 1);
    REQUIRE(more != NULL && !event_answer_add(answer, more, ANSWER_MAX + 1 - size));
    free(more);
}

/* Where bytes are no text, what is not ASCII is lost, and nothing else. */
static int is_text_of(const json_t *shown, const char *body, size_t size)
{
    const char *text = json_string_value(shown);
    if (!text || json_string_length(shown) != size)
        return 0;
    for (size_t i = 0; i < size; i++)
        if (text[i] != body[i] && !(text[i] == '?' && (body[i] & 0x80 || body[i] == '\0')))
            return 0;
    return 1;
}

/* Compares with what jansson alone reads. */
static void check_answer(const json_t *shown, const char *body, size_t size)
{
    int has_nul = size && memchr(body, '\0', size);
    json_t *document = has_nul || !size ? NULL : json_loadb(body, size, JSON_DECODE_ANY, NULL);
    if (size == 0)
        REQUIRE(json_is_null(shown));
    else if (document && depth_of(document) <= DEPTH_MAX)
        REQUIRE(json_equal(shown, document));
    else
        REQUIRE(is_text_of(shown, body, size));
    json_decref(document);
}

/* The record is read as a client of the emulator's API reads it. */
static void check_record(const struct record *record, int status, const char *body, size_t size)
{
    REQUIRE(record && strlen(record->text) == record->size);
    json_t *read = json_loads(record->text, JSON_REJECT_DUPLICATES, NULL);
    const json_t *event = json_object_get(read, "event");
    REQUIRE(json_is_object(json_object_get(event, "sent")));
    REQUIRE(json_integer_value(json_object_get(event, "status")) == status);
    check_answer(json_object_get(event, "answer"), body, size);
    json_decref(read);
}

static uint64_t add_record(struct journal *journal)
{
    json_t *about = json_object();
    uint64_t number =
        journal_add(journal, json_pack("{s:s, s:i}", "method", "POST", "status", 200));
    journal_grow(journal, number, about, json_pack("{s:{}}", "sent"));
    json_decref(about);
    return number;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct settings settings = {.keep = 1};
    struct event_answer answer = {0};
    unsigned piece = 0;
    int status = 0;
    char *line = next_line(&data, &size);
    if (sscanf(line, "%3u %3d", &piece, &status) == 2 && piece > 0 && size <= ANSWER_MAX) {
        struct journal *journal = journal_open(&settings);
        json_t *about = json_object();
        uint64_t number = add_record(journal);
        add_pieces(&answer, data, size, piece);
        journal_grow(journal, number, about,
                     json_pack("{s:s, s:i, s:n, s:o}", "event", "delivered", "status", status,
                               "reason", "answer", event_answer_shown(&answer)));
        check_record(journal_find(journal, number), status, (const char *)data, size);
        json_decref(about);
        journal_close(journal);
        event_answer_clear(&answer);
    }
    free(line);
    return 0;
}
