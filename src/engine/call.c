/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/call.h"

#include "base/condition.h"

#include <string.h>

/* Room for every result, so none is lost when out of memory. */
static int32_t make_results(skillcall_call *call, const struct skillcall__plan *plan)
{
    int32_t status;
    skillcall_receipt *receipt = skillcall__object_new(&call->allocator, sizeof *receipt, &status);
    call->result.receipt = receipt;
    if (!receipt)
        return SKILLCALL_E_NO_MEMORY;
    call->found_size = plan->found_size;
    if (plan->found_size)
        call->result.found = skillcall__allocate(&call->allocator, plan->found_size);
    if (plan->found_size && !call->result.found)
        return SKILLCALL_E_NO_MEMORY;
    return skillcall__condition_init(&call->locked.ended) ? SKILLCALL_OK : SKILLCALL_E_SYSTEM;
}

static void free_memory(skillcall_call *call)
{
    skillcall_allocator allocator = call->allocator;
    skillcall_receipt_free(call->result.receipt);
    skillcall__deallocate(&allocator, call);
}

skillcall_call *skillcall__call_new(skillcall_client *client, skillcall_exchange *exchange,
                                    const struct skillcall__plan *plan, int32_t *status)
{
    skillcall_call *call = skillcall__allocate(&client->allocator, sizeof *call);
    *status = SKILLCALL_E_NO_MEMORY;
    if (!call)
        return NULL;
    memset(call, 0, offsetof(skillcall_call, result.error));
    call->allocator = client->allocator;
    *status = make_results(call, plan);
    if (*status != SKILLCALL_OK) {
        free_memory(call);
        return NULL;
    }
    skillcall__error_init(&call->result.error, &call->allocator);
    atomic_init(&call->user_data, NULL);
    atomic_init(&call->status, SKILLCALL_E_PENDING);
    call->locked.holders = 2;
    call->client = client;
    call->is_listed = plan->is_listed;
    skillcall__call_take(call, exchange, plan);
    return call;
}

void skillcall__call_take(skillcall_call *call, skillcall_exchange *exchange,
                          const struct skillcall__plan *plan)
{
    skillcall__exchange_free(call->driver.exchange);
    call->driver.exchange = exchange;
    call->driver.judge = plan->judge;
    call->driver.needs_session_id = plan->needs_session_id;
    call->driver.places_nothing = plan->places_nothing;
    if (plan->client_session_id)
        strcpy(call->result.receipt->client_session_id, plan->client_session_id);
    exchange->call = call;
    skillcall__trace_take(&call->driver.trace, exchange);
}

static void drop_found(skillcall_call *call)
{
    if (call->result.found)
        skillcall__wipe(call->result.found, call->found_size); /* a phone number */
    skillcall__deallocate(&call->allocator, call->result.found);
    call->result.found = NULL;
}

void skillcall__call_drop_sequel(skillcall_call *call)
{
    call->driver.sequel->free(call->driver.sequel);
    call->driver.sequel = NULL;
    drop_found(call);
}

void skillcall__call_destroy(skillcall_call *call)
{
    skillcall_client *client = call->client;
    skillcall__exchange_free(call->driver.exchange);
    drop_found(call);
    skillcall__error_release(&call->result.error);
    pthread_cond_destroy(&call->locked.ended);
    free_memory(call);
    pthread_mutex_lock(&client->lock);
    skillcall__client_release(client);
}

bool skillcall__call_is_pending(const skillcall_call *call)
{
    return atomic_load(&call->status) == SKILLCALL_E_PENDING;
}

int32_t skillcall_call_status(const skillcall_call *call)
{
    return call ? atomic_load(&call->status) : SKILLCALL_E_ARGUMENT;
}

static bool has_ended(const skillcall_call *call)
{
    return call && !skillcall__call_is_pending(call);
}

int32_t skillcall_call_outcome(const skillcall_call *call)
{
    return has_ended(call) ? call->result.error.outcome : SKILLCALL_OUTCOME_NONE;
}

const skillcall_receipt *skillcall_call_receipt(const skillcall_call *call)
{
    bool is_placed = skillcall_call_outcome(call) == SKILLCALL_OUTCOME_PLACED;
    return is_placed ? call->result.receipt : NULL;
}

const char *skillcall_call_found(const skillcall_call *call)
{
    return skillcall_call_status(call) == SKILLCALL_OK ? call->result.found : NULL;
}

const skillcall_error *skillcall_call_error(const skillcall_call *call)
{
    bool has_failed = has_ended(call) && call->result.error.status != SKILLCALL_OK;
    return has_failed ? &call->result.error : NULL;
}

void skillcall_call_set_user_data(skillcall_call *call, void *user_data)
{
    if (call)
        atomic_store(&call->user_data, user_data);
}

void *skillcall_call_user_data(const skillcall_call *call)
{
    return call ? atomic_load(&call->user_data) : NULL;
}
