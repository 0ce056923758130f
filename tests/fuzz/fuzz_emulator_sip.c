/* SPDX-License-Identifier: Apache-2.0 */
/* A callee's messages to the emulator, which calls it by its real SIP stack. Input: a first line,
   then messages that come one after the other, each a first line, more headers, an empty line and
   a body, and between them a line "===". The first line decides whether requests other than
   INVITE are answered. */
#include "sip_peer.h"

#include "journal/journal.h"
#include "sip/sip.h"
#include "sip/stack.h"

enum { CALL_SECONDS_MAX = 200, STEPS_MAX = 101, PHRASE_MAX = 200, PUMPS_MAX = 200 };

static const char body[] =
    "{\"participants\": [{\"id\": {\"value\": \"+12045551111\"}, \"isOriginator\": true},"
    "{\"id\": {\"value\": \"+16073331111\", \"type\": \"PHONE_NUMBER\"}}],"
    "\"clientContext\": {\"clientSessionId\": \"fuzz\"}}";

/* The emulator's side, which lives as long as the process. */
static struct settings settings = {.keep = 1, .ring_ms = 30000, .talk_ms = 2000};
static struct journal *journal;
static su_root_t *root;
static struct sip *sip;
static struct peer peer;

static void open_once(void)
{
    if (sip)
        return;
    open_peer(&peer);
    settings.invite = peer.uri;
    su_init();
    root = su_root_create(NULL);
    su_root_threading(root, 0);
    journal = journal_open(&settings);
    sip = sip_open(root, &settings, journal);
}

/* Lets both sides work until neither has anything to do. */
static void pump(void)
{
    int quiet = 0;
    for (int i = 0; quiet < 2 && i < PUMPS_MAX; i++) {
        su_root_step(root, 0);
        sip_catch_up(sip);
        quiet = take_messages(&peer) ? 0 : quiet + 1;
    }
}

static uint64_t call_peer(void)
{
    struct started_call call;
    json_t *document = json_loads(body, 0, NULL);
    uint64_t number =
        journal_add(journal, json_pack("{s:s, s:i}", "method", "POST", "status", 200));
    call_read(&call, number, document, "session", "amzn1.application-oa2-client.0");
    sip_invite(sip, &call);
    call_clear(&call);
    json_decref(document);
    pump();
    return number;
}

/* Takes the next message off an input and sends it. */
static void send_next(const uint8_t **data, size_t *size)
{
    char *first = next_line(data, size);
    size_t length;
    const uint8_t *rest = next_part(data, size, &length);
    send_message(&peer, first, rest, length);
    free(first);
    pump();
}

static const char *step_at(const json_t *steps, size_t index)
{
    return json_string_value(json_object_get(json_array_get(steps, index), "step"));
}

static int is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return 1;
    return 0;
}

/* A call has one end, which comes last, and its steps have what is said of them. */
static void check_steps(const json_t *steps)
{
    static const char *const ends[] = {"ended",     "expired", "hung up", "refused",
                                       "cancelled", "failed",  NULL};
    size_t count = json_array_size(steps), i;
    int is_answered = 0;
    const json_t *step;
    REQUIRE(count >= 1 && count <= STEPS_MAX);
    json_array_foreach((json_t *)steps, i, step)
    {
        const char *word = step_at(steps, i);
        json_int_t status = json_integer_value(json_object_get(step, "status"));
        REQUIRE(is_one_of(word, ends) == (i + 1 == count));
        REQUIRE(strlen(json_string_value(json_object_get(step, "phrase"))) <= PHRASE_MAX);
        if (strcmp(word, "ringing") == 0)
            REQUIRE(!is_answered && status > 100 && status < 200);
        if (strcmp(word, "answered") == 0) {
            REQUIRE(!is_answered && status / 100 == 2);
            is_answered = 1;
        }
        if (strcmp(word, "refused") == 0)
            REQUIRE(!is_answered && status >= 300);
        if (strcmp(word, "failed") == 0)
            REQUIRE(status == 0);
    }
}

static void check_record(uint64_t number)
{
    const struct record *record = journal_find(journal, number);
    json_t *read = json_loads(record->text, JSON_REJECT_DUPLICATES, NULL);
    check_steps(json_object_get(read, "sip"));
    json_decref(read);
}

/* One call is one INVITE, whatever is answered, and an end to it. */
static void check_requests(void)
{
    REQUIRE(peer.invites.count == 1 && peer.cancels.count <= 1 && peer.byes.count <= 1);
}

/* Lets time pass until the call has ended, then until the stack has forgotten it. */
static void end_call(void)
{
    unsigned long begin = seconds_ahead;
    for (; sip->legs; seconds_ahead++) {
        REQUIRE(seconds_ahead - begin < CALL_SECONDS_MAX);
        pump();
    }
    for (int i = 0; i < 4; i++) {
        seconds_ahead += 32;
        pump();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_once();
    char *first = next_line(&data, &size);
    peer = (struct peer){.fd = peer.fd, .is_answering = strcmp(first, "answers") == 0};
    uint64_t number = call_peer();
    REQUIRE(peer.invites.count == 1);
    while (size)
        send_next(&data, &size);
    end_call();
    check_record(number);
    check_requests();
    free(first);
    return 0;
}
