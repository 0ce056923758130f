/* SPDX-License-Identifier: Apache-2.0 */
/* A transport that gives one answer to each attempt. Input: the first line has the HTTP status (or
   something else for none), a failure (0 for a whole answer), whether it may have been sent, and
   what kind of request the target makes. Then headers, an empty line and the body. */
#ifndef TESTS_FUZZ_GIVEN_ANSWER_H
#define TESTS_FUZZ_GIVEN_ANSWER_H

#include "retry_after_reading.h"

#include "support/fake_time.h"
#include "support/watching_allocator.h"

#include <skillcall/skillcall.h>
#include <strings.h>

static const char token[] = "a.token.that.nobody.else.may.see";

enum { MAX_ATTEMPTS = 3, RETRY_AFTER_MAX = 63, ANSWER_DEPTH_MAX = 256 };

/* What the transport was allowed to answer. */
struct answer {
    const uint8_t *data;
    size_t size;
    struct fake_time time;
    int32_t http_status; /* 0: none */
    int32_t failure;
    int32_t sent;
    int kind;          /* what the target makes of it */
    char *retry_after; /* NULL: no such header */
    const char *body;
    size_t body_size;
    int32_t attempts;
};

static inline void add_header(struct answer *answer, skillcall_exchange *exchange, char *line)
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

static inline void add_headers(struct answer *answer, skillcall_exchange *exchange,
                               const uint8_t **data, size_t *size)
{
    for (int is_end = 0; !is_end && *size;) {
        char *line = next_line(data, size);
        is_end = line[0] == '\0';
        add_header(answer, exchange, line);
        free(line);
    }
}

static inline int32_t submit(void *user_data, skillcall_exchange *exchange)
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
static inline int32_t drive(void *user_data, int32_t timeout_ms)
{
    struct answer *answer = user_data;
    answer->time.now_ms += timeout_ms;
    return SKILLCALL_OK;
}

static inline void wake(void *user_data)
{
}

static inline uint32_t no_jitter(void *user_data)
{
    return 0;
}

static inline skillcall_client *new_client(const skillcall_allocator *allocator,
                                           struct answer *answer)
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

/* What a Retry-After says; one that is longer than any time says nothing. */
static inline const char *asked_to_wait(const struct answer *answer)
{
    const char *value = answer->retry_after;
    return value && strlen(value) <= RETRY_AFTER_MAX ? value : "";
}

static inline int tells_token(const char *text)
{
    return text && strstr(text, token) != NULL;
}

/* An id of the service is kept for logs, where neither a token nor a phone number may stand. */
static inline void require_harmless_id(const char *id)
{
    static struct pattern number = {.expression = "[+][0-9]{7}"};
    REQUIRE(!id || (id[0] && !tells_token(id) && !fits(&number, id)));
}

/* What every error says of the answer, and what none may say. */
static inline void check_error(const struct answer *answer, const skillcall_error *error)
{
    int64_t now_ms = answer->time.unix_ms + answer->time.now_ms;
    REQUIRE(is_right_wait(skillcall_error_retry_after_ms(error), asked_to_wait(answer), now_ms));
    REQUIRE(skillcall_error_http_status(error) == answer->http_status);
    REQUIRE(skillcall_error_attempts(error) == answer->attempts);
    REQUIRE(!tells_token(skillcall_error_message(error)));
    REQUIRE(!tells_token(skillcall_error_service_message(error)));
    REQUIRE(!tells_token(skillcall_error_service_code(error)));
    REQUIRE(!tells_token(skillcall_error_transport_text(error)));
    require_harmless_id(skillcall_error_request_id(error));
}

static inline void read_first_line(struct answer *answer)
{
    char *line = next_line(&answer->data, &answer->size);
    if (sscanf(line, "%4d %4d %4d %1d", &answer->http_status, &answer->failure, &answer->sent,
               &answer->kind) < 1)
        answer->http_status = 0;
    free(line);
}

/* Whether an answer with this status can only be a refusal (docs/reference/outcomes.md). */
static inline int proves_refusal(int32_t http_status)
{
    static const int32_t refusals[] = {400, 401, 403, 404, 405, 411, 413,
                                       414, 415, 421, 426, 429, 431};
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i] == http_status)
            return 1;
    return 0;
}

/* Makes a request to which the transport gives the answer of an input. */
static inline int try_answer(const uint8_t *data, size_t size,
                             void (*request)(struct answer *answer, skillcall_client *client,
                                             const skillcall_access *access,
                                             skillcall_error *error))
{
    struct watch watch = {.secret = token};
    const skillcall_allocator allocator = watching_allocator(&watch);
    struct answer answer = {.data = data, .size = size, .time = {.unix_ms = 1700000000000}};
    read_first_line(&answer);
    skillcall_client *client = new_client(&allocator, &answer);
    skillcall_access *access =
        skillcall_access_new(&allocator, "http://localhost", token, NULL, NULL);
    skillcall_error *error = skillcall_error_new(&allocator);
    request(&answer, client, access, error);
    skillcall_error_free(error);
    skillcall_access_free(access);
    skillcall_client_free(client);
    REQUIRE(watch.live == 0 && !watch.secret_seen);
    free(answer.retry_after);
    return 0;
}

#endif
