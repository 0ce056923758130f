/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/submit.h"

#include "access/access.h"
#include "engine/driver.h"
#include "engine/role.h"

#include <string.h>

enum { DEADLINE_MAX_MS = 600000 };

static skillcall_exchange *make_exchange(skillcall_client *client, const skillcall_access *access,
                                         const struct skillcall__plan *plan)
{
    struct skillcall__request request = {
        .method = plan->method,
        .endpoint = skillcall_access_endpoint(access),
        .path = plan->path,
        .token = skillcall__access_token(access),
        .body = plan->body,
        .body_size = plan->body_size,
    };
    skillcall_exchange *exchange = skillcall__exchange_new(&client->allocator, &request);
    if (!exchange)
        return NULL;
    exchange->client = client;
    exchange->clock = client->options->clock;
    exchange->answered = skillcall__driver_answered;
    return exchange;
}

/* A call in no list yet. */
static int32_t make_call(skillcall_client *client, const skillcall_access *access,
                         const struct skillcall__plan *plan, skillcall_call **call,
                         skillcall_error *error)
{
    int32_t status = SKILLCALL_E_NO_MEMORY;
    skillcall_exchange *exchange = make_exchange(client, access, plan);
    if (exchange)
        *call = skillcall__call_new(client, exchange, plan, &status);
    if (*call)
        return SKILLCALL_OK;
    skillcall__exchange_free(exchange);
    return status == SKILLCALL_E_SYSTEM ? skillcall__fail_system(error, "cannot create a lock")
                                        : skillcall__fail_no_memory(error);
}

/* Whether the client takes a call now. Lock held. */
static int32_t may_enter(const skillcall_client *client, const skillcall_call *call,
                         skillcall_error *error)
{
    int32_t status = skillcall__client_check_open(client, error);
    if (status != SKILLCALL_OK)
        return status;
    if (client->locked.call_count >= (size_t)client->options->max_calls)
        return skillcall__fail(error, SKILLCALL_E_BUSY,
                               "%d calls are in flight, which is the limit: wait for one to end",
                               (int)client->options->max_calls);
    /* A call that is not listed is about to be waited for. */
    return call->is_listed ? SKILLCALL_OK : skillcall__role_check_wait(client, error);
}

/* Hands a call to the client; frees it if it is refused. */
static int32_t enqueue(skillcall_client *client, skillcall_call *call, int64_t deadline_ms,
                       struct skillcall__sequel *sequel, skillcall_error *error)
{
    call->started_ms = skillcall__client_now(client);
    call->deadline_ms =
        call->started_ms + (deadline_ms ? deadline_ms : client->options->deadline_ms);
    call->driver.exchange->deadline_ms = call->deadline_ms;

    pthread_mutex_lock(&client->lock);
    client->locked.references++; /* the call's; it is released when the call is freed */
    int32_t status = may_enter(client, call, error);
    if (status == SKILLCALL_OK) {
        call->driver.sequel = sequel;
        client->locked.call_count++;
        skillcall__list_append(&client->locked.submitted, &call->locked.link);
        skillcall__role_interrupt(client);
    }
    pthread_mutex_unlock(&client->lock);
    if (status != SKILLCALL_OK)
        skillcall__call_destroy(call);
    return status;
}

static int32_t check_arguments(const skillcall_client *client, const skillcall_access *access,
                               int64_t deadline_ms, skillcall_error *error)
{
    if (!client || !access)
        return skillcall__fail_null(error, client ? "access" : "client");
    if (deadline_ms < 0 || deadline_ms > DEADLINE_MAX_MS)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the deadline must be between 1 and %d milliseconds, or 0 for the "
                               "client's",
                               DEADLINE_MAX_MS);
    return skillcall__client_check(client, error);
}

/* An earlier failure that is kept also keeps its outcome. */
void skillcall__mark_not_placed(skillcall_error *error)
{
    if (error && error->outcome == SKILLCALL_OUTCOME_NONE)
        error->outcome = SKILLCALL_OUTCOME_NOT_PLACED;
}

int32_t skillcall__submit(skillcall_client *client, const skillcall_access *access,
                          const struct skillcall__plan *plan, int64_t deadline_ms,
                          skillcall_call **call, skillcall_error *error)
{
    *call = NULL;
    int32_t status = check_arguments(client, access, deadline_ms, error);
    if (status == SKILLCALL_OK)
        status = make_call(client, access, plan, call, error);
    if (*call)
        status = enqueue(client, *call, deadline_ms, plan->sequel, error);
    if (status == SKILLCALL_OK)
        return SKILLCALL_OK;
    *call = NULL;
    if (!plan->places_nothing)
        skillcall__mark_not_placed(error);
    return status;
}

int32_t skillcall__submit_next(skillcall_call *call, const skillcall_access *access,
                               const struct skillcall__plan *plan)
{
    skillcall_exchange *exchange = make_exchange(call->client, access, plan);
    if (!exchange)
        return skillcall__fail_no_memory(&call->result.error);
    exchange->deadline_ms = call->deadline_ms;
    skillcall__call_take(call, exchange, plan);
    return SKILLCALL_OK;
}
