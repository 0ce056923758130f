/* SPDX-License-Identifier: Apache-2.0 */
/* Calls that fail over a transport which has only secrets to tell. */
#include "paths.h"

#include "support/idle_transport.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What the transport does with every exchange. */
static struct {
    int32_t http;    /* 0: fails */
    int32_t failure; /* with this status */
    int32_t sent;
    const char *words; /* a template: its body or its reason */
    int is_silent;     /* never answers */
    int32_t refusal;   /* does not take it */
} script;

static const char *const words[] = {
    "{\"code\": \"$T\", \"message\": \"$F calls $G with $T\"}",
    "{\"code\": \"C\", \"message\": \"($N) and $M; Bearer $T\xFF\"}",
    "<html>$T $F $G</html>",
    "{\"message\": \"$T",
    "{\"sessionId\": \"$T\"}",
    "{\"sessionId\": \"$F $T +1 204-555-1111 $G\"}",
    "{\"countryCode\": \"$T\", \"phoneNumber\": \"$F\"}",
    "{\"phoneNumber\": \"$N$T\"}",
    "{\"profileId\": {\"profileId\": \"$T\"}}",
    "{\"countryCode\": \"+1\", \"phoneNumber\": \"$N\"}",
    "{\"code\": \"$S\", \"message\": \"$S, ...\"}",
    "Authorization: Bearer $T\r\n$F, $G",
};

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    if (script.refusal || script.is_silent)
        return script.refusal;
    const char *text = fill(script.words);
    skillcall_exchange_add_header(exchange, "X-Amzn-RequestId", fill("id $T $F"));
    skillcall_exchange_add_header(exchange, "Retry-After", script.http == 503 ? "0" : fill("$T"));
    tell_status(skillcall_exchange_complete(exchange)); /* too early */
    if (!script.http)
        return skillcall_exchange_fail(exchange, script.failure, script.sent, 7, text);
    skillcall_exchange_set_status(exchange, script.http);
    skillcall_exchange_add_body(exchange, text, strlen(text) / 2);
    skillcall_exchange_add_body(exchange, text + strlen(text) / 2, strlen(text) - strlen(text) / 2);
    skillcall_exchange_complete(exchange);
    return SKILLCALL_OK;
}

static const skillcall_transport blocking = {.struct_size = sizeof blocking, .submit = submit};
static const skillcall_transport driven = {
    .struct_size = sizeof driven, .submit = submit, .drive = idle_drive, .wake = idle_wake};

static void log_line(void *user_data, int32_t level, const char *message)
{
    printf("  log %d: %s\n", (int)level, message);
}

/* transport is NULL for the library's own. */
static skillcall_client *open_client(const skillcall_allocator *of,
                                     const skillcall_transport *transport)
{
    skillcall_client_options *options = skillcall_client_options_new(of, error);
    skillcall_client_options_set_log(options, log_line, NULL, SKILLCALL_LOG_DEBUG, error);
    skillcall_client_options_set_backoff_ms(options, 0, 0, error);
    skillcall_client_options_set_proxy(options, fill("http://user:$T@127.0.0.1:9"), error);
    skillcall_client_options_set_max_calls(options, 1, error);
    skillcall_client_options_set_transport(options, transport, error);
    skillcall_client *client = skillcall_client_new(of, options, error);
    skillcall_client_options_free(options);
    return client;
}

static skillcall_session *open_session(const skillcall_allocator *of)
{
    skillcall_participant *from =
        skillcall_participant_new_phone_caller(of, secrets.from, secrets.token, error);
    skillcall_participant *to = skillcall_participant_new_phone_callee(of, secrets.to, error);
    skillcall_session_builder *builder = skillcall_session_builder_new(of, error);
    skillcall_session_builder_add(builder, from, error);
    skillcall_session_builder_add(builder, to, error);
    skillcall_session *session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(to);
    skillcall_participant_free(from);
    return session;
}

static skillcall_access *open_access(const skillcall_allocator *of)
{
    return skillcall_access_new(of, "https://127.0.0.1:9", secrets.token, NULL, error);
}

/* A call and both lookups, of the same fate. */
static void place(const skillcall_allocator *of, const skillcall_transport *transport,
                  int64_t deadline_ms)
{
    skillcall_client *client = open_client(of, transport);
    skillcall_access *access = open_access(of);
    skillcall_session *session = open_session(of);
    skillcall_receipt *receipt =
        skillcall_client_start(client, access, session, deadline_ms, error);
    if (receipt)
        printf("  session id: %s\n", skillcall_receipt_session_id(receipt));
    skillcall_receipt_free(receipt);
    tell(error);
    skillcall_client_find_mobile_number(client, access, SKILLCALL_PROFILE_PERSON, deadline_ms,
                                        secrets.found, sizeof secrets.found, error);
    tell(error);
    skillcall_client_find_profile_id(client, access, secrets.token, deadline_ms, secrets.found,
                                     sizeof secrets.found, error);
    tell(error);
    skillcall_session_free(session);
    skillcall_access_free(access);
    skillcall_client_free(client);
}

static void answer_with_errors(void)
{
    static const int32_t statuses[] = {200, 201, 204, 302, 400, 401, 403, 404,
                                       418, 429, 500, 502, 503, 504, 999};
    char name[64];
    for (size_t i = 0; i < COUNT(statuses); i++) {
        for (size_t j = 0; j < COUNT(words); j++) {
            snprintf(name, sizeof name, "HTTP %d with words %zu", (int)statuses[i], j);
            path(name);
            script.http = statuses[i];
            script.words = words[j];
            place(allocator, &blocking, 0);
        }
    }
    script.http = 0;
}

static void fail_with_each_status(void)
{
    char name[64];
    for (int32_t status = 0; status <= SKILLCALL_E_MISMATCH + 1; status++) {
        for (int32_t sent = SKILLCALL_NOT_SENT; sent <= SKILLCALL_MAYBE_SENT; sent++) {
            snprintf(name, sizeof name, "failure %d, sent %d", (int)status, (int)sent);
            path(name);
            script.failure = status;
            script.sent = sent;
            script.words = words[(size_t)status % COUNT(words)];
            place(allocator, &blocking, 0);
        }
    }
}

/* Calls whose client or owner does not wait for them. */
static void give_up_calls(void)
{
    skillcall_client *client = open_client(allocator, &driven);
    skillcall_access *access = open_access(allocator);
    skillcall_session *session = open_session(allocator);
    script.is_silent = 1;
    skillcall_call *call = skillcall_client_submit(client, access, session, 0, error);
    path("descriptor that the transport does not have");
    skillcall_client_pollable_fd(client, error);
    tell(error);
    path("one call too many");
    skillcall_call_free(skillcall_client_submit(client, access, session, 0, error));
    tell(error);
    path("call that is waited for in vain");
    skillcall_call_wait(call, 1, error);
    tell(error);
    path("call that is cancelled");
    skillcall_call_cancel(call);
    skillcall_call_wait(call, -1, error);
    tell(error);
    skillcall_call_free(call);
    path("client that is freed before its call has ended");
    call = skillcall_client_submit(client, access, session, 0, error);
    skillcall_client_drive(client, 0, error);
    skillcall_client_free(client);
    skillcall_error_clear(error);
    tell_status(skillcall_call_status(call));
    printf("  message: %s\n", skillcall_error_message(skillcall_call_error(call)));
    skillcall_call_free(call);
    path("deadline that passes");
    place(allocator, &blocking, 1);
    script.is_silent = 0;
    path("transport that takes nothing");
    script.refusal = SKILLCALL_E_SYSTEM;
    place(allocator, &blocking, 0);
    script.refusal = SKILLCALL_OK;
    skillcall_session_free(session);
    skillcall_access_free(access);
}

void fail_calls(void)
{
    answer_with_errors();
    fail_with_each_status();
    give_up_calls();
}

/* An allocator that fails from the given call on. */
struct failing {
    const skillcall_allocator *real;
    size_t left;
};

static void *fail_allocate(void *user_data, size_t size)
{
    struct failing *failing = user_data;
    const skillcall_allocator *real = failing->real;
    if (failing->left == 0)
        return NULL;
    failing->left--;
    return real ? real->allocate(real->user_data, size) : malloc(size);
}

static void *fail_reallocate(void *user_data, void *block, size_t size)
{
    struct failing *failing = user_data;
    const skillcall_allocator *real = failing->real;
    if (failing->left == 0)
        return NULL;
    failing->left--;
    return real ? real->reallocate(real->user_data, block, size) : realloc(block, size);
}

static void fail_deallocate(void *user_data, void *block)
{
    const skillcall_allocator *real = ((struct failing *)user_data)->real;
    if (real)
        real->deallocate(real->user_data, block);
    else
        free(block);
}

static void run_out_of_memory(void)
{
    struct failing failing = {.real = allocator};
    const skillcall_allocator table = {.struct_size = sizeof table,
                                       .user_data = &failing,
                                       .allocate = fail_allocate,
                                       .reallocate = fail_reallocate,
                                       .deallocate = fail_deallocate};
    script.http = 200;
    script.words = words[0];
    for (size_t left = 0; left < 40; left++) {
        failing.left = left;
        place(&table, &blocking, 0);
    }
    script.http = 0;
}

static void call_in_a_child(void)
{
    skillcall_client *client = open_client(allocator, &blocking);
    skillcall_access *access = open_access(allocator);
    skillcall_session *session = open_session(allocator);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        skillcall_receipt_free(skillcall_client_start(client, access, session, 0, error));
        tell(error);
        fflush(stdout);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    skillcall_session_free(session);
    skillcall_access_free(access);
    skillcall_client_free(client);
}

static void run_out_of_descriptors(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){.rlim_cur = 3, .rlim_max = limit.rlim_max});
    skillcall_client_free(open_client(allocator, NULL));
    setrlimit(RLIMIT_NOFILE, &limit);
    tell(error);
}

void fail_by_resources(void)
{
    path("no memory");
    run_out_of_memory();
    path("call in a child");
    call_in_a_child();
    path("no descriptor");
    run_out_of_descriptors();
    path("no proxy, whose URL has a password");
    place(allocator, NULL, 0);
}
