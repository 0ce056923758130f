/* What becomes of a call, from what its transport answers. Input: one answer, given to each
   attempt. First line: the HTTP status (or something else for none), a failure (0 for a whole
   answer), whether it may have been sent, and whether a room calls (where no session id has to
   come back). Then headers, an empty line and the body. */
#include "look_up_json.h"
#include "retry_after_reading.h"

#include "support/fake_time.h"
#include "support/watching_allocator.h"

#include <skillcall/skillcall.h>

#include <strings.h>

static const char token[] = "a.token.that.nobody.else.may.see";

enum { MAX_ATTEMPTS = 3, RETRY_AFTER_MAX = 63, SESSION_ID_MAX = 512, DEPTH_MAX = 16 };

/* What the transport was allowed to answer. */
struct answer {
    const uint8_t *data;
    size_t size;
    struct fake_time time;
    int32_t http_status; /* 0: none */
    int32_t failure;
    int32_t sent;
    int is_room;
    char *retry_after; /* NULL: no such header */
    const char *body;
    size_t body_size;
    int32_t attempts;
};

static void add_header(struct answer *answer, skillcall_exchange *exchange, char *line)
{
    char *value = strchr(line, ':');
    if (!value)
        return;
    *value++ = '\0';
    value += strspn(value, " ");
    REQUIRE(!skillcall_exchange_add_header(exchange, line, value));
    if (strcasecmp(line, "Retry-After") != 0)
        return;
    free(answer->retry_after);
    answer->retry_after = text_of((const uint8_t *)value, strlen(value));
}

static void add_headers(struct answer *answer, skillcall_exchange *exchange, const uint8_t **data,
                        size_t *size)
{
    for (int is_end = 0; !is_end && *size;) {
        char *line = next_line(data, size);
        is_end = line[0] == '\0';
        add_header(answer, exchange, line);
        free(line);
    }
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    struct answer *answer = user_data;
    const uint8_t *data = answer->data;
    size_t size = answer->size;
    answer->attempts++;
    if (skillcall_exchange_set_status(exchange, answer->http_status))
        answer->http_status = 0;
    add_headers(answer, exchange, &data, &size);
    REQUIRE(!skillcall_exchange_add_body(exchange, data, size));
    answer->body = (const char *)data;
    answer->body_size = size;
    if (!answer->failure && skillcall_exchange_complete(exchange) == SKILLCALL_OK)
        return SKILLCALL_OK;
    answer->failure = answer->failure ? answer->failure : SKILLCALL_E_NETWORK;
    REQUIRE(!skillcall_exchange_fail(exchange, answer->failure, answer->sent, 7, token));
    return SKILLCALL_OK;
}

/* Time passes only while the client waits. */
static int32_t drive(void *user_data, int32_t timeout_ms)
{
    struct answer *answer = user_data;
    answer->time.now_ms += timeout_ms;
    return SKILLCALL_OK;
}

static void wake(void *user_data)
{
    (void)user_data;
}

static uint32_t no_jitter(void *user_data)
{
    (void)user_data;
    return 0;
}

static skillcall_client *new_client(const skillcall_allocator *allocator, struct answer *answer)
{
    const skillcall_transport transport = {.struct_size = sizeof transport,
                                           .user_data = answer,
                                           .submit = submit,
                                           .drive = drive,
                                           .wake = wake};
    const skillcall_clock clock = fake_clock(&answer->time);
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    REQUIRE(!skillcall_client_options_set_transport(options, &transport, NULL));
    REQUIRE(!skillcall_client_options_set_clock(options, &clock, NULL));
    REQUIRE(!skillcall_client_options_set_max_attempts(options, MAX_ATTEMPTS, NULL));
    REQUIRE(!skillcall_client_options_set_random(options, no_jitter, NULL, NULL));
    skillcall_client *client = skillcall_client_new(allocator, options, NULL);
    skillcall_client_options_free(options);
    REQUIRE(client != NULL);
    return client;
}

static skillcall_session *new_session(int is_room)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, NULL);
    skillcall_participant *caller =
        is_room ? skillcall_participant_new_room(NULL, "profile", "device", NULL)
                : skillcall_participant_new_phone_caller(NULL, "+12045551111", "device", NULL);
    skillcall_participant *callee =
        is_room ? skillcall_participant_new_extension(NULL, "4011", NULL)
                : skillcall_participant_new_phone_callee(NULL, "+16073331111", NULL);
    skillcall_session_builder_add(builder, caller, NULL);
    skillcall_session_builder_add(builder, callee, NULL);
    skillcall_session *session = skillcall_session_builder_build(builder, NULL);
    skillcall_participant_free(callee);
    skillcall_participant_free(caller);
    skillcall_session_builder_free(builder);
    return session;
}

/* The session id of the answer; NULL where there is none that can be kept. */
static const char *session_id_of(const json_t *document)
{
    const char *id = text_at(document, "sessionId");
    return id && strlen(id) <= SESSION_ID_MAX && depth_of(document) <= DEPTH_MAX ? id : NULL;
}

/* A refusal stands even if the rest of the answer is lost; nothing else does. */
static int32_t expected_outcome(const struct answer *answer, const json_t *document, int has_time)
{
    int32_t http_status = answer->http_status;
    if ((http_status >= 400 && http_status <= 499) || (http_status == 503 && has_time))
        return SKILLCALL_OUTCOME_NOT_PLACED;
    if (answer->failure)
        return answer->sent == SKILLCALL_NOT_SENT && !http_status ? SKILLCALL_OUTCOME_NOT_PLACED
                                                                  : SKILLCALL_OUTCOME_UNKNOWN;
    return http_status == 200 && (answer->is_room || session_id_of(document))
               ? SKILLCALL_OUTCOME_PLACED
               : SKILLCALL_OUTCOME_UNKNOWN;
}

/* What a Retry-After says; one that is longer than any time says nothing. */
static const char *asked_to_wait(const struct answer *answer)
{
    const char *value = answer->retry_after;
    return value && strlen(value) <= RETRY_AFTER_MAX ? value : "";
}

static int tells_token(const char *text)
{
    return text && strstr(text, token) != NULL;
}

static void check_failure(const struct answer *answer, const json_t *document,
                          const skillcall_error *error)
{
    int64_t told = skillcall_error_retry_after_ms(error);
    int32_t outcome = skillcall_error_outcome(error);
    int64_t now_ms = answer->time.unix_ms + answer->time.now_ms;
    REQUIRE(is_right_wait(told, asked_to_wait(answer), now_ms));
    REQUIRE(outcome == expected_outcome(answer, document, told >= 0));
    REQUIRE(skillcall_error_http_status(error) == answer->http_status);
    REQUIRE(outcome == SKILLCALL_OUTCOME_NOT_PLACED || answer->attempts == 1);
    REQUIRE(skillcall_error_attempts(error) == answer->attempts);
    REQUIRE(answer->attempts <= MAX_ATTEMPTS);
    REQUIRE(!tells_token(skillcall_error_message(error)));
    REQUIRE(!tells_token(skillcall_error_service_message(error)));
    REQUIRE(!tells_token(skillcall_error_service_code(error)));
    REQUIRE(!tells_token(skillcall_error_transport_text(error)));
}

static int is_plain(const char *text)
{
    static struct pattern plain = {.expression = "^[A-Za-z0-9-]{1,20}$"};
    return fits(&plain, text);
}

static void check_receipt(const struct answer *answer, const json_t *document,
                          const skillcall_receipt *receipt)
{
    const char *id = skillcall_receipt_session_id(receipt), *given = session_id_of(document);
    REQUIRE(expected_outcome(answer, document, 0) == SKILLCALL_OUTCOME_PLACED);
    REQUIRE((id != NULL) == (given != NULL));
    REQUIRE(!id || (id[0] && !tells_token(id)));
    if (given && is_plain(given))
        REQUIRE(same_text(id, given));
    REQUIRE(answer->attempts == 1 && skillcall_receipt_attempts(receipt) == 1);
}

static void read_first_line(struct answer *answer)
{
    char *line = next_line(&answer->data, &answer->size);
    if (sscanf(line, "%4d %4d %4d %1d", &answer->http_status, &answer->failure, &answer->sent,
               &answer->is_room) < 1)
        answer->http_status = 0;
    free(line);
}

static void place_call(struct answer *answer, const skillcall_allocator *allocator)
{
    skillcall_client *client = new_client(allocator, answer);
    skillcall_session *session = new_session(answer->is_room);
    skillcall_access *access =
        skillcall_access_new(allocator, "http://localhost", token, NULL, NULL);
    skillcall_error *error = skillcall_error_new(allocator);
    skillcall_receipt *receipt = skillcall_client_start(client, access, session, 0, error);
    int is_undecided;
    json_t *document = read_document(answer->body, answer->body_size, &is_undecided);
    if (!is_undecided && receipt)
        check_receipt(answer, document, receipt);
    else if (!is_undecided)
        check_failure(answer, document, error);
    json_decref(document);
    skillcall_receipt_free(receipt);
    skillcall_error_free(error);
    skillcall_access_free(access);
    skillcall_session_free(session);
    skillcall_client_free(client);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct watch watch = {.secret = token};
    const skillcall_allocator allocator = watching_allocator(&watch);
    struct answer answer = {.data = data, .size = size, .time = {.unix_ms = 1700000000000}};
    read_first_line(&answer);
    place_call(&answer, &allocator);
    REQUIRE(watch.live == 0 && !watch.secret_seen);
    free(answer.retry_after);
    return 0;
}
