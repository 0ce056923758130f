/* SPDX-License-Identifier: Apache-2.0 */
#include "calls.h"

#include "scenarios.h"

#include <poll.h>

enum { HOUR_MS = 3600000, PATIENCE_MS = 20000 };

skillcall_client *client;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* the server wakes it, too */
static atomic_llong leap_ms;

static int64_t monotonic_ms(void *user_data)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + atomic_load(&leap_ms);
}

static int64_t unix_ms(void *user_data)
{
    return INT64_C(1000000000000);
}

static void leap(void)
{
    atomic_fetch_add(&leap_ms, HOUR_MS);
    pthread_mutex_lock(&lock);
    skillcall_client_wake(client);
    pthread_mutex_unlock(&lock);
}

void calls_open(void)
{
    service_open(leap);
}

void calls_close(void)
{
    service_close();
}

static uint32_t no_random(void *user_data)
{
    return 0;
}

static void no_log(void *user_data, int32_t level, const char *message)
{
    CHECK(level > 0 && message[0]);
}

/* Its getters allocate nothing: what they give is there however the call went. */
static void check_event(void *user_data, const skillcall_event *event)
{
    CHECK(skillcall_event_call_id(event) > 0 && skillcall_event_method(event) &&
          skillcall_event_url_template(event) && skillcall_event_server_address(event) &&
          skillcall_event_server_port(event) > 0);
    CHECK(skillcall_event_elapsed_ms(event) >= 0 && skillcall_event_attempt(event) >= 0 &&
          skillcall_event_attempt_elapsed_ms(event) >= 0 && skillcall_event_pause_ms(event) >= -1);
    CHECK(skillcall_event_http_status(event) >= 0 && skillcall_event_outcome(event) >= 0 &&
          skillcall_event_status(event) >= 0);
    CHECK(skillcall_event_bytes_sent(event) < SKILLCALL_ANSWER_MAX &&
          skillcall_event_bytes_received(event) <= SKILLCALL_ANSWER_MAX);
    skillcall_event_error_type(event);
    skillcall_event_client_session_id(event);
    skillcall_event_session_id(event);
    skillcall_event_request_id(event);
}

static const skillcall_observer observer = {.struct_size = sizeof observer,
                                            .call_started = check_event,
                                            .attempt_started = check_event,
                                            .attempt_ended = check_event,
                                            .call_ended = check_event};

static const skillcall_clock clock_that_leaps = {
    .struct_size = sizeof clock_that_leaps, .monotonic_ms = monotonic_ms, .unix_ms = unix_ms};

skillcall_client_options *make_options(void)
{
    skillcall_client_options *options;
    MAKE(options, skillcall_client_options_new(&ours, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_deadline_ms(options, PATIENCE_MS, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_connect_timeout_ms(options, PATIENCE_MS, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_backoff_ms(options, 1, 1, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_random(options, no_random, NULL, error));
    DO(SKILLCALL_OK,
       skillcall_client_options_set_log(options, no_log, NULL, SKILLCALL_LOG_DEBUG, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_observer(options, &observer, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_clock(options, &clock_that_leaps, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_max_connections(options, 1, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_file(options, secure.ca_file, error));
    return options;
}

void open_client_with(skillcall_client_options *options)
{
    skillcall_client *made;
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_options_free(options);
    pthread_mutex_lock(&lock);
    client = made;
    pthread_mutex_unlock(&lock);
}

void open_client(void)
{
    open_client_with(make_options());
}

void free_client(void)
{
    pthread_mutex_lock(&lock);
    skillcall_client *closing = client;
    client = NULL;
    pthread_mutex_unlock(&lock);
    skillcall_client_free(closing);
}

void close_client(void)
{
    free_client();
    settle_attempts();
}

static void tell_receipt(const struct attempt *attempt, const skillcall_receipt *receipt)
{
    tell(skillcall_receipt_session_id(receipt));
    CHECK(strcmp(skillcall_receipt_client_session_id(receipt), attempt->id) == 0);
    tell(skillcall_receipt_request_id(receipt));
    CHECK(skillcall_receipt_attempts(receipt) >= 1); /* more where one could not be sent */
    CHECK(skillcall_receipt_elapsed_ms(receipt) >= 0);
}

/* A refusal stands without what else the service said, for which there may be no memory. */
static void check_words(const char *words, const char *expected)
{
    bool is_lost = !words && failing_failed() > 0;
    CHECK(words && expected ? strcmp(words, expected) == 0 : words == expected || is_lost);
}

static void tell_end(const struct attempt *attempt, const skillcall_error *end)
{
    bool is_denied = strcmp(attempt->script, "d") == 0;
    bool is_throttled = strcmp(attempt->script, "t") == 0;
    tell_number(skillcall_error_status(end));
    tell_number(skillcall_error_outcome(end));
    tell_number(skillcall_error_http_status(end));
    CHECK(strcmp(skillcall_error_client_session_id(end), attempt->id) == 0);
    CHECK(skillcall_error_message(end)[0] != '\0');
    int64_t pause = skillcall_error_retry_after_ms(end);
    bool has_pause = is_throttled || strcmp(attempt->script, "u") == 0;
    CHECK(pause == (has_pause ? 0 : -1) || (pause == -1 && failing_failed() > 0));
    check_words(skillcall_error_request_id(end),
                skillcall_error_http_status(end) ? "the-request-id" : NULL);
    const char *code = is_denied ? "AccessDenied" : is_throttled ? "Throttling" : NULL;
    check_words(skillcall_error_service_code(end), code);
    check_words(skillcall_error_service_message(end), is_denied ? "denied" : NULL);
    bool may_break = failing_failed() > 0 || skillcall_error_status(end) == SKILLCALL_E_TLS;
    CHECK(may_break || skillcall_error_transport_code(end) == 0);
    CHECK(may_break || !skillcall_error_transport_text(end));
    CHECK(skillcall_error_attempts(end) >= 0); /* more where one could not be sent */
}

int32_t start(const char *endpoint, const char *script, int32_t expected)
{
    struct attempt *attempt = new_attempt(endpoint, script);
    skillcall_receipt *receipt =
        skillcall_client_start(client, attempt->access, attempt->session, 0, error);
    end_attempt(attempt, receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error));
    int32_t status = receipt ? SKILLCALL_OK : skillcall_error_status(error);
    CHECK(attempt->outcome != SKILLCALL_OUTCOME_NONE);
    if (receipt && expected == SKILLCALL_OK)
        tell_receipt(attempt, receipt);
    else if (status == expected)
        tell_end(attempt, error);
    skillcall_receipt_free(receipt);
    return status;
}

skillcall_call *submit_to(const char *endpoint, const char *script)
{
    struct attempt *attempt = new_attempt(endpoint, script);
    skillcall_call *call =
        skillcall_client_submit(client, attempt->access, attempt->session, 0, error);
    if (call)
        skillcall_call_set_user_data(call, attempt);
    else
        CHECK(skillcall_error_outcome(error) == SKILLCALL_OUTCOME_NOT_PLACED);
    attempt->outcome = SKILLCALL_OUTCOME_NOT_PLACED;
    return call;
}

skillcall_call *submit(const char *script)
{
    return submit_to(plain.endpoint, script);
}

void drive(bool polls)
{
    int fd = -1;
    if (polls)
        DO(true, (fd = skillcall_client_pollable_fd(client, error)) >= 0
                     ? true
                     : skillcall_error_status(error));
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    if (polls)
        CHECK(poll(&ready, 1, -1) == 1);
    DO(SKILLCALL_OK, skillcall_client_drive(client, polls ? 0 : -1, error));
}

int32_t take(skillcall_call *call, int32_t expected)
{
    struct attempt *attempt = skillcall_call_user_data(call);
    int32_t status = skillcall_call_status(call);
    end_attempt(attempt, skillcall_call_outcome(call));
    if (status != SKILLCALL_OK)
        CHECK(skillcall_error_status(skillcall_call_error(call)) == status);
    if (status != SKILLCALL_OK && status == expected)
        tell_end(attempt, skillcall_call_error(call));
    else if (skillcall_call_receipt(call))
        tell_receipt(attempt, skillcall_call_receipt(call));
    else if (status == SKILLCALL_OK)
        tell(skillcall_call_found(call));
    skillcall_call_free(call);
    return status;
}

int32_t await_end(skillcall_call *call, bool polls, int32_t expected)
{
    if (!call)
        return skillcall_error_status(error);
    skillcall_call *ended;
    while (!(ended = skillcall_client_take_ended(client)))
        drive(polls);
    CHECK(ended == call);
    return take(call, expected);
}
