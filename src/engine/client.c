/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/client.h"

#include "base/clock.h"
#include "base/condition.h"
#include "base/error.h"
#include "curl/transport.h"
#include "engine/call.h"
#include "engine/driver.h"
#include "engine/pollable.h"
#include "engine/role.h"

#include <unistd.h>

int32_t skillcall__client_check(const skillcall_client *client, skillcall_error *error)
{
    if (client->owner == getpid())
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_FORKED,
                           "the client belongs to the parent process: make one after fork");
}

int32_t skillcall__client_check_open(const skillcall_client *client, skillcall_error *error)
{
    if (!client->locked.is_closing)
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_STATE, "the client is being freed");
}

void skillcall__client_lock(skillcall_client *client)
{
    pthread_mutex_lock(&client->lock);
}

void skillcall__client_unlock(skillcall_client *client)
{
    pthread_mutex_unlock(&client->lock);
}

int64_t skillcall__client_now(const skillcall_client *client)
{
    return skillcall__monotonic_ms(&client->options->clock);
}

int64_t skillcall__client_end_of(const skillcall_client *client, int64_t timeout_ms)
{
    if (timeout_ms < 0 || timeout_ms > INT64_MAX / 2)
        return -1;
    if (timeout_ms == 0)
        return 0; /* over, whatever the clock shows */
    return skillcall__client_now(client) + timeout_ms;
}

int64_t skillcall__client_remaining(const skillcall_client *client, int64_t until_ms)
{
    if (until_ms < 0)
        return -1;
    int64_t left = until_ms - skillcall__client_now(client);
    return left > 0 ? left : 0;
}

/* Below 0 it would stand still for the client, and no call would end at its deadline. */
static int32_t check_clock(const skillcall_client *client, skillcall_error *error)
{
    const skillcall_clock *clock = &client->options->clock;
    if (clock->monotonic_ms(clock->user_data) >= 0)
        return SKILLCALL_OK;
    return skillcall__fail(
        error, SKILLCALL_E_ARGUMENT,
        "the clock's monotonic_ms returned a negative time: it must start at 0 or later");
}

static void destroy_locks(skillcall_client *client, size_t condition_count)
{
    pthread_cond_t *conditions[] = {&client->locked.idle, &client->locked.role,
                                    &client->locked.progress};
    while (condition_count > 0)
        pthread_cond_destroy(conditions[--condition_count]);
    pthread_mutex_destroy(&client->lock);
}

enum { CONDITION_COUNT = 3 };

static int32_t init_locks(skillcall_client *client, skillcall_error *error)
{
    if (pthread_mutex_init(&client->lock, NULL) == 0) {
        size_t made = skillcall__condition_init(&client->locked.idle);
        made += made == 1 && skillcall__condition_init(&client->locked.role);
        made += made == 2 && skillcall__condition_init(&client->locked.progress);
        if (made == CONDITION_COUNT)
            return SKILLCALL_OK;
        destroy_locks(client, made);
    }
    return skillcall__fail_system(error, "cannot create a lock");
}

static void init_lists(struct skillcall__locked *locked)
{
    skillcall__link *lists[] = {&locked->waiters,  &locked->submitted, &locked->cancelled,
                                &locked->answered, &locked->abandoned, &locked->ended};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        skillcall__list_init(lists[i]);
}

static int32_t open_transport(skillcall_client *client, skillcall_error *error)
{
    if (!client->options->transport.submit)
        return skillcall__curl_open(&client->allocator, client->options, &client->transport, error);
    client->transport = client->options->transport;
    return SKILLCALL_OK;
}

static uint64_t random_seed(const skillcall_client *client)
{
    const skillcall_clock *clock = &client->options->clock;
    return (uint64_t)clock->unix_ms(clock->user_data) ^ (uint64_t)(uintptr_t)client ^
           (uint64_t)client->owner << 32;
}

static bool set_up(skillcall_client *client, const skillcall_client_options *options,
                   skillcall_error *error)
{
    client->options = skillcall__options_copy(&client->allocator, options, error);
    if (!client->options || check_clock(client, error) != SKILLCALL_OK)
        return false;
    client->driver.random_state = random_seed(client);
    return open_transport(client, error) == SKILLCALL_OK;
}

skillcall_client *skillcall_client_new(const skillcall_allocator *allocator,
                                       const skillcall_client_options *options,
                                       skillcall_error *error)
{
    skillcall_client *client = skillcall__make_object(allocator, sizeof *client, error);
    if (!client)
        return NULL;
    if (init_locks(client, error) != SKILLCALL_OK) {
        skillcall_allocator its = client->allocator;
        skillcall__deallocate(&its, client);
        return NULL;
    }
    client->owner = getpid();
    client->locked.references = 1;
    init_lists(&client->locked);
    if (set_up(client, options, error))
        return client;
    skillcall__client_lock(client);
    skillcall__client_release(client);
    return NULL;
}

void skillcall__client_release(skillcall_client *client)
{
    size_t left = --client->locked.references;
    skillcall__client_unlock(client);
    if (left > 0)
        return;
    destroy_locks(client, CONDITION_COUNT);
    skillcall_allocator allocator = client->allocator;
    skillcall_client_options_free(client->options);
    skillcall__deallocate(&allocator, client);
}

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
    skillcall__client_lock(client);
    client->locked.is_closing = true;
    pthread_cond_broadcast(&client->locked.progress);
    skillcall__role_take(client);
    skillcall__client_unlock(client);
    skillcall__driver_stop(client);
    skillcall__client_lock(client);
    skillcall__role_await_interrupters(client);
    skillcall__client_unlock(client);
    if (client->transport.destroy)
        client->transport.destroy(client->transport.user_data);
    skillcall__client_lock(client);
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

/* Drives once at least, until there is progress, the time is over, or another thread needs the
   role. Lock held, and released while it works. */
static int32_t drive_as_driver(skillcall_client *client, uint64_t wakes, int64_t until_ms)
{
    int32_t status = SKILLCALL_OK;
    int64_t left;
    skillcall__role_enter(client);
    skillcall__client_unlock(client);
    skillcall__driver_work(client);
    skillcall__client_lock(client);
    do {
        left = has_progress(client, wakes) ? 0 : skillcall__client_remaining(client, until_ms);
        skillcall__client_unlock(client);
        status = skillcall__driver_turn(client, left);
        skillcall__client_lock(client);
    } while (left != 0 && status == SKILLCALL_OK && !has_progress(client, wakes) &&
             !client->locked.takers);
    skillcall__role_leave(client);
    return status;
}

/* The drive that begins takes the wake-up that found no thread in drive. Lock held. */
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

/* Makes the descriptor unreadable where there is nothing left for this thread to do. Lock held. */
static void settle_pollable(skillcall_client *client)
{
    skillcall__poller *pollable = client->locked.pollable;
    if (pollable && !skillcall__driver_has_work(client))
        skillcall__poller_reset(pollable);
    if (pollable && client->locked.has_driver) /* what is due is that other thread's to do */
        skillcall__poller_arm(pollable, -1);
}

/* Lock held. */
static int32_t drive(skillcall_client *client, int64_t timeout_ms, skillcall_error *error)
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
    skillcall__client_lock(client);
    client->locked.references++;
    status = drive(client, timeout_ms, error);
    skillcall__client_release(client);
    return status;
}

skillcall_call *skillcall_client_take_ended(skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return NULL;
    skillcall__client_lock(client);
    skillcall__link *link = skillcall__list_take(&client->locked.ended);
    skillcall__client_unlock(client);
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
        skillcall__client_unlock(client);
        fd = client->transport.pollable_fd(client->transport.user_data);
        skillcall__client_lock(client);
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
    skillcall__client_lock(client);
    client->locked.references++;
    int32_t fd = open_pollable(client, error);
    skillcall__client_release(client);
    return fd;
}

void skillcall_client_wake(skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return;
    skillcall__client_lock(client);
    client->locked.wakes++;
    client->locked.wake_pending = client->locked.threads_in_drive == 0;
    pthread_cond_broadcast(&client->locked.progress);
    skillcall__role_interrupt(client);
    skillcall__client_unlock(client);
}

size_t skillcall_client_calls_in_flight(const skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return 0;
    skillcall_client *changed = (skillcall_client *)(uintptr_t)client;
    skillcall__client_lock(changed);
    size_t count = changed->locked.call_count;
    skillcall__client_unlock(changed);
    return count;
}
