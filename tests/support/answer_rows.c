/* SPDX-License-Identifier: Apache-2.0 */
#include "support/answer_rows.h"

static const struct answer_row refusals[] = {
    {{.http = 302}, SKILLCALL_E_ANSWER, 1},
    {{.http = 400}, SKILLCALL_E_INPUT_REFUSED, 1},
    {{.http = 401}, SKILLCALL_E_BAD_TOKEN, 1},
    {{.http = 403}, SKILLCALL_E_ACCESS_DENIED, 1},
    {{.http = 405}, SKILLCALL_E_REFUSED, 1},
    {{.http = 408, .retry_after = "0"}, SKILLCALL_E_ANSWER, 1},
    {{.http = 429}, SKILLCALL_E_THROTTLED, 3},
    {{.http = 500}, SKILLCALL_E_SERVICE, 3},
    {{.http = 503}, SKILLCALL_E_UNAVAILABLE, 3},
    {{.http = 503, .retry_after = "0"}, SKILLCALL_E_UNAVAILABLE, 3},
    {{.failure = SKILLCALL_E_CONNECT, .sent = SKILLCALL_NOT_SENT}, SKILLCALL_E_CONNECT, 3},
    {{.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT}, SKILLCALL_E_NETWORK, 3},
    {{.failure = SKILLCALL_E_TLS, .sent = SKILLCALL_NOT_SENT}, SKILLCALL_E_TLS, 1},
    {{.http = 200, .body = "{", .failure = SKILLCALL_E_TOO_LARGE, .sent = SKILLCALL_MAYBE_SENT},
     SKILLCALL_E_TOO_LARGE,
     1},
    {{.never = true}, SKILLCALL_E_TIMEOUT, 1},
};

void assert_answers(const struct answer_row *rows, size_t count, ask_function ask)
{
    for (size_t i = 0; i < count; i++) {
        rig_start(&rows[i].reply, 1);
        assert_int_equal(ask(), rows[i].status);
        assert_int_equal(skillcall_error_status(rig.error), rows[i].status);
        assert_int_equal(skillcall_error_outcome(rig.error), SKILLCALL_OUTCOME_NONE);
        assert_int_equal(skillcall_error_http_status(rig.error), rows[i].reply.http);
        assert_int_equal(rig.transport.sent, rows[i].sendings);
        assert_int_equal(skillcall_error_attempts(rig.error), rows[i].sendings);
        assert_null(strstr(skillcall_error_message(rig.error), "placed"));
        rig_close();
    }
}

void assert_refusals(ask_function ask)
{
    assert_answers(refusals, sizeof refusals / sizeof *refusals, ask);
}

void assert_advises_a_permission(ask_function ask)
{
    static const char *const bodies[] = {"{\"code\": \"ACCESS_DENIED\"}",
                                         "{\"code\": \"AccessDenied\"}"};
    for (size_t i = 0; i < 2; i++) {
        rig_start(&(struct reply){.http = 403, .body = bodies[i]}, 1);
        assert_int_equal(ask(), SKILLCALL_E_ACCESS_DENIED);
        assert_non_null(strstr(skillcall_error_message(rig.error), "permission card"));
        rig_close();
    }
}

void assert_memory_may_run_out(const struct reply *reply, ask_function ask)
{
    int32_t status = SKILLCALL_E_NO_MEMORY;
    for (size_t fail_at = 1; status != SKILLCALL_OK; fail_at++) {
        rig_start(reply, 1);
        rig.watch.calls = 0;
        rig.watch.fail_at = fail_at;
        status = ask();
        assert_true(status == SKILLCALL_OK ? fail_at > 1 : status == SKILLCALL_E_NO_MEMORY);
        rig_close();
        assert_true(fail_at < 50);
    }
}
