#include "engine/call.h"
#include "engine/waiting.h"
#include "engine/wakeup.h"

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
    if (skillcall_call_status(call) == SKILLCALL_E_PENDING)
        status = skillcall__may_wait(call->client, error);
    if (status == SKILLCALL_OK)
        skillcall__wait(call->client, call, timeout_ms);
    skillcall__client_unlock(call->client);
    if (status != SKILLCALL_OK)
        return status;
    status = skillcall_call_status(call);
    if (status == SKILLCALL_E_PENDING)
        return skillcall__fail(error, status, "the call has not ended yet");
    skillcall__error_copy(error, skillcall_call_error(call));
    return status;
}
