/* SPDX-License-Identifier: Apache-2.0 */
/* Scenarios of submitted calls and lookups, and of a transport that is the application's own. */
#include "calls.h"
#include "scenarios.h"

static void run_submit(void)
{
    open_client();
    DO(SKILLCALL_OK, await_end(submit("p"), false, SKILLCALL_OK));
    close_client();
}

static void run_pollable(void)
{
    open_client();
    DO(SKILLCALL_OK, await_end(submit("tp"), true, SKILLCALL_OK));
    DO(SKILLCALL_OK, await_end(submit("p"), true, SKILLCALL_OK));
    close_client();
}

static int32_t wait_for_call(skillcall_call *call)
{
    if (!call)
        return skillcall_error_status(error);
    int32_t status = skillcall_call_wait(call, -1, error);
    CHECK(status == skillcall_call_status(call));
    return take(call, SKILLCALL_OK);
}

static void run_wait(void)
{
    open_client();
    DO(SKILLCALL_OK, wait_for_call(submit("tp")));
    tell_number((int64_t)skillcall_client_calls_in_flight(client));
    close_client();
}

static int32_t cancel_when_sent(skillcall_call *call)
{
    if (!call)
        return skillcall_error_status(error);
    struct attempt *attempt = skillcall_call_user_data(call);
    while (skillcall_call_status(call) == SKILLCALL_E_PENDING &&
           atomic_load(&attempt->requests) == 0)
        DO(SKILLCALL_OK, skillcall_client_drive(client, 1, error));
    skillcall_call_cancel(call);
    return await_end(call, false, SKILLCALL_E_CANCELLED);
}

static int32_t cancel_at_once(skillcall_call *call)
{
    skillcall_call_cancel(call);
    return await_end(call, false, SKILLCALL_E_CANCELLED);
}

static void run_cancel(void)
{
    open_client();
    DO(SKILLCALL_E_CANCELLED, cancel_when_sent(submit("s")));
    DO(SKILLCALL_E_CANCELLED, cancel_at_once(submit("p")));
    DO(SKILLCALL_OK, start(plain.endpoint, "p", SKILLCALL_OK));
    close_client();
}

/* Freed before its end, and a client that is freed with a call in flight. */
static void run_free_early(void)
{
    skillcall_call *call;
    open_client();
    MAKE(call, submit("p"));
    last_attempt()->outcome = SKILLCALL_OUTCOME_NONE; /* nobody is told */
    DO(SKILLCALL_OK, skillcall_client_drive(client, 0, error));
    skillcall_call_free(call);
    MAKE(call, submit("s"));
    DO(SKILLCALL_OK, skillcall_client_drive(client, 0, error));
    free_client();
    CHECK(skillcall_call_status(call) != SKILLCALL_E_PENDING);
    end_attempt(last_attempt(), skillcall_call_outcome(call));
    skillcall_call_free(call);
    settle_attempts();
}

enum { SEVERAL = 3 };

static int32_t start_several(const char *endpoint)
{
    skillcall_call *calls[SEVERAL];
    size_t count = 0;
    int32_t status = SKILLCALL_OK;
    while (count < SEVERAL && (calls[count] = submit_to(endpoint, count % 2 ? "tp" : "p")))
        count++;
    if (count < SEVERAL)
        status = skillcall_error_status(error);
    for (size_t i = 0; i < count; i++) {
        skillcall_call_wait(calls[i], -1, NULL);
        struct attempt *attempt = skillcall_call_user_data(calls[i]);
        end_attempt(attempt, skillcall_call_outcome(calls[i]));
        if (status == SKILLCALL_OK)
            status = skillcall_call_status(calls[i]);
        skillcall_call_free(calls[i]);
    }
    return status;
}

static void run_several(void)
{
    open_client();
    DO(SKILLCALL_OK, start_several(plain.endpoint));
    close_client();
}

/* All on one connection, where they share what libcurl notes of its socket. */
static void run_h2(void)
{
    skillcall_client_options *options = make_options();
    DO(SKILLCALL_OK, skillcall_client_options_set_http_version(options, SKILLCALL_HTTP_2, error));
    open_client_with(options);
    DO(SKILLCALL_OK, start(modern.endpoint, "p", SKILLCALL_OK));
    DO(SKILLCALL_OK, start_several(modern.endpoint));
    DO(SKILLCALL_E_CANCELLED, cancel_when_sent(submit_to(modern.endpoint, "s")));
    close_client();
}

static int32_t submit_lookup(bool of_number)
{
    struct attempt *attempt = new_attempt(plain.endpoint, of_number ? "n" : "i");
    skillcall_call *call =
        of_number
            ? skillcall_client_submit_mobile_number_lookup(client, attempt->access,
                                                           SKILLCALL_PROFILE_PERSON, 0, error)
            : skillcall_client_submit_profile_id_lookup(client, attempt->access, "unit", 0, error);
    if (call)
        skillcall_call_set_user_data(call, attempt);
    return await_end(call, false, SKILLCALL_OK);
}

static void run_submitted_lookups(void)
{
    open_client();
    DO(SKILLCALL_OK, submit_lookup(true));
    DO(SKILLCALL_OK, submit_lookup(false));
    close_client();
}

/* A transport of the application's own. It answers at once, or says that nothing was sent. */
static int32_t answer_at_once(void *user_data, skillcall_exchange *exchange)
{
    struct attempt *attempt = last_attempt();
    CHECK(skillcall_exchange_remaining_ms(exchange) > 0);
    skillcall_exchange_set_user_data(exchange, user_data);
    CHECK(skillcall_exchange_user_data(exchange) == user_data);
    CHECK(strcmp(skillcall_exchange_method(exchange), "POST") == 0);
    CHECK(strstr(skillcall_exchange_url(exchange), "/v1/communications/session") != NULL);
    CHECK(skillcall_exchange_header_count(exchange) == 2);
    CHECK(strncmp(skillcall_exchange_header(exchange, 0), "Authorization: Bearer ", 22) == 0);
    const char *body = skillcall_session_json(attempt->session);
    CHECK(strcmp(skillcall_exchange_body(exchange), body) == 0);
    CHECK(skillcall_exchange_body_size(exchange) == strlen(body));
    CHECK(skillcall_exchange_set_status(exchange, 200) == SKILLCALL_OK);
    CHECK(skillcall_exchange_add_header(exchange, "x-amzn-RequestId", "its-id") == SKILLCALL_OK);
    atomic_fetch_add(&attempt->taken, 1);
    for (const char *at = PLACED_BODY; *at; at++)
        if (skillcall_exchange_add_body(exchange, at, 1) == SKILLCALL_E_NO_MEMORY)
            return skillcall_exchange_fail(exchange, SKILLCALL_E_NO_MEMORY, SKILLCALL_MAYBE_SENT, 0,
                                           "no memory for the answer");
    return skillcall_exchange_complete(exchange);
}

static void run_own_transport(void)
{
    skillcall_client_options *options = make_options();
    const skillcall_transport transport = {
        .struct_size = sizeof transport, .user_data = &client, .submit = answer_at_once};
    DO(SKILLCALL_OK, skillcall_client_options_set_transport(options, &transport, error));
    open_client_with(options);
    DO(SKILLCALL_OK, start(plain.endpoint, "p", SKILLCALL_OK));
    DO(SKILLCALL_OK, await_end(submit("p"), false, SKILLCALL_OK));
    close_client();
}

const struct scenario submit_scenarios[] = {
    {"submit", run_submit},
    {"pollable descriptor", run_pollable},
    {"wait", run_wait},
    {"cancel", run_cancel},
    {"free early", run_free_early},
    {"several calls", run_several},
    {"HTTP/2", run_h2},
    {"submitted lookups", run_submitted_lookups},
    {"own transport", run_own_transport},
};
const size_t submit_scenario_count = sizeof submit_scenarios / sizeof *submit_scenarios;
