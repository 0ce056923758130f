#include "client/call.h"

#include "client/engine.h"
#include "client/submit.h"
#include "client/waiting.h"

#include <string.h>

/* Room for every result, so that none is lost for want of memory. */
static bool make_results(skillcall_call *call, const struct skillcall__plan *plan)
{
    int32_t status;
    call->receipt = skillcall__object_new(&call->allocator, sizeof *call->receipt, &status);
    if (!call->receipt)
        return false;
    if (plan->client_session_id)
        strcpy(call->receipt->client_session_id, plan->client_session_id);
    if (!plan->found_size)
        return true;
    call->found_size = plan->found_size;
    call->found = skillcall__allocate(&call->allocator, plan->found_size);
    return call->found != NULL;
}

skillcall_call *skillcall__call_new(skillcall_client *client, skillcall_exchange *exchange,
                                    const struct skillcall__plan *plan)
{
    int32_t status;
    skillcall_call *call = skillcall__object_new(&client->allocator, sizeof *call, &status);
    if (!call)
        return NULL;
    if (!make_results(call, plan)) {
        skillcall_receipt_free(call->receipt);
        skillcall__deallocate(&client->allocator, call);
        return NULL;
    }
    skillcall__error_init(&call->error, &call->allocator);
    skillcall__list_init(&call->by_due);
    skillcall__list_init(&call->turn);
    atomic_init(&call->status, SKILLCALL_E_PENDING);
    call->client = client;
    call->judge = plan->judge;
    call->needs_session_id = plan->needs_session_id;
    call->is_look_up = plan->is_look_up;
    call->is_listed = plan->is_listed;
    call->exchange = exchange;
    exchange->purpose = call;
    exchange->owner = client;
    exchange->answered = skillcall__engine_answered;
    exchange->clock = client->options->clock;
    return call;
}

void skillcall__call_destroy(skillcall_call *call)
{
    skillcall_client *client = call->client;
    skillcall_allocator allocator = call->allocator;
    skillcall__exchange_free(call->exchange);
    skillcall_receipt_free(call->receipt);
    skillcall__deallocate(&allocator, call->found);
    skillcall__error_release(&call->error);
    skillcall__deallocate(&allocator, call);
    skillcall__client_lock(client);
    skillcall__client_release(client);
}

/* Asks for the end of a call that has not ended. Lock held; drops it for a moment. */
static void request_end(skillcall_call *call)
{
    skillcall_client *client = call->client;
    call->give_up = SKILLCALL_E_CANCELLED;
    if (call->is_started && skillcall__list_is_empty(&call->turn))
        skillcall__list_append(&client->cancelled, &call->turn);
    skillcall__wake_driver(client);
}

void skillcall_call_free(skillcall_call *call)
{
    if (!call || skillcall__client_check(call->client, NULL) != SKILLCALL_OK)
        return;
    skillcall_client *client = call->client;
    skillcall__client_lock(client);
    if (atomic_load(&call->status) == SKILLCALL_E_PENDING) {
        call->is_orphan = true;
        request_end(call);
        skillcall__client_unlock(client);
        return;
    }
    skillcall__list_remove(&call->turn);
    skillcall__client_unlock(client);
    skillcall__call_destroy(call);
}

void skillcall_call_cancel(skillcall_call *call)
{
    if (!call || skillcall__client_check(call->client, NULL) != SKILLCALL_OK)
        return;
    skillcall_client *client = call->client;
    skillcall__client_lock(client);
    if (atomic_load(&call->status) == SKILLCALL_E_PENDING)
        request_end(call);
    skillcall__client_unlock(client);
}

int32_t skillcall_call_wait(skillcall_call *call, int64_t timeout_ms, skillcall_error *error)
{
    if (!call)
        return skillcall__fail_null(error, "call");
    int32_t status = skillcall__client_check(call->client, error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall__client_lock(call->client);
    skillcall__wait(call->client, call, timeout_ms);
    skillcall__client_unlock(call->client);
    status = skillcall_call_status(call);
    if (status == SKILLCALL_E_PENDING)
        return skillcall__fail(error, status, "the call has not ended yet");
    skillcall__error_copy(error, skillcall_call_error(call));
    return status;
}

int32_t skillcall_call_status(const skillcall_call *call)
{
    return call ? atomic_load(&call->status) : SKILLCALL_E_ARGUMENT;
}

static bool has_ended(const skillcall_call *call)
{
    return call && skillcall_call_status(call) != SKILLCALL_E_PENDING;
}

int32_t skillcall_call_outcome(const skillcall_call *call)
{
    return has_ended(call) ? call->error.outcome : SKILLCALL_OUTCOME_NONE;
}

const skillcall_receipt *skillcall_call_receipt(const skillcall_call *call)
{
    return skillcall_call_outcome(call) == SKILLCALL_OUTCOME_PLACED ? call->receipt : NULL;
}

const char *skillcall_call_found(const skillcall_call *call)
{
    return skillcall_call_status(call) == SKILLCALL_OK ? call->found : NULL;
}

const skillcall_error *skillcall_call_error(const skillcall_call *call)
{
    return has_ended(call) && call->error.status != SKILLCALL_OK ? &call->error : NULL;
}

void skillcall_call_set_user_data(skillcall_call *call, void *user_data)
{
    if (call)
        call->user_data = user_data;
}

void *skillcall_call_user_data(const skillcall_call *call)
{
    return call ? call->user_data : NULL;
}
