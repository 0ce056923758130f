/* SPDX-License-Identifier: Apache-2.0 */
/* The work done with this library. */
#include "work.h"

#include <skillcall/skillcall.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A contender in a scenario: what every call needs. */
struct program {
    const struct work *work;
    skillcall_access *access;
    skillcall_client *client;
    atomic_size_t next;
};

static void must(const void *object, const char *what, const skillcall_error *error)
{
    if (!object)
        fail(what, skillcall_error_message(error));
}

/* Takes the participants. */
static skillcall_session *build(skillcall_participant *caller, skillcall_participant *callee,
                                const char *id, int32_t allow_unknown, skillcall_error *error)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, error);
    skillcall_session_builder_add(builder, caller, error);
    skillcall_session_builder_add(builder, callee, error);
    skillcall_session_builder_allow_unknown(builder, allow_unknown, error);
    if (id)
        skillcall_session_builder_set_client_session_id(builder, id, error);
    skillcall_session *session = skillcall_session_builder_build(builder, error);
    must(session, "session", error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(callee);
    skillcall_participant_free(caller);
    return session;
}

static skillcall_session *make_session(const char *id, skillcall_error *error)
{
    skillcall_participant *caller =
        skillcall_participant_new_phone_caller(NULL, BENCH_FROM, BENCH_ENDPOINT_ID, error);
    skillcall_participant *callee = skillcall_participant_new_phone_callee(NULL, BENCH_TO, error);
    return build(caller, callee, id, 0, error);
}

static void make_sessions(const struct work *work, const char *id)
{
    skillcall_error *error = skillcall_error_new(NULL);
    measure_begin();
    for (size_t i = 0; i < work->calls; i++) {
        skillcall_session *session = make_session(id, error);
        must(skillcall_session_json(session), "json", error);
        skillcall_session_free(session);
    }
    measure_end();
    skillcall_error_free(error);
}

static void session(const struct work *work)
{
    make_sessions(work, NULL);
}

static void session_with_id(const struct work *work)
{
    make_sessions(work, BENCH_ID);
}

/* The texts that both participants have. */
struct texts {
    const char *value;
    const char *endpoint_id;
    const char *provider_id;
};

static skillcall_participant *make_participant(const struct texts *texts, int32_t originator,
                                               skillcall_error *error)
{
    skillcall_participant *participant = skillcall_participant_new(NULL, error);
    skillcall_participant_set_identity(participant, "OTHER", texts->value, error);
    skillcall_participant_set_endpoint_id(participant, texts->endpoint_id, error);
    skillcall_participant_set_provider_id(participant, texts->provider_id, error);
    skillcall_participant_set_originator(participant, originator, error);
    return participant;
}

static void make_sessions_of(const struct work *work, const struct texts *texts)
{
    skillcall_error *error = skillcall_error_new(NULL);
    measure_begin();
    for (size_t i = 0; i < work->calls; i++) {
        skillcall_participant *caller = make_participant(texts, SKILLCALL_ORIGINATOR_YES, error);
        skillcall_participant *callee = make_participant(texts, SKILLCALL_ORIGINATOR_NO, error);
        skillcall_session *session = build(caller, callee, BENCH_ID, 1, error);
        must(skillcall_session_json(session), "json", error);
        skillcall_session_free(session);
    }
    measure_end();
    skillcall_error_free(error);
}

/* A text as long as the work is wide. */
static char *new_text(const struct work *work)
{
    char *text = calloc(work->width + 1, 1);
    if (!text)
        fail("memory", "out of memory");
    memset(text, 'x', work->width);
    return text;
}

static void session_of_value(const struct work *work)
{
    char *text = new_text(work);
    make_sessions_of(work, &(struct texts){text, "x", "x"});
    free(text);
}

static void session_of_endpoint_id(const struct work *work)
{
    char *text = new_text(work);
    make_sessions_of(work, &(struct texts){"x", text, "x"});
    free(text);
}

static void session_of_provider_id(const struct work *work)
{
    char *text = new_text(work);
    make_sessions_of(work, &(struct texts){"x", "x", text});
    free(text);
}

static skillcall_client *make_client(const struct work *work, skillcall_error *error)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, error);
    skillcall_client_options_set_ca_file(options, work->ca_file, error);
    skillcall_client_options_set_deadline_ms(options, 600000, error);
    skillcall_client_options_set_connect_timeout_ms(options, 600000, error);
    skillcall_client_options_set_max_connections(options, (int32_t)work->connections, error);
    if (work->has_h2)
        skillcall_client_options_set_http_version(options, SKILLCALL_HTTP_2, error);
    skillcall_client *client = skillcall_client_new(NULL, options, error);
    must(client, "client", error);
    skillcall_client_options_free(options);
    return client;
}

static void open_program(struct program *program, const struct work *work, skillcall_error *error)
{
    *program = (struct program){.work = work};
    program->access = skillcall_access_new(NULL, work->endpoint, work->token, NULL, error);
    must(program->access, "access", error);
    program->client = make_client(work, error);
}

static void close_program(struct program *program)
{
    skillcall_client_free(program->client);
    skillcall_access_free(program->access);
}

static void place(const struct program *program, skillcall_client *client, skillcall_error *error)
{
    skillcall_session *session = make_session(NULL, error);
    skillcall_receipt *receipt = skillcall_client_start(client, program->access, session, 0, error);
    must(receipt, "call", error);
    skillcall_receipt_free(receipt);
    skillcall_session_free(session);
}

static void blocking(const struct work *work)
{
    struct program program;
    skillcall_error *error = skillcall_error_new(NULL);
    open_program(&program, work, error);
    place(&program, program.client, error);
    measure_begin();
    for (size_t i = 0; i < work->calls; i++)
        place(&program, program.client, error);
    measure_end();
    close_program(&program);
    skillcall_error_free(error);
}

/* One call in a new process, which is measured from outside. */
static void cold(const struct work *work)
{
    struct program program;
    skillcall_error *error = skillcall_error_new(NULL);
    open_program(&program, work, error);
    place(&program, program.client, error);
    close_program(&program);
    skillcall_error_free(error);
}

static void submit(const struct program *program, skillcall_error *error)
{
    skillcall_session *session = make_session(NULL, error);
    must(skillcall_client_submit(program->client, program->access, session, 0, error), "call",
         error);
    skillcall_session_free(session);
}

/* As many calls in flight as there may be, until all are made. */
static void flood(const struct program *program, size_t calls, skillcall_error *error)
{
    size_t submitted = 0, ended = 0;
    while (ended < calls) {
        while (submitted < calls && submitted - ended < program->work->width) {
            submit(program, error);
            submitted++;
        }
        skillcall_client_drive(program->client, -1, error);
        skillcall_call *call;
        while ((call = skillcall_client_take_ended(program->client))) {
            must(skillcall_call_receipt(call), "call", skillcall_call_error(call));
            skillcall_call_free(call);
            ended++;
        }
    }
}

static void in_flight(const struct work *work)
{
    struct program program;
    skillcall_error *error = skillcall_error_new(NULL);
    open_program(&program, work, error);
    flood(&program, work->width, error);
    measure_begin();
    flood(&program, work->calls, error);
    measure_end();
    close_program(&program);
    skillcall_error_free(error);
}

/* All calls at once, on a client that has one open connection. */
static void memory(const struct work *work)
{
    struct program program;
    skillcall_error *error = skillcall_error_new(NULL);
    open_program(&program, work, error);
    flood(&program, 1, error);
    measure_begin();
    flood(&program, work->calls, error);
    measure_end();
    close_program(&program);
    skillcall_error_free(error);
}

static void *place_with_shared_client(void *user_data)
{
    struct program *program = user_data;
    skillcall_error *error = skillcall_error_new(NULL);
    while (atomic_fetch_add(&program->next, 1) < program->work->calls)
        place(program, program->client, error);
    skillcall_error_free(error);
    return NULL;
}

static void *place_with_own_client(void *user_data)
{
    struct program *program = user_data;
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_client *client = make_client(program->work, error);
    while (atomic_fetch_add(&program->next, 1) < program->work->calls)
        place(program, client, error);
    skillcall_client_free(client);
    skillcall_error_free(error);
    return NULL;
}

static void threads(const struct work *work, void *(*place_calls)(void *user_data))
{
    struct program program;
    skillcall_error *error = skillcall_error_new(NULL);
    open_program(&program, work, error);
    measure_begin();
    in_threads(work->width, place_calls, &program);
    measure_end();
    close_program(&program);
    skillcall_error_free(error);
}

static void threads_shared(const struct work *work)
{
    threads(work, place_with_shared_client);
}

static void threads_separate(const struct work *work)
{
    threads(work, place_with_own_client);
}

const struct scenario scenarios[] = {
    {"session", session},
    {"session-with-id", session_with_id},
    {"session-of-value", session_of_value},
    {"session-of-endpoint-id", session_of_endpoint_id},
    {"session-of-provider-id", session_of_provider_id},
    {"blocking", blocking},
    {"in-flight", in_flight},
    {"memory", memory},
    {"cold", cold},
    {"threads-shared", threads_shared},
    {"threads-separate", threads_separate},
    {NULL, NULL},
};
