/* SPDX-License-Identifier: Apache-2.0 */
#include "support/owned.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <skillcall/client.h>
#include <stdio.h>
#include <unistd.h>

static skillcall_client_options *options;
static skillcall_error *error;

static int make_options(void **state)
{
    error = skillcall_error_new(NULL);
    options = skillcall_client_options_new(NULL, error);
    return options ? 0 : -1;
}

static int free_options(void **state)
{
    skillcall_client_options_free(options);
    skillcall_error_free(error);
    return 0;
}

typedef int32_t (*set_64)(skillcall_client_options *, int64_t, skillcall_error *);
typedef int32_t (*set_32)(skillcall_client_options *, int32_t, skillcall_error *);

static void assert_status(int32_t returned, int32_t wanted)
{
    assert_int_equal(returned, wanted);
    assert_int_equal(skillcall_error_status(error), wanted);
    assert_int_equal(skillcall_error_message(error)[0] == '\0', wanted == SKILLCALL_OK);
    skillcall_error_clear(error);
}

TEST(bounds_each_number)
{
    static const struct {
        set_64 set_long;
        set_32 set_int;
        int32_t max;
    } rows[] = {
        {skillcall_client_options_set_deadline_ms, NULL, 600000},
        {skillcall_client_options_set_connect_timeout_ms, NULL, 600000},
        {NULL, skillcall_client_options_set_max_attempts, 10},
        {NULL, skillcall_client_options_set_max_connections, 1000},
        {NULL, skillcall_client_options_set_max_calls, 1000000},
        {NULL, skillcall_client_options_set_http_version, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const int32_t values[] = {INT32_MIN, -1, 0, rows[i].max + 1, INT32_MAX, 1, rows[i].max};
        for (size_t j = 0; j < sizeof values / sizeof *values; j++) {
            int32_t status = rows[i].set_long ? rows[i].set_long(options, values[j], error)
                                              : rows[i].set_int(options, values[j], error);
            assert_status(status, j < 5 ? SKILLCALL_E_ARGUMENT : SKILLCALL_OK);
        }
    }
    assert_status(skillcall_client_options_set_deadline_ms(options, INT64_MAX, error),
                  SKILLCALL_E_ARGUMENT);
    assert_status(skillcall_client_options_set_connect_timeout_ms(options, INT64_C(1) << 32, error),
                  SKILLCALL_E_ARGUMENT);
}

TEST(limits_the_backoff)
{
    static const struct {
        int64_t base, cap;
        int32_t status;
    } rows[] = {
        {0, 0, SKILLCALL_OK},
        {60000, 60000, SKILLCALL_OK},
        {100, 100, SKILLCALL_OK},
        {-1, 100, SKILLCALL_E_ARGUMENT},
        {60001, 60001, SKILLCALL_E_ARGUMENT},
        {100, 99, SKILLCALL_E_ARGUMENT},
        {100, 60001, SKILLCALL_E_ARGUMENT},
        {INT64_MIN, INT64_MAX, SKILLCALL_E_ARGUMENT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_status(
            skillcall_client_options_set_backoff_ms(options, rows[i].base, rows[i].cap, error),
            rows[i].status);
}

static void no_log(void *user_data, int32_t level, const char *message)
{
}

TEST(limits_the_log_level)
{
    for (int32_t level = -1; level <= 4; level++)
        assert_status(skillcall_client_options_set_log(options, no_log, NULL, level, error),
                      level < SKILLCALL_LOG_NONE || level > SKILLCALL_LOG_DEBUG
                          ? SKILLCALL_E_ARGUMENT
                          : SKILLCALL_OK);
    assert_status(skillcall_client_options_set_log(options, NULL, NULL, SKILLCALL_LOG_INFO, error),
                  SKILLCALL_OK);
}

TEST(null_returns_to_the_default)
{
    assert_status(skillcall_client_options_set_transport(options, NULL, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_clock(options, NULL, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_random(options, NULL, NULL, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_ca_file(options, NULL, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_ca_path(options, NULL, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_ca_blob(options, NULL, 0, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_ca_blob(options, NULL, 99, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_proxy(options, NULL, error), SKILLCALL_OK);
    assert_status(skillcall_client_options_set_user_agent(options, NULL, error), SKILLCALL_OK);
    OWNED(client) client = skillcall_client_new(NULL, options, error);
    assert_non_null(client);
}

/* libcurl would take a part of the password for the host, and tell it. */
TEST(a_proxys_password_must_be_percent_encoded)
{
    static const char *const taken[] = {
        "",
        "proxy",
        "http://proxy:1/",
        "http://proxy/?a#b",
        "user@proxy",
        "user:word@proxy:1",
        "http://user:word@proxy:1/",
        "socks5h://u%40x:w%2F%3F%23%25@[::1]:1",
        "a+b-c.1://u:w@proxy",
    };
    static const char *const refused[] = {
        "user:pass/word@proxy",        "user:pass?word@proxy",        "user:pass#word@proxy",
        "user:pass@word@proxy",        "http://user:pass/word@proxy", "http://user:pass?word@proxy",
        "http://user:pass#word@proxy", "http://user:pass@word@proxy", "user:pass://word@proxy",
        "ht_tp://user:pass@proxy",     "http:/user:pass@proxy",       "http://proxy/user:pass@",
    };
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        assert_status(skillcall_client_options_set_proxy(options, taken[i], error), SKILLCALL_OK);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(skillcall_client_options_set_proxy(options, refused[i], error),
                         SKILLCALL_E_ARGUMENT);
        assert_non_null(strstr(skillcall_error_message(error), "percent-encoded"));
        assert_null(strstr(skillcall_error_message(error), "user:"));
        assert_null(strstr(skillcall_error_message(error), "pass@"));
        assert_null(strstr(skillcall_error_message(error), "word@"));
    }
}

/* A line break would begin another header. */
TEST(a_user_agent_is_printable)
{
    static const char *const taken[] = {"", "a", "a b/1.0 (c; d) ~"};
    static const char *const refused[] = {"a\r\nb: c", "a\n", "\t", "\x7F", "\xC3\xA4"};
    skillcall_error_clear(error);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        assert_status(skillcall_client_options_set_user_agent(options, taken[i], error),
                      SKILLCALL_OK);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_status(skillcall_client_options_set_user_agent(options, refused[i], error),
                      SKILLCALL_E_ARGUMENT);
}

TEST(limits_the_ca_blob)
{
    static char blob[16777217];
    assert_status(skillcall_client_options_set_ca_blob(options, blob, 0, error),
                  SKILLCALL_E_ARGUMENT);
    assert_status(skillcall_client_options_set_ca_blob(options, blob, 16777216, error),
                  SKILLCALL_OK);
    assert_status(skillcall_client_options_set_ca_blob(options, blob, 16777217, error),
                  SKILLCALL_E_ARGUMENT);
    assert_status(skillcall_client_options_set_ca_blob(options, blob, SIZE_MAX, error),
                  SKILLCALL_E_ARGUMENT);
}

/* Each setter with NULL for the options: what went wrong before is kept, else the NULL is told. */
TEST(keeps_an_earlier_failure_when_there_are_no_options)
{
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 15; i++) {
            skillcall_error_clear(error);
            if (round)
                skillcall_client_options_set_max_attempts(options, 11, error);
            const int32_t returned[] = {
                i == 0 ? skillcall_client_options_set_deadline_ms(NULL, 1, error) : 0,
                i == 1 ? skillcall_client_options_set_connect_timeout_ms(NULL, 1, error) : 0,
                i == 2 ? skillcall_client_options_set_max_attempts(NULL, 1, error) : 0,
                i == 3 ? skillcall_client_options_set_backoff_ms(NULL, 1, 1, error) : 0,
                i == 4 ? skillcall_client_options_set_max_connections(NULL, 1, error) : 0,
                i == 5 ? skillcall_client_options_set_max_calls(NULL, 1, error) : 0,
                i == 6 ? skillcall_client_options_set_ca_file(NULL, "x", error) : 0,
                i == 7 ? skillcall_client_options_set_ca_path(NULL, "x", error) : 0,
                i == 8 ? skillcall_client_options_set_ca_blob(NULL, "x", 1, error) : 0,
                i == 9 ? skillcall_client_options_set_proxy(NULL, "x", error) : 0,
                i == 10 ? skillcall_client_options_set_log(NULL, NULL, NULL, 0, error) : 0,
                i == 11 ? skillcall_client_options_set_transport(NULL, NULL, error) : 0,
                i == 12 ? skillcall_client_options_set_random(NULL, NULL, NULL, error) : 0,
                i == 13 ? skillcall_client_options_set_http_version(NULL, 1, error) : 0,
                i == 14 ? skillcall_client_options_set_user_agent(NULL, "x", error) : 0,
            };
            assert_int_equal(returned[i], SKILLCALL_E_ARGUMENT);
            assert_int_equal(skillcall_error_status(error), SKILLCALL_E_ARGUMENT);
            const char *told = round ? "between 1 and 10" : "\"options\" is NULL";
            assert_non_null(strstr(skillcall_error_message(error), told));
        }
    }
    assert_int_equal(skillcall_client_options_set_clock(NULL, NULL, NULL), SKILLCALL_E_ARGUMENT);
    skillcall_client_options_free(NULL);
}

static int32_t make_and_set(const skillcall_allocator *allocator, skillcall_client **client)
{
    OWNED(client_options) own = skillcall_client_options_new(allocator, error);
    if (own)
        skillcall_client_options_set_ca_blob(own, "a-blob", 6, error);
    if (skillcall_error_status(error) == SKILLCALL_OK)
        skillcall_client_options_set_ca_path(own, "a-directory", error);
    if (skillcall_error_status(error) == SKILLCALL_OK)
        skillcall_client_options_set_ca_file(own, "a-file", error);
    if (skillcall_error_status(error) == SKILLCALL_OK)
        skillcall_client_options_set_proxy(own, "http://user:a-password@proxy", error);
    if (skillcall_error_status(error) == SKILLCALL_OK)
        skillcall_client_options_set_user_agent(own, "an-agent", error);
    if (skillcall_error_status(error) == SKILLCALL_OK)
        *client = skillcall_client_new(allocator, own, error);
    return skillcall_error_status(error);
}

/* The built-in transport too, up to its first request. */
TEST(survives_every_failed_allocation_and_wipes_the_proxy)
{
    int32_t status = SKILLCALL_E_NO_MEMORY;
    for (size_t fail_at = 1; status != SKILLCALL_OK; fail_at++) {
        struct watch watch = {.secret = "a-password", .fail_at = fail_at};
        skillcall_allocator allocator = watching_allocator(&watch);
        skillcall_client *client = NULL;
        skillcall_error_clear(error);
        status = make_and_set(&allocator, &client);
        assert_true(status == SKILLCALL_OK || status == SKILLCALL_E_NO_MEMORY);
        skillcall_client_free(client);
        assert_int_equal(watch.live, 0);
        assert_false(watch.secret_seen);
        assert_true(fail_at < 50);
    }
}

int main(void)
{
    return run_all(make_options, free_options);
}
