/* SPDX-License-Identifier: Apache-2.0 */
#include "service.h"

#include "support/next.h"

enum { ATTEMPTS_MAX = 64 };

struct local_server plain = {.has_tls = false}, secure = {.has_tls = true},
                    modern = {.has_tls = true, .has_h2 = true};
struct local_server stranger;
char named_endpoint[64];

static struct attempt attempts[ATTEMPTS_MAX];
static size_t attempt_count;
static void (*on_leap)(void);
static atomic_bool has_connected; /* since attempts were settled */

/* Stands in front of the C library's. */
int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
    atomic_store(&has_connected, true);
    return NEXT(connect)(fd, address, size);
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
    if (strchr("pfusl", step))
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
        on_leap();
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

void service_open(void (*leap)(void))
{
    on_leap = leap;
    plain.reply = secure.reply = modern.reply = reply;
    launch_server(&plain);
    launch_server(&secure);
    launch_server(&modern);
    make_certificate(&stranger);
    add_certificate(secure.ca_file, &modern.certificate); /* one file for both */
    snprintf(named_endpoint, sizeof named_endpoint, "http://localhost%s",
             strrchr(plain.endpoint, ':'));
}

void service_close(void)
{
    stop_server(&plain);
    stop_server(&secure);
    stop_server(&modern);
    free_certificate(&stranger);
}

struct attempt *new_attempt(const char *endpoint, const char *script)
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

struct attempt *last_attempt(void)
{
    return &attempts[attempt_count - 1];
}

void end_attempt(struct attempt *attempt, int32_t outcome)
{
    attempt->outcome = outcome;
    CHECK(outcome != SKILLCALL_OUTCOME_UNKNOWN || atomic_load(&has_connected) ||
          atomic_load(&attempt->taken) > 0);
}

/* What was said of a call is true: it was never sent twice, nor is it placed if it is said not to
   be. It is exact, too, but where libcurl lacked memory: it takes the last blocks for a request
   after it has said that it is about to send. */
static void check_attempt(struct attempt *attempt)
{
    size_t taken = atomic_load(&attempt->taken);
    CHECK(taken <= 1);
    if (attempt->outcome == SKILLCALL_OUTCOME_PLACED)
        CHECK(taken == 1);
    if (attempt->outcome == SKILLCALL_OUTCOME_NOT_PLACED)
        CHECK(taken == 0);
    if (attempt->outcome == SKILLCALL_OUTCOME_UNKNOWN && failing_source() != LIBCURL)
        CHECK(taken == 1);
    skillcall_access_free(attempt->access);
    skillcall_session_free(attempt->session);
}

void settle_attempts(void)
{
    drain_server(&plain);
    drain_server(&secure);
    drain_server(&modern);
    while (attempt_count > 0)
        check_attempt(&attempts[--attempt_count]);
    atomic_store(&has_connected, false);
}
