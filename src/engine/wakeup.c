#include "engine/wakeup.h"

#include "engine/pollable.h"

#include <time.h>

/* How long a thread sleeps that cannot be woken for its own sake. */
enum { UNWOKEN_MS = 10 };

/* A thread that sleeps while another drives. */
struct waiter {
    skillcall__link link;
    pthread_cond_t woken;
    const skillcall_call *call; /* NULL: any listed call, or a wake-up */
};

int skillcall__condition_init(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    int failed = pthread_condattr_init(&attributes);
    if (failed)
        return failed;
    failed = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    if (!failed)
        failed = pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
    return failed;
}

void skillcall__sleep(skillcall_client *client, pthread_cond_t *condition, int64_t timeout_ms)
{
    if (timeout_ms < 0) {
        pthread_cond_wait(condition, &client->lock);
        return;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(condition, &client->lock, &until);
}

void skillcall__sleep_as_waiter(skillcall_client *client, const skillcall_call *call,
                                int64_t timeout_ms)
{
    struct waiter waiter = {.call = call};
    if (skillcall__condition_init(&waiter.woken) != 0) {
        bool is_short = timeout_ms >= 0 && timeout_ms < UNWOKEN_MS;
        skillcall__sleep(client, &client->role, is_short ? timeout_ms : UNWOKEN_MS);
        return;
    }
    skillcall__list_append(&client->waiters, &waiter.link);
    skillcall__sleep(client, &waiter.woken, timeout_ms);
    skillcall__list_remove(&waiter.link);
    pthread_cond_destroy(&waiter.woken);
}

static void wake_one(skillcall__link *link)
{
    pthread_cond_signal(&SKILLCALL__ELEMENT(link, struct waiter, link)->woken);
}

/* Whoever sleeps for a call that has ended is awake already, or about to be. */
static bool may_drive(const struct waiter *waiter)
{
    return !waiter->call || atomic_load(&waiter->call->status) == SKILLCALL_E_PENDING;
}

void skillcall__wake_next_driver(skillcall_client *client)
{
    skillcall__link *link = client->waiters.next;
    while (link != &client->waiters && !may_drive(SKILLCALL__ELEMENT(link, struct waiter, link)))
        link = link->next;
    if (link != &client->waiters)
        wake_one(link);
}

void skillcall__wake_waiters(skillcall_client *client, const skillcall_call *call)
{
    skillcall__link *link;
    for (link = client->waiters.next; link != &client->waiters; link = link->next) {
        const struct waiter *waiter = SKILLCALL__ELEMENT(link, struct waiter, link);
        if (waiter->call == call || !waiter->call)
            wake_one(link);
    }
}

bool skillcall__is_driver(const skillcall_client *client)
{
    return client->has_driver && pthread_equal(client->driver, pthread_self());
}

void skillcall__wake_driver(skillcall_client *client)
{
    skillcall__pollable_wake(client);
    if (skillcall__is_driver(client))
        return;
    if (!client->has_driver || !client->is_asleep)
        return;                /* it looks at the lists before it sleeps */
    client->is_asleep = false; /* one wake-up is enough */
    if (!client->transport.wake) {
        pthread_cond_signal(&client->idle);
        return;
    }
    client->wakers++;
    skillcall__client_unlock(client);
    client->transport.wake(client->transport.user_data);
    skillcall__client_lock(client);
    if (--client->wakers == 0)
        pthread_cond_broadcast(&client->role);
}

void skillcall__await_wakers(skillcall_client *client)
{
    while (client->wakers)
        skillcall__sleep(client, &client->role, -1);
}
