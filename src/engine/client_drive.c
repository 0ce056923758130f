/* SPDX-License-Identifier: Apache-2.0 */
/* Functions for the threads of a program: drive a client, wake it, take ended calls, free it. */
#include "base/error.h"
#include "engine/call.h"
#include "engine/driver.h"
#include "engine/pollable.h"
#include "engine/role.h"

static void free_exchanges(skillcall__link *list)
{
    skillcall__link *link;
    while ((link = skillcall__list_take(list)))
        skillcall__exchange_free(SKILLCALL__ELEMENT(link, skillcall_exchange, link));
}

void skillcall_client_free(skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return;
    pthread_mutex_lock(&client->lock);
    client->locked.is_closing = true;
    pthread_cond_broadcast(&client->locked.progress);
    skillcall__role_take(client);
    pthread_mutex_unlock(&client->lock);
    skillcall__driver_stop(client);
    pthread_mutex_lock(&client->lock);
    skillcall__role_await_interrupters(client);
    pthread_mutex_unlock(&client->lock);
    if (client->transport.destroy)
        client->transport.destroy(client->transport.user_data);
    pthread_mutex_lock(&client->lock);
    free_exchanges(&client->locked.abandoned);
    free_exchanges(&client->locked.answered); /* late, while the transport was destroyed */
    skillcall__poller_free(client->locked.pollable);
    client->locked.pollable = NULL;
    skillcall__role_leave(client);
    skillcall__client_release(client);
}

/* What skillcall_client_drive() waits for. Lock held. */
static bool has_progress(const skillcall_client *client, uint64_t wakes)
{
    return !skillcall__list_is_empty(&client->locked.ended) || client->locked.wakes != wakes ||
           client->locked.is_closing;
}

/* Drives at least once, until there is progress, the time has passed, or another thread needs the
   role. Lock held, and released while it works. */
static int32_t drive_as_driver(skillcall_client *client, uint64_t wakes, int64_t until_ms)
{
    int32_t status = SKILLCALL_OK;
    int64_t left;
    skillcall__role_enter(client);
    pthread_mutex_unlock(&client->lock);
    skillcall__driver_work(client);
    pthread_mutex_lock(&client->lock);
    do {
        left = has_progress(client, wakes) ? 0 : skillcall__client_remaining(client, until_ms);
        pthread_mutex_unlock(&client->lock);
        status = skillcall__driver_turn(client, left);
        pthread_mutex_lock(&client->lock);
    } while (left != 0 && status == SKILLCALL_OK && !has_progress(client, wakes) &&
             !client->locked.takers);
    skillcall__role_leave(client);
    return status;
}

/* A new drive takes the wake-up that found no thread in drive. Lock held. */
static uint64_t wakes_of_others(skillcall_client *client)
{
    uint64_t wakes = client->locked.wakes - (client->locked.wake_pending ? 1 : 0);
    client->locked.wake_pending = false;
    return wakes;
}

/* Drives, or sleeps while another thread drives. Lock held. */
static int32_t drive_or_wait(skillcall_client *client, int64_t timeout_ms)
{
    int32_t status = SKILLCALL_OK;
    int64_t until_ms = skillcall__client_end_of(client, timeout_ms);
    int64_t left = skillcall__client_remaining(client, until_ms);
    uint64_t wakes = wakes_of_others(client);
    do {
        if (skillcall__role_is_free(client))
            status = drive_as_driver(client, wakes, until_ms);
        else
            skillcall__role_wait(client, NULL, has_progress(client, wakes) ? 0 : left);
        left = skillcall__client_remaining(client, until_ms);
    } while (left != 0 && status == SKILLCALL_OK && !has_progress(client, wakes));
    skillcall__role_offer(client); /* it may have been offered to this thread, which leaves */
    return status;
}

/* Makes the descriptor unreadable if nothing is left for this thread to do. Lock held. */
static void settle_pollable(skillcall_client *client)
{
    skillcall__poller *pollable = client->locked.pollable;
    if (pollable && !skillcall__driver_has_work(client))
        skillcall__poller_reset(pollable);
    if (pollable && client->locked.has_driver) /* the other thread does what is due */
        skillcall__poller_arm(pollable, -1);
}

/* Lock held. */
static int32_t drive_locked(skillcall_client *client, int64_t timeout_ms, skillcall_error *error)
{
    if (skillcall__role_check_wait(client, error) != SKILLCALL_OK)
        return SKILLCALL_E_STATE;
    client->locked.threads_in_drive++;
    int32_t status = drive_or_wait(client, timeout_ms);
    client->locked.threads_in_drive--;
    settle_pollable(client);
    if (status != SKILLCALL_OK)
        return skillcall__fail(error, status, "the transport could not be driven");
    return skillcall__client_check_open(client, error);
}

int32_t skillcall_client_drive(skillcall_client *client, int64_t timeout_ms, skillcall_error *error)
{
    if (!client)
        return skillcall__fail_null(error, "client");
    int32_t status = skillcall__client_check(client, error);
    if (status != SKILLCALL_OK)
        return status;
    pthread_mutex_lock(&client->lock);
    client->locked.references++;
    status = drive_locked(client, timeout_ms, error);
    skillcall__client_release(client);
    return status;
}

skillcall_call *skillcall_client_take_ended(skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return NULL;
    pthread_mutex_lock(&client->lock);
    skillcall__link *link = skillcall__list_take(&client->locked.ended);
    pthread_mutex_unlock(&client->lock);
    return link ? SKILLCALL__ELEMENT(link, skillcall_call, locked.link) : NULL;
}

/* Asks the transport as its driver, since its functions are called one at a time. Lock held, and
   released for the transport. */
static int32_t transport_fd(skillcall_client *client)
{
    if (!client->transport.pollable_fd)
        return -1;
    bool takes_role = !skillcall__role_is_mine(client);
    if (takes_role)
        skillcall__role_take(client);
    int32_t fd = -1;
    if (!client->locked.is_closing) {
        pthread_mutex_unlock(&client->lock);
        fd = client->transport.pollable_fd(client->transport.user_data);
        pthread_mutex_lock(&client->lock);
    }
    if (takes_role)
        skillcall__role_leave(client);
    return fd;
}

/* Another thread may have made it while the lock was released for the transport. */
static int32_t open_pollable(skillcall_client *client, skillcall_error *error)
{
    int32_t fd = client->locked.pollable ? -1 : transport_fd(client);
    if (skillcall__client_check_open(client, error) != SKILLCALL_OK ||
        (!client->locked.pollable && skillcall__pollable_make(client, fd, error) != SKILLCALL_OK))
        return -1;
    return skillcall__poller_fd(client->locked.pollable);
}

int32_t skillcall_client_pollable_fd(skillcall_client *client, skillcall_error *error)
{
    if (!client) {
        skillcall__fail_null(error, "client");
        return -1;
    }
    if (skillcall__client_check(client, error) != SKILLCALL_OK)
        return -1;
    pthread_mutex_lock(&client->lock);
    client->locked.references++;
    int32_t fd = open_pollable(client, error);
    skillcall__client_release(client);
    return fd;
}

void skillcall_client_wake(skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return;
    pthread_mutex_lock(&client->lock);
    client->locked.wakes++;
    client->locked.wake_pending = client->locked.threads_in_drive == 0;
    pthread_cond_broadcast(&client->locked.progress);
    skillcall__role_interrupt(client);
    pthread_mutex_unlock(&client->lock);
}
