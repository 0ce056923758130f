#include "engine/call.h"

#include "engine/submit.h"

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
    skillcall__list_init(&call->turn);
    atomic_init(&call->user_data, NULL);
    atomic_init(&call->status, SKILLCALL_E_PENDING);
    call->client = client;
    call->judge = plan->judge;
    call->needs_session_id = plan->needs_session_id;
    call->is_lookup = plan->is_lookup;
    call->is_listed = plan->is_listed;
    call->exchange = exchange;
    exchange->purpose = call;
    exchange->owner = client;
    exchange->clock = client->options->clock;
    return call;
}

void skillcall__call_destroy(skillcall_call *call)
{
    skillcall_client *client = call->client;
    skillcall_allocator allocator = call->allocator;
    skillcall__exchange_free(call->exchange);
    skillcall_receipt_free(call->receipt);
    if (call->found)
        skillcall__wipe(call->found, call->found_size); /* a phone number */
    skillcall__deallocate(&allocator, call->found);
    skillcall__error_release(&call->error);
    skillcall__deallocate(&allocator, call);
    skillcall__client_lock(client);
    skillcall__client_release(client);
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
        atomic_store(&call->user_data, user_data);
}

void *skillcall_call_user_data(const skillcall_call *call)
{
    return call ? atomic_load(&call->user_data) : NULL;
}
