/* SPDX-License-Identifier: Apache-2.0 */
#include "support/stage.h"

struct stage stage;
const char *answer;
char request_head[4096];

static const char *give_answer(const char *head, const char *body)
{
    snprintf(request_head, sizeof request_head, "%.*s", (int)(body - head), head);
    return answer;
}

static void launch_stage(const char *first_answer)
{
    assert_null(at_end_of_test);
    at_end_of_test = close_stage;
    answer = first_answer;
    launch_server(&stage.server);
    stage.error = skillcall_error_new(NULL);
    stage.options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_max_attempts(stage.options, 1, NULL);
    /* an emulated machine takes seconds for a handshake */
    skillcall_client_options_set_connect_timeout_ms(stage.options, 30000, NULL);
    skillcall_client_options_set_deadline_ms(stage.options, 60000, NULL);
}

void open_stage(const char *first_answer, size_t closes_at)
{
    stage = (struct stage){.server = {.reply = give_answer, .closes_at = closes_at}};
    launch_stage(first_answer);
}

void open_stage_over_h2(const char *first_answer,
                        const char *(*reply)(const char *head, const char *body))
{
    stage = (struct stage){.server = {.has_tls = true, .has_h2 = true, .reply = reply}};
    launch_stage(first_answer);
    skillcall_client_options_set_http_version(stage.options, SKILLCALL_HTTP_2, NULL);
    skillcall_client_options_set_ca_blob(stage.options, stage.server.certificate.data,
                                         stage.server.certificate.size, NULL);
    stage.client = skillcall_client_new(NULL, stage.options, NULL);
    if (!stage.client) /* not every libcurl takes one from memory */
        skillcall_client_options_set_ca_file(stage.options, stage.server.ca_file, NULL);
}

void close_stage(void)
{
    at_end_of_test = NULL;
    skillcall_client_free(stage.client);
    skillcall_client_options_free(stage.options);
    skillcall_error_free(stage.error);
    stop_server(&stage.server);
}

int32_t place_at(const char *endpoint)
{
    skillcall_access *access = skillcall_access_new(NULL, endpoint, TOKEN, NULL, NULL);
    skillcall_session *session = the_session();
    if (!stage.client)
        stage.client = skillcall_client_new(NULL, stage.options, NULL);
    skillcall_error_clear(stage.error);
    skillcall_receipt *receipt =
        skillcall_client_start(stage.client, access, session, 0, stage.error);
    skillcall_receipt_free(receipt);
    skillcall_session_free(session);
    skillcall_access_free(access);
    return skillcall_error_status(stage.error);
}

int32_t place(void)
{
    return place_at(stage.server.endpoint);
}

void assert_error(int32_t outcome, int32_t http_status, const char *text)
{
    assert_int_equal(skillcall_error_outcome(stage.error), outcome);
    assert_int_equal(skillcall_error_http_status(stage.error), http_status);
    if (!strstr(skillcall_error_message(stage.error), text))
        fail_msg("%s", skillcall_error_message(stage.error));
}
