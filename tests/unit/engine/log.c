/* SPDX-License-Identifier: Apache-2.0 */
/* What is logged at which level, and that it holds no secret; the rig checks each line, too. */
#include "support/owned.h"
#include "support/rig.h"

#include <stdio.h>

static char lines[4096];

static void keep(int32_t level, const char *message)
{
    size_t length = strlen(lines);
    snprintf(lines + length, sizeof lines - length, "%d %s\n", (int)level, message);
}

static size_t lines_at(int32_t level, const struct reply *replies, size_t count)
{
    lines[0] = '\0';
    rig_prepare(replies, count);
    rig.on_log = keep;
    skillcall_client_options_set_log(rig.options, rig_log, &rig, level, NULL);
    rig_open();
    rig_place();
    size_t logged = rig.log_lines;
    rig_close();
    return logged;
}

TEST(each_level_has_its_lines_and_those_before)
{
    static const struct reply repeated_and_placed[] = {{.http = 429},
                                                       {.http = 200, .body = PLACED_BODY}};
    static const struct reply refused = {.http = 401};
    static const size_t wanted[][2] = {
        [SKILLCALL_LOG_NONE] = {0, 0},
        [SKILLCALL_LOG_ERROR] = {0, 1},
        [SKILLCALL_LOG_INFO] = {2, 1},
        [SKILLCALL_LOG_DEBUG] = {3, 2},
    };
    for (int32_t level = SKILLCALL_LOG_NONE; level <= SKILLCALL_LOG_DEBUG; level++) {
        assert_int_equal(lines_at(level, repeated_and_placed, 2), wanted[level][0]);
        assert_int_equal(lines_at(level, &refused, 1), wanted[level][1]);
        assert_int_equal(strncmp(lines, "1 ", level == SKILLCALL_LOG_ERROR ? 2 : 0), 0);
    }
}

TEST(logs_method_path_status_and_ids)
{
    static const struct reply placed = {.http = 200, .body = PLACED_BODY, .after_ms = 25};
    lines_at(SKILLCALL_LOG_DEBUG, &placed, 1);
    static const char *const told[] = {"POST /v1/communications/session",
                                       "HTTP 200",
                                       "25 ms",
                                       CLIENT_SESSION_ID,
                                       SESSION_ID,
                                       "the-request-id"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (!strstr(lines, told[i]))
            fail_msg("\"%s\" is missing in\n%s", told[i], lines);
}

/* Whatever the service puts into its answer: the rig looks for secrets in each line. */
TEST(prints_no_secret_that_the_service_repeats)
{
    static const struct reply replies[] = {
        {.http = 200, .body = "{\"sessionId\":\"" TOKEN "\"}"},
        {.http = 400, .body = "{\"code\":\"" CALLER "\",\"message\":\"" TOKEN CALLEE "\"}"},
        {.http = 200, .body = "{\"sessionId\":\"one\\nline\\u001b[31m\"}"},
    };
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
        lines[0] = '\0';
        rig_start(&replies[i], 1);
        rig.on_log = keep;
        rig_place();
        size_t breaks = 0;
        for (const char *at = lines; *at; at++)
            breaks += *at == '\n';
        assert_int_equal(breaks, rig.log_lines);
        assert_null(strchr(lines, '\x1b'));
        rig_close();
    }
}

static skillcall_call *other;

static void free_other(int32_t level, const char *message)
{
    skillcall_call_free(other);
    other = NULL;
}

TEST(a_call_may_be_freed_from_the_log_function)
{
    static const struct reply replies[] = {
        {.http = 429, .after_ms = 10}, {.never = true}, {.http = 200, .body = PLACED_BODY}};
    rig_start(replies, 3);
    OWNED(call) call = rig_submit();
    other = rig_submit();
    rig.on_log = free_other;
    assert_ok(skillcall_call_wait(call, -1, rig.error));
    assert_int_equal(rig.transport.cancels, 1);
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
}
