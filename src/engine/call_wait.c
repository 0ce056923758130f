/* SPDX-License-Identifier: Apache-2.0 */
/* Functions for the owner of a call that may be in flight: cancel it, free it, wait for it. */
#include "engine/call.h"
#include "engine/driver.h"
#include "engine/role.h"

/* For a call that has not ended. Lock held. */
static void request_end(skillcall_client *client, skillcall_call *call)
{
    skillcall__list_remove(&call->locked.link); /* if it is not sent yet, it need not be */
    skillcall__list_append(&client->locked.cancelled, &call->locked.link);
    skillcall__role_interrupt(client);
}

void skillcall_call_cancel(skillcall_call *call)
{
    if (!call || skillcall__client_check(call->client, NULL) != SKILLCALL_OK)
        return;
    skillcall_client *client = call->client;
    pthread_mutex_lock(&client->lock);
    if (skillcall__call_is_pending(call))
        request_end(client, call);
    pthread_mutex_unlock(&client->lock);
}

void skillcall_call_free(skillcall_call *call)
{
    if (!call || skillcall__client_check(call->client, NULL) != SKILLCALL_OK)
        return;
    skillcall_client *client = call->client;
    pthread_mutex_lock(&client->lock);
    bool is_last = --call->locked.holders == 0;
    if (skillcall__call_is_pending(call))
        request_end(client, call);
    else
        skillcall__list_remove(&call->locked.link);
    pthread_mutex_unlock(&client->lock);
    if (is_last)
        skillcall__call_destroy(call);
}

/* Drives until a call has ended, the time has passed, or another thread needs the role. Lock held,
   and released while it works. */
static void drive_for(skillcall_client *client, const skillcall_call *call, int64_t until_ms)
{
    skillcall__role_enter(client);
    pthread_mutex_unlock(&client->lock);
    skillcall__driver_work(client);
    pthread_mutex_lock(&client->lock);
    int64_t left;
    while (skillcall__call_is_pending(call) && !client->locked.takers &&
           (left = skillcall__client_remaining(client, until_ms)) != 0) {
        pthread_mutex_unlock(&client->lock);
        skillcall__driver_turn(client, left);
        pthread_mutex_lock(&client->lock);
    }
    skillcall__role_leave(client);
}

/* Lock held. */
static void wait_for(skillcall_client *client, skillcall_call *call, int64_t timeout_ms)
{
    int64_t until_ms = skillcall__client_end_of(client, timeout_ms);
    do {
        if (skillcall__role_is_free(client))
            drive_for(client, call, until_ms);
        else
            skillcall__role_wait(client, call, skillcall__client_remaining(client, until_ms));
    } while (skillcall__call_is_pending(call) &&
             skillcall__client_remaining(client, until_ms) != 0);
    skillcall__role_offer(client); /* it may have been offered to this thread, which leaves */
}

int32_t skillcall_call_wait(skillcall_call *call, int64_t timeout_ms, skillcall_error *error)
{
    if (!call)
        return skillcall__fail_null(error, "call");
    skillcall_client *client = call->client;
    int32_t status = skillcall__client_check(client, error);
    if (status != SKILLCALL_OK)
        return status;
    pthread_mutex_lock(&client->lock);
    if (skillcall__call_is_pending(call))
        status = skillcall__role_check_wait(client, error);
    if (status == SKILLCALL_OK && skillcall__call_is_pending(call))
        wait_for(client, call, timeout_ms);
    pthread_mutex_unlock(&client->lock);
    if (status != SKILLCALL_OK)
        return status;
    if (skillcall__call_is_pending(call))
        return skillcall__fail(error, SKILLCALL_E_PENDING, "the call has not ended yet");
    skillcall__error_copy(error, skillcall_call_error(call));
    return skillcall_call_status(call);
}
