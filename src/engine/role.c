/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/role.h"

#include "base/condition.h"
#include "engine/call.h"
#include "engine/pollable.h"

/* A thread that waits while another one drives. */
struct waiter {
    skillcall__link link;
    skillcall_call *call; /* NULL: any listed call, or a wake-up */
};

bool skillcall__role_is_mine(const skillcall_client *client)
{
    return client->locked.has_driver && pthread_equal(client->locked.driver_thread, pthread_self());
}

int32_t skillcall__role_check_wait(const skillcall_client *client, skillcall_error *error)
{
    if (!skillcall__role_is_mine(client))
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_STATE,
                           "a callback of a client cannot wait for that client: submit the call "
                           "and take it when it has ended");
}

bool skillcall__role_is_free(const skillcall_client *client)
{
    return !client->locked.has_driver && !client->locked.takers && !client->locked.is_closing;
}

void skillcall__role_enter(skillcall_client *client)
{
    client->locked.has_driver = true;
    client->locked.driver_thread = pthread_self();
}

void skillcall__role_take(skillcall_client *client)
{
    client->locked.takers++;
    skillcall__role_interrupt(client);
    while (client->locked.has_driver)
        skillcall__condition_wait(&client->locked.role, &client->lock, -1);
    client->locked.takers--;
    skillcall__role_enter(client);
}

void skillcall__role_leave(skillcall_client *client)
{
    if (client->locked.pollable)
        skillcall__poller_arm(client->locked.pollable, skillcall__client_until_due(client));
    client->locked.has_driver = false;
    pthread_cond_broadcast(&client->locked.role);
    skillcall__role_offer(client);
}

static pthread_cond_t *condition_of(skillcall_client *client, skillcall_call *call)
{
    return call ? &call->locked.ended : &client->locked.progress;
}

/* A thread whose call has ended is awake already, or about to be. */
static bool has_reason(const struct waiter *waiter)
{
    return !waiter->call || skillcall__call_is_pending(waiter->call);
}

void skillcall__role_offer(skillcall_client *client)
{
    if (client->locked.has_driver)
        return;
    skillcall__link *link = client->locked.waiters.next;
    for (; link != &client->locked.waiters; link = link->next) {
        const struct waiter *waiter = SKILLCALL__ELEMENT(link, struct waiter, link);
        if (!has_reason(waiter))
            continue;
        pthread_cond_signal(condition_of(client, waiter->call));
        return;
    }
}

void skillcall__role_wait(skillcall_client *client, skillcall_call *call, int64_t timeout_ms)
{
    struct waiter waiter = {.call = call};
    skillcall__list_append(&client->locked.waiters, &waiter.link);
    skillcall__condition_wait(condition_of(client, call), &client->lock, timeout_ms);
    skillcall__list_remove(&waiter.link);
}

void skillcall__role_interrupt(skillcall_client *client)
{
    skillcall__pollable_notify(client);
    if (!client->locked.has_driver || !client->locked.is_asleep || skillcall__role_is_mine(client))
        return; /* a driver that is awake looks at the lists before it sleeps */
    client->locked.is_asleep = false; /* to interrupt it once is enough */
    if (!client->transport.wake) {
        pthread_cond_signal(&client->locked.idle);
        return;
    }
    client->locked.interrupters++;
    pthread_mutex_unlock(&client->lock);
    client->transport.wake(client->transport.user_data);
    pthread_mutex_lock(&client->lock);
    if (--client->locked.interrupters == 0)
        pthread_cond_broadcast(&client->locked.role);
}

void skillcall__role_await_interrupters(skillcall_client *client)
{
    while (client->locked.interrupters)
        skillcall__condition_wait(&client->locked.role, &client->lock, -1);
}
