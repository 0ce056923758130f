#define _POSIX_C_SOURCE 200809L

#include "client/waiting.h"

#include "base/clock.h"
#include "client/engine.h"
#include "client/pollable.h"

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

static bool is_done(skillcall_client *client, const skillcall_call *call)
{
    if (call)
        return atomic_load(&call->status) != SKILLCALL_E_PENDING;
    return !skillcall__list_is_empty(&client->ended) || client->wake_pending || client->is_closing;
}

static int64_t remaining(const skillcall_client *client, int64_t until_ms)
{
    if (until_ms < 0)
        return -1;
    int64_t now = skillcall__client_now(client);
    return until_ms > now ? until_ms - now : 0;
}

static int32_t drive_until(skillcall_client *client, const skillcall_call *call, int64_t until_ms)
{
    int32_t status = SKILLCALL_OK;
    client->has_driver = true;
    client->driver = pthread_self();
    skillcall__engine_work(client);
    int64_t left = 0;
    do {
        left = is_done(client, call) ? 0 : remaining(client, until_ms);
        if (call && left == 0)
            break;
        status = skillcall__engine_sleep(client, left);
        skillcall__engine_work(client);
    } while (left != 0 && status == SKILLCALL_OK && !is_done(client, call) && !client->takers);
    skillcall__leave_role(client);
    return status;
}

static void sleep_as_waiter(skillcall_client *client, const skillcall_call *call,
                            int64_t timeout_ms)
{
    struct waiter waiter = {.call = call};
    if (skillcall__condition_init(&waiter.woken) != 0)
        return;
    skillcall__list_append(&client->waiters, &waiter.link);
    skillcall__sleep(client, &waiter.woken, timeout_ms);
    skillcall__list_remove(&waiter.link);
    pthread_cond_destroy(&waiter.woken);
}

static void wake_one(skillcall__link *link)
{
    pthread_cond_signal(&SKILLCALL__ELEMENT(link, struct waiter, link)->woken);
}

int32_t skillcall__wait(skillcall_client *client, const skillcall_call *call, int64_t timeout_ms)
{
    int32_t status = SKILLCALL_OK;
    int64_t until_ms = timeout_ms < 0 ? -1 : skillcall__client_now(client) + timeout_ms;
    int64_t left = timeout_ms;
    bool has_driven = false;
    while (!is_done(client, call) || (!call && !has_driven)) {
        if (!client->has_driver && !client->takers && !client->is_closing) {
            status = drive_until(client, call, until_ms);
            has_driven = true;
        } else if (left == 0 || is_done(client, call)) {
            break;
        } else {
            sleep_as_waiter(client, call, left);
        }
        left = remaining(client, until_ms);
        if (left == 0 || (!call && status != SKILLCALL_OK))
            break;
    }
    /* Whoever was woken to drive and need not must not let the others sleep on. */
    if (!client->has_driver && !skillcall__list_is_empty(&client->waiters))
        wake_one(client->waiters.next);
    return status;
}

void skillcall__leave_role(skillcall_client *client)
{
    client->has_driver = false;
    skillcall__pollable_rearm(client);
    pthread_cond_broadcast(&client->role);
    if (!skillcall__list_is_empty(&client->waiters))
        wake_one(client->waiters.next);
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
    if (skillcall__is_driver(client))
        return;
    skillcall__pollable_wake(client);
    if (!client->has_driver)
        return;
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

void skillcall__take_role(skillcall_client *client)
{
    client->takers++;
    skillcall__wake_driver(client);
    while (client->has_driver)
        skillcall__sleep(client, &client->role, -1);
    client->takers--;
    client->has_driver = true;
    client->driver = pthread_self();
}

void skillcall__await_wakers(skillcall_client *client)
{
    while (client->wakers)
        skillcall__sleep(client, &client->role, -1);
}
