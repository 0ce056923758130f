/* SPDX-License-Identifier: Apache-2.0 */
/* Sequences of builder, client and call functions in any order. Input: pairs of bytes, an operation
   and its operand; a byte too many stands for a transport that cannot cancel. Each call has a
   session and an id of its own, so that the transport, which knows what it did with each id, can
   tell whether an outcome claims too much. */
#include "fuzz.h"

#include "support/fake_time.h"
#include "support/idle_transport.h"

#include <skillcall/skillcall.h>

enum { CALLS_MAX = 24, EXCHANGES_MAX = 256, OPERATIONS_MAX = 200 };

struct machine {
    struct fake_time time;
    skillcall_client *client;
    skillcall_access *access;
    skillcall_session_builder *builder;
    skillcall_call *calls[CALLS_MAX]; /* NULL once freed */
    int is_taken[CALLS_MAX];
    int may_be_processed[CALLS_MAX]; /* sendings that the service may have acted on */
    int is_accepted[CALLS_MAX];      /* answered 200 */
    size_t call_count;
    skillcall_exchange *open[EXCHANGES_MAX];
    size_t exchange_count;
    int has_cancel;
};

/* An answer is taken, but for a call that ended and could not be cancelled. */
static void require_taken(const struct machine *machine, int32_t status)
{
    REQUIRE(status == SKILLCALL_OK || (status == SKILLCALL_E_STATE && !machine->has_cancel));
}

/* The number in the client session id "call-07" of the request. */
static size_t call_of(const skillcall_exchange *exchange)
{
    const char *id = strstr(skillcall_exchange_body(exchange), "call-");
    REQUIRE(id != NULL);
    size_t index = (size_t)strtoul(id + 5, NULL, 10);
    REQUIRE(index < CALLS_MAX);
    return index;
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    struct machine *machine = user_data;
    if (machine->exchange_count == EXCHANGES_MAX)
        return SKILLCALL_E_TRANSPORT;
    REQUIRE(machine->may_be_processed[call_of(exchange)] == 0);
    machine->open[machine->exchange_count++] = exchange;
    machine->may_be_processed[call_of(exchange)]++;
    return SKILLCALL_OK;
}

static int32_t drive(void *user_data, int32_t timeout_ms)
{
    struct machine *machine = user_data;
    machine->time.now_ms += timeout_ms;
    return SKILLCALL_OK;
}

static void fail(struct machine *machine, size_t index, int32_t sent)
{
    skillcall_exchange *exchange = machine->open[index];
    machine->open[index] = NULL;
    if (sent == SKILLCALL_NOT_SENT)
        machine->may_be_processed[call_of(exchange)]--;
    require_taken(machine, skillcall_exchange_fail(exchange, SKILLCALL_E_CONNECT, sent, 0, NULL));
}

static void cancel(void *user_data, skillcall_exchange *exchange)
{
    struct machine *machine = user_data;
    for (size_t i = 0; i < machine->exchange_count; i++)
        if (machine->open[i] == exchange)
            fail(machine, i, SKILLCALL_MAYBE_SENT);
}

static void complete(struct machine *machine, size_t index, int32_t http_status)
{
    static const char body[] = "{\"sessionId\":\"s\"}";
    skillcall_exchange *exchange = machine->open[index];
    machine->open[index] = NULL;
    if (http_status < 500 && http_status != 200)
        machine->may_be_processed[call_of(exchange)]--;
    machine->is_accepted[call_of(exchange)] = http_status == 200;
    require_taken(machine, skillcall_exchange_set_status(exchange, http_status));
    require_taken(machine, skillcall_exchange_add_body(exchange, body, sizeof body - 1));
    require_taken(machine, skillcall_exchange_complete(exchange));
}

/* Answers the exchange that has waited longest, in one of six ways. */
static void answer_oldest(struct machine *machine, uint8_t how)
{
    static const int32_t http_statuses[] = {200, 400, 429, 500};
    size_t oldest = 0;
    while (oldest < machine->exchange_count && !machine->open[oldest])
        oldest++;
    if (oldest == machine->exchange_count)
        return;
    if (how % 6 < 4)
        complete(machine, oldest, http_statuses[how % 6]);
    else
        fail(machine, oldest, how % 6 == 4 ? SKILLCALL_NOT_SENT : SKILLCALL_MAYBE_SENT);
}

/* What is built reads back as the same. */
static skillcall_session *build(struct machine *machine)
{
    char id[16];
    snprintf(id, sizeof id, "call-%02zu", machine->call_count);
    skillcall_session_builder_set_client_session_id(machine->builder, id, NULL);
    skillcall_session *session = skillcall_session_builder_build(machine->builder, NULL);
    if (!session)
        return NULL;
    const char *json = skillcall_session_json(session);
    skillcall_session *again = skillcall_session_from_json(NULL, json, strlen(json), 0, NULL);
    REQUIRE(again && same_text(skillcall_session_json(again), json));
    skillcall_session_free(again);
    return session;
}

static void start(struct machine *machine, uint8_t operand)
{
    skillcall_session *session = machine->call_count < CALLS_MAX ? build(machine) : NULL;
    if (!session)
        return;
    skillcall_call *call = skillcall_client_submit(machine->client, machine->access, session,
                                                   (int64_t)operand * 10, NULL);
    REQUIRE(call != NULL);
    machine->calls[machine->call_count++] = call;
    skillcall_session_free(session);
}

static void add_participant(struct machine *machine, uint8_t operand)
{
    skillcall_participant *participant =
        operand % 2 ? skillcall_participant_new_phone_caller(NULL, "+12045551111", "device", NULL)
                    : skillcall_participant_new_phone_callee(NULL, "+16073331111", NULL);
    skillcall_session_builder_add(machine->builder, participant, NULL);
    skillcall_participant_free(participant);
}

static void new_builder(struct machine *machine, int is_complete)
{
    skillcall_session_builder_free(machine->builder);
    machine->builder = skillcall_session_builder_new(NULL, NULL);
    REQUIRE(machine->builder != NULL);
    for (uint8_t i = 0; is_complete && i < 2; i++)
        add_participant(machine, i);
}

/* No outcome claims more than the transport knows. */
static void require_true_outcome(const struct machine *machine, size_t index)
{
    const skillcall_call *call = machine->calls[index];
    int32_t status = skillcall_call_status(call), outcome = skillcall_call_outcome(call);
    REQUIRE((status == SKILLCALL_E_PENDING) == (outcome == SKILLCALL_OUTCOME_NONE));
    REQUIRE((skillcall_call_receipt(call) != NULL) == (outcome == SKILLCALL_OUTCOME_PLACED));
    REQUIRE((status == SKILLCALL_OK) == (outcome == SKILLCALL_OUTCOME_PLACED));
    if (outcome == SKILLCALL_OUTCOME_PLACED)
        REQUIRE(machine->is_accepted[index]);
    if (outcome == SKILLCALL_OUTCOME_NOT_PLACED)
        REQUIRE(machine->may_be_processed[index] == 0);
    if (outcome > SKILLCALL_OUTCOME_PLACED)
        REQUIRE(skillcall_error_outcome(skillcall_call_error(call)) == outcome);
}

static void take_ended(struct machine *machine)
{
    skillcall_call *call = skillcall_client_take_ended(machine->client);
    for (size_t i = 0; call && i < machine->call_count; i++) {
        if (machine->calls[i] != call)
            continue;
        REQUIRE(skillcall_call_status(call) != SKILLCALL_E_PENDING && !machine->is_taken[i]);
        machine->is_taken[i] = 1;
    }
}

static void use_call(struct machine *machine, uint8_t operation, uint8_t operand)
{
    if (machine->call_count == 0)
        return;
    skillcall_call **call = &machine->calls[operand % machine->call_count];
    if (operation == 0)
        skillcall_call_cancel(*call);
    else if (operation == 1)
        skillcall_call_wait(*call, operand, NULL);
    else {
        skillcall_call_free(*call);
        *call = NULL;
    }
}

static void operate(struct machine *machine, uint8_t operation, uint8_t operand)
{
    switch (operation % 10) {
    case 0:
        start(machine, operand);
        break;
    case 1:
        answer_oldest(machine, operand);
        break;
    case 2:
        skillcall_client_drive(machine->client, operand, NULL);
        break;
    case 3:
        take_ended(machine);
        break;
    case 4:
    case 5:
    case 6:
        use_call(machine, (uint8_t)(operation % 10 - 4), operand);
        break;
    case 7:
        machine->time.now_ms += operand;
        break;
    case 8:
        new_builder(machine, operand % 2);
        break;
    default:
        add_participant(machine, operand);
    }
}

static void set_up(struct machine *machine)
{
    const skillcall_transport transport = {.struct_size = sizeof transport,
                                           .user_data = machine,
                                           .submit = submit,
                                           .drive = drive,
                                           .wake = idle_wake,
                                           .cancel = machine->has_cancel ? cancel : NULL};
    const skillcall_clock clock = fake_clock(&machine->time);
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    REQUIRE(!skillcall_client_options_set_transport(options, &transport, NULL));
    REQUIRE(!skillcall_client_options_set_clock(options, &clock, NULL));
    machine->client = skillcall_client_new(NULL, options, NULL);
    machine->access = skillcall_access_new(NULL, "http://localhost", "token", NULL, NULL);
    REQUIRE(machine->client != NULL && machine->access != NULL);
    skillcall_client_options_free(options);
    new_builder(machine, 1);
}

/* With the client, every call has ended; no later than that is its outcome known. */
static void tear_down(struct machine *machine)
{
    skillcall_client_free(machine->client);
    for (size_t i = 0; i < machine->call_count; i++) {
        if (!machine->calls[i])
            continue;
        require_true_outcome(machine, i);
        REQUIRE(skillcall_call_status(machine->calls[i]) != SKILLCALL_E_PENDING);
        skillcall_call_free(machine->calls[i]);
    }
    skillcall_session_builder_free(machine->builder);
    skillcall_access_free(machine->access);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct machine machine = {.time = {.unix_ms = 1700000000000}, .has_cancel = size % 2 == 0};
    set_up(&machine);
    for (size_t at = 0; at + 1 < size && at < 2 * OPERATIONS_MAX; at += 2) {
        operate(&machine, data[at], data[at + 1]);
        for (size_t i = 0; i < machine.call_count; i++)
            if (machine.calls[i])
                require_true_outcome(&machine, i);
    }
    tear_down(&machine);
    return 0;
}
