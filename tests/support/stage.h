/* SPDX-License-Identifier: Apache-2.0 */
/* A client with the built-in transport, and a server that gives its calls the answers of a test. */
#ifndef TESTS_SUPPORT_STAGE_H
#define TESTS_SUPPORT_STAGE_H

#include "support/local_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <skillcall/client.h>

#define UNKNOWN SKILLCALL_OUTCOME_UNKNOWN
#define NOT_PLACED SKILLCALL_OUTCOME_NOT_PLACED
#define PLACED_HEAD "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n"

static const char *answer;
static char request_head[4096];

static inline const char *give_answer(const char *head, const char *body)
{
    snprintf(request_head, sizeof request_head, "%.*s", (int)(body - head), head);
    return answer;
}

struct stage {
    struct local_server server;
    skillcall_client_options *options;
    skillcall_client *client;
    skillcall_error *error;
};

static inline void launch_stage(struct stage *stage, const char *first_answer)
{
    answer = first_answer;
    launch_server(&stage->server);
    stage->error = skillcall_error_new(NULL);
    stage->options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_max_attempts(stage->options, 1, NULL);
    skillcall_client_options_set_deadline_ms(stage->options, 60000, NULL);
}

/* The server closes the connection that brings it a request of this number, 0 for none. */
static inline void open_stage(struct stage *stage, const char *first_answer, size_t closes_at)
{
    *stage = (struct stage){.server = {.reply = give_answer, .closes_at = closes_at}};
    launch_stage(stage, first_answer);
}

static inline void open_stage_over_h2(struct stage *stage, const char *first_answer,
                                      const char *(*reply)(const char *head, const char *body))
{
    *stage = (struct stage){.server = {.has_tls = true, .has_h2 = true, .reply = reply}};
    launch_stage(stage, first_answer);
    skillcall_client_options_set_http_version(stage->options, SKILLCALL_HTTP_2, NULL);
    skillcall_client_options_set_ca_blob(stage->options, stage->server.certificate.data,
                                         stage->server.certificate.size, NULL);
}

static inline void close_stage(struct stage *stage)
{
    skillcall_client_free(stage->client);
    skillcall_client_options_free(stage->options);
    skillcall_error_free(stage->error);
    stop_server(&stage->server);
}

static inline int32_t place_at(struct stage *stage, const char *endpoint)
{
    skillcall_access *access = skillcall_access_new(NULL, endpoint, TOKEN, NULL, NULL);
    skillcall_session *session = the_session();
    if (!stage->client)
        stage->client = skillcall_client_new(NULL, stage->options, NULL);
    skillcall_error_clear(stage->error);
    skillcall_receipt *receipt =
        skillcall_client_start(stage->client, access, session, 0, stage->error);
    skillcall_receipt_free(receipt);
    skillcall_session_free(session);
    skillcall_access_free(access);
    return skillcall_error_status(stage->error);
}

static inline int32_t place(struct stage *stage)
{
    return place_at(stage, stage->server.endpoint);
}

static inline void assert_said(const struct stage *stage, int32_t outcome, int32_t http_status,
                               const char *text)
{
    assert_int_equal(skillcall_error_outcome(stage->error), outcome);
    assert_int_equal(skillcall_error_http_status(stage->error), http_status);
    if (!strstr(skillcall_error_message(stage->error), text))
        fail_msg("%s", skillcall_error_message(stage->error));
}

#endif
