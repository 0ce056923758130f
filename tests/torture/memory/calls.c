/* Calls and look-ups over libcurl to a real server, which says in the end what it was truly asked.
 */
#include "scenarios.h"
#include "trial.h"

#include "support/local_server.h"

#include <poll.h>

enum { ATTEMPTS_MAX = 64, HOUR_MS = 3600000, PATIENCE_MS = 50000 };

/* One call, known to the server by its client session id, or a look-up, known by its token. */
struct attempt {
    char id[16];
    skillcall_access *access;
    skillcall_session *session;
    const char *script; /* what becomes of each request in turn: see reply_to() */
    int32_t outcome;
    atomic_size_t requests; /* that the server has read */
    atomic_size_t taken;    /* of these, how many may have started a call */
};

static struct local_server plain = {.has_tls = false}, secure = {.has_tls = true},
                           modern = {.has_tls = true, .has_h2 = true};
static struct local_server stranger; /* only its certificate is used */
static char named_endpoint[64];      /* the plain server's, with a name to be resolved */
static char authorities[8192];       /* of the two servers with TLS */
static struct attempt attempts[ATTEMPTS_MAX];
static size_t attempt_count;

/* Whom the server wakes when it moves the clock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static skillcall_client *client;
static atomic_llong leap_ms;

static int64_t monotonic_ms(void *user_data)
{
    (void)user_data;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + atomic_load(&leap_ms);
}

static int64_t unix_ms(void *user_data)
{
    (void)user_data;
    return INT64_C(1000000000000);
}

static void leap(void)
{
    atomic_fetch_add(&leap_ms, HOUR_MS);
    pthread_mutex_lock(&lock);
    skillcall_client_wake(client);
    pthread_mutex_unlock(&lock);
}

static bool is_whole(const char *head, const char *body, const struct attempt *attempt)
{
    static const char post[] = "POST /v1/communications/session HTTP/1.1\r\n";
    char authorization[64];
    snprintf(authorization, sizeof authorization, "\r\nAuthorization: Bearer %s\r\n", attempt->id);
    if (head && !strstr(head, authorization))
        return false;
    if (head && strncmp(head, "GET /v", 6) == 0)
        return true;
    if (head && (strncmp(head, post, strlen(post)) != 0 ||
                 !strstr(head, "\r\nContent-Type: application/json\r\n")))
        return false;
    return strcmp(body, skillcall_session_json(attempt->session)) == 0;
}

static const char *answer(const char *status, const char *field, const char *body)
{
    static _Thread_local char text[512];
    snprintf(text, sizeof text,
             "HTTP/1.1 %s\r\nx-amzn-RequestId: the-request-id\r\n%sContent-Length: %zu\r\n\r\n%s",
             status, field, strlen(body), body);
    return text;
}

static const char *reply_to(struct attempt *attempt)
{
    size_t turn = atomic_fetch_add(&attempt->requests, 1);
    size_t last = strlen(attempt->script) - 1;
    char step = attempt->script[turn < last ? turn : last];
    if (strchr("pfsl", step))
        atomic_fetch_add(&attempt->taken, 1);
    switch (step) {
    case 'p':
        return answer("200 OK", "", PLACED_BODY);
    case 'n':
        return answer("200 OK", "", "{\"countryCode\":\"+1\",\"phoneNumber\":\"(204) 555-1111\"}");
    case 'i':
        return answer("200 OK", "", "{\"profileId\":{\"profileId\":\"the-profile-id\"}}");
    case 't':
        return answer("429 Too Many", "Retry-After: 0\r\n", "{\"code\":\"Throttling\"}");
    case 'u':
        return answer("503 Unavailable", "Retry-After: 0\r\n", "");
    case 'd':
        return answer("403 Forbidden", "", "{\"code\":\"AccessDenied\",\"message\":\"denied\"}");
    case 'f':
        return answer("500 Error", "", "");
    case 'l':
        leap();
        break;
    default: /* 's': silence */
        break;
    }
    return NULL;
}

static const char *reply(const char *head, const char *body)
{
    const char *id = strstr(*body ? body : head, "attempt-");
    size_t number = id ? strtoul(id + strlen("attempt-"), NULL, 10) : ATTEMPTS_MAX;
    must(number < ATTEMPTS_MAX && is_whole(head, body, &attempts[number]), "to know the request");
    return reply_to(&attempts[number]);
}

void calls_open(void)
{
    plain.reply = secure.reply = modern.reply = reply;
    launch_server(&plain);
    launch_server(&secure);
    launch_server(&modern);
    make_certificate(&stranger);
    snprintf(authorities, sizeof authorities, "%s%s", (char *)secure.certificate.data,
             (char *)modern.certificate.data);
    snprintf(named_endpoint, sizeof named_endpoint, "http://localhost%s",
             strrchr(plain.endpoint, ':'));
}

void calls_close(void)
{
    stop_server(&plain);
    stop_server(&secure);
    stop_server(&modern);
    free_certificate(&stranger);
}

static struct attempt *new_attempt(const char *endpoint, const char *script)
{
    must(attempt_count < ATTEMPTS_MAX, "room for attempts");
    struct attempt *attempt = &attempts[attempt_count];
    *attempt = (struct attempt){.script = script};
    snprintf(attempt->id, sizeof attempt->id, "attempt-%zu", attempt_count++);
    attempt->access = skillcall_access_new(NULL, endpoint, attempt->id, NULL, NULL);
    attempt->session = session_with_id(attempt->id);
    must(attempt->access && attempt->session, "access and session");
    return attempt;
}

/* Returns when a server has read all that was sent to it before. */
static void drain(const struct local_server *server)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    char byte;
    must(getsockname(server->listener, (struct sockaddr *)&address, &size) == 0, "name");
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(connect(fd, (struct sockaddr *)&address, size) == 0, "connect");
    shutdown(fd, SHUT_WR);
    while (recv(fd, &byte, 1, 0) > 0)
        ;
    close(fd);
}

/* What was said of a call is true: it was never sent twice, nor is it placed if it is said not to
   be. */
static void check_attempt(struct attempt *attempt)
{
    size_t taken = atomic_load(&attempt->taken);
    CHECK(taken <= 1);
    if (attempt->outcome == SKILLCALL_OUTCOME_PLACED)
        CHECK(taken == 1);
    if (attempt->outcome == SKILLCALL_OUTCOME_NOT_PLACED)
        CHECK(taken == 0);
    skillcall_access_free(attempt->access);
    skillcall_session_free(attempt->session);
}

static void close_client(void)
{
    pthread_mutex_lock(&lock);
    skillcall_client *closing = client;
    client = NULL;
    pthread_mutex_unlock(&lock);
    skillcall_client_free(closing);
    drain(&plain);
    drain(&secure);
    drain(&modern);
    while (attempt_count > 0)
        check_attempt(&attempts[--attempt_count]);
}

static uint32_t no_random(void *user_data)
{
    (void)user_data;
    return 0;
}

static void no_log(void *user_data, int32_t level, const char *message)
{
    (void)user_data;
    CHECK(level > 0 && message[0]);
}

static const skillcall_clock clock_that_leaps = {
    .struct_size = sizeof clock_that_leaps, .monotonic_ms = monotonic_ms, .unix_ms = unix_ms};

static skillcall_client_options *make_options(void)
{
    skillcall_client_options *options;
    MAKE(options, skillcall_client_options_new(&ours, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_deadline_ms(options, PATIENCE_MS, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_connect_timeout_ms(options, PATIENCE_MS, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_backoff_ms(options, 1, 1, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_random(options, no_random, NULL, error));
    DO(SKILLCALL_OK,
       skillcall_client_options_set_log(options, no_log, NULL, SKILLCALL_LOG_DEBUG, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_clock(options, &clock_that_leaps, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_max_connections(options, 1, error));
    DO(SKILLCALL_OK,
       skillcall_client_options_set_ca_blob(options, authorities, strlen(authorities), error));
    return options;
}

static void open_client(void)
{
    skillcall_client_options *options = make_options();
    skillcall_client *made;
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_options_free(options);
    pthread_mutex_lock(&lock);
    client = made;
    pthread_mutex_unlock(&lock);
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
    CHECK(pause == (is_throttled ? 0 : -1) || (pause == -1 && failing_failed() > 0));
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

/* A blocking call; what became of it is told if it is what is expected. */
static int32_t start(const char *endpoint, const char *script, int32_t expected)
{
    struct attempt *attempt = new_attempt(endpoint, script);
    skillcall_receipt *receipt =
        skillcall_client_start(client, attempt->access, attempt->session, 0, error);
    attempt->outcome = receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error);
    int32_t status = receipt ? SKILLCALL_OK : skillcall_error_status(error);
    CHECK(attempt->outcome != SKILLCALL_OUTCOME_NONE);
    if (receipt && expected == SKILLCALL_OK)
        tell_receipt(attempt, receipt);
    else if (status == expected)
        tell_end(attempt, error);
    skillcall_receipt_free(receipt);
    return status;
}

static void run_start(void)
{
    open_client();
    for (int i = 0; i < 2; i++)
        DO(SKILLCALL_OK, start(plain.endpoint, "p", SKILLCALL_OK));
    close_client();
}

static void run_start_named(void)
{
    open_client();
    DO(SKILLCALL_OK, start(named_endpoint, "p", SKILLCALL_OK));
    close_client();
}

static void run_start_secure(void)
{
    open_client();
    for (int i = 0; i < 2; i++)
        DO(SKILLCALL_OK, start(secure.endpoint, "p", SKILLCALL_OK));
    close_client();
}

/* Whatever fails, no token goes to a server that cannot prove who it is. */
static void run_start_untrusted(void)
{
    skillcall_client_options *options = make_options();
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_blob(options, stranger.certificate.data,
                                                          stranger.certificate.size, error));
    MAKE(client, skillcall_client_new(&ours, options, error));
    skillcall_client_options_free(options);
    DO(SKILLCALL_E_TLS, start(secure.endpoint, "p", SKILLCALL_E_TLS));
    close_client();
}

static void run_repeats(void)
{
    open_client();
    DO(SKILLCALL_OK, start(plain.endpoint, "tp", SKILLCALL_OK));
    DO(SKILLCALL_OK, start(plain.endpoint, "up", SKILLCALL_OK));
    DO(SKILLCALL_E_THROTTLED, start(plain.endpoint, "t", SKILLCALL_E_THROTTLED));
    close_client();
}

static void run_refusals(void)
{
    open_client();
    DO(SKILLCALL_E_ACCESS_DENIED, start(plain.endpoint, "d", SKILLCALL_E_ACCESS_DENIED));
    DO(SKILLCALL_E_SERVICE, start(plain.endpoint, "f", SKILLCALL_E_SERVICE));
    close_client();
}

static void run_deadline(void)
{
    open_client();
    DO(SKILLCALL_E_TIMEOUT, start(plain.endpoint, "l", SKILLCALL_E_TIMEOUT));
    DO(SKILLCALL_OK, start(plain.endpoint, "p", SKILLCALL_OK));
    close_client();
}

/* Sleeps until there is something to do, then does it. */
static void drive(bool polls)
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

/* How a submitted call ended; it is freed. */
static int32_t take(skillcall_call *call, int32_t expected)
{
    struct attempt *attempt = skillcall_call_user_data(call);
    int32_t status = skillcall_call_status(call);
    attempt->outcome = skillcall_call_outcome(call);
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

static skillcall_call *submit_to(const char *endpoint, const char *script)
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

static skillcall_call *submit(const char *script)
{
    return submit_to(plain.endpoint, script);
}

static int32_t await_end(skillcall_call *call, bool polls, int32_t expected)
{
    if (!call)
        return skillcall_error_status(error);
    skillcall_call *ended;
    while (!(ended = skillcall_client_take_ended(client)))
        drive(polls);
    CHECK(ended == call);
    return take(call, expected);
}

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
    DO(SKILLCALL_OK, wait_for_call(submit("up")));
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
    attempts[attempt_count - 1].outcome = SKILLCALL_OUTCOME_UNKNOWN;
    DO(SKILLCALL_OK, skillcall_client_drive(client, 0, error));
    skillcall_call_free(call);
    MAKE(call, submit("s"));
    attempts[attempt_count - 1].outcome = SKILLCALL_OUTCOME_UNKNOWN;
    DO(SKILLCALL_OK, skillcall_client_drive(client, 0, error));
    close_client();
    CHECK(skillcall_call_status(call) != SKILLCALL_E_PENDING);
    skillcall_call_free(call);
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
        attempt->outcome = skillcall_call_outcome(calls[i]);
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
    open_client();
    DO(SKILLCALL_OK, start(modern.endpoint, "p", SKILLCALL_OK));
    DO(SKILLCALL_OK, start_several(modern.endpoint));
    DO(SKILLCALL_E_CANCELLED, cancel_when_sent(submit_to(modern.endpoint, "s")));
    close_client();
}

static int32_t find_number(char *number)
{
    struct attempt *attempt = new_attempt(plain.endpoint, "n");
    return skillcall_client_find_mobile_number(client, attempt->access, SKILLCALL_PROFILE_ACCOUNT,
                                               0, number, SKILLCALL_MOBILE_NUMBER_SIZE, error);
}

static int32_t find_profile(char *id)
{
    struct attempt *attempt = new_attempt(plain.endpoint, "ti");
    return skillcall_client_find_profile_id(client, attempt->access, "amzn1.unit/1", 0, id,
                                            SKILLCALL_PROFILE_ID_SIZE, error);
}

static int32_t submit_look_up(bool of_number)
{
    struct attempt *attempt = new_attempt(plain.endpoint, of_number ? "n" : "i");
    skillcall_call *call =
        of_number ? skillcall_client_submit_mobile_number(client, attempt->access,
                                                          SKILLCALL_PROFILE_PERSON, 0, error)
                  : skillcall_client_submit_profile_id(client, attempt->access, "unit", 0, error);
    if (call)
        skillcall_call_set_user_data(call, attempt);
    return await_end(call, false, SKILLCALL_OK);
}

static void run_look_ups(void)
{
    char number[SKILLCALL_MOBILE_NUMBER_SIZE], id[SKILLCALL_PROFILE_ID_SIZE];
    open_client();
    DO(SKILLCALL_OK, find_number(number));
    tell(number);
    DO(SKILLCALL_OK, find_profile(id));
    tell(id);
    DO(SKILLCALL_OK, submit_look_up(true));
    DO(SKILLCALL_OK, submit_look_up(false));
    close_client();
}

/* A transport of the application's own. It answers at once, or says that nothing was sent. */
static int32_t answer_at_once(void *user_data, skillcall_exchange *exchange)
{
    struct attempt *attempt = &attempts[attempt_count - 1];
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
    MAKE(client, skillcall_client_new(&ours, options, error));
    skillcall_client_options_free(options);
    DO(SKILLCALL_OK, start(plain.endpoint, "p", SKILLCALL_OK));
    DO(SKILLCALL_OK, await_end(submit("p"), false, SKILLCALL_OK));
    close_client();
}

static void run_all_options(void)
{
    skillcall_client_options *options = make_options();
    skillcall_client *made;
    DO(SKILLCALL_OK, skillcall_client_options_set_max_attempts(options, 2, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_max_calls(options, 10, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_proxy(options, "http://127.0.0.1:9", error));
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_free(made);
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_file(options, "/a/file", error));
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_free(made);
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_path(options, "/a/path", error));
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_free(made);
    skillcall_client_options_free(options);
}

const struct scenario call_scenarios[] = {
    {"all options", run_all_options},
    {"start", run_start},
    {"start by a host's name", run_start_named},
    {"start over TLS", run_start_secure},
    {"start with an untrusted server", run_start_untrusted},
    {"repetition after 429 and 503", run_repeats},
    {"refusals", run_refusals},
    {"deadline", run_deadline},
    {"submit", run_submit},
    {"pollable descriptor", run_pollable},
    {"wait", run_wait},
    {"cancel", run_cancel},
    {"free early", run_free_early},
    {"several calls", run_several},
    {"HTTP/2", run_h2},
    {"look-ups", run_look_ups},
    {"own transport", run_own_transport},
};
const size_t call_scenario_count = sizeof call_scenarios / sizeof *call_scenarios;
