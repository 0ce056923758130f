#include "engine/waiting.h"

#include "engine/engine.h"
#include "engine/pollable.h"
#include "engine/wakeup.h"

int32_t skillcall__may_wait(const skillcall_client *client, skillcall_error *error)
{
    if (!skillcall__is_driver(client))
        return SKILLCALL_OK;
    return skillcall__fail(
        error, SKILLCALL_E_STATE,
        "a callback of a client cannot wait for that client: use a function that "
        "only submits, and take the call when it has ended");
}

/* What a thread waits for. */
struct goal {
    const skillcall_call *call; /* NULL: any listed one, or a wake-up */
    uint64_t wakes;             /* those that are not for it */
    int64_t until_ms;           /* -1 for no limit */
};

static bool is_done(const skillcall_client *client, const struct goal *goal)
{
    if (goal->call)
        return atomic_load(&goal->call->status) != SKILLCALL_E_PENDING;
    return !skillcall__list_is_empty(&client->ended) || client->wakes != goal->wakes ||
           client->is_closing;
}

static int64_t remaining(const skillcall_client *client, const struct goal *goal)
{
    if (goal->until_ms < 0)
        return -1;
    int64_t now = skillcall__client_now(client);
    return goal->until_ms > now ? goal->until_ms - now : 0;
}

static int32_t drive_until(skillcall_client *client, const struct goal *goal)
{
    int32_t status = SKILLCALL_OK;
    client->has_driver = true;
    client->driver = pthread_self();
    skillcall__engine_work(client);
    int64_t left = 0;
    do {
        left = is_done(client, goal) ? 0 : remaining(client, goal);
        if (goal->call && left == 0)
            break;
        status = skillcall__engine_sleep(client, left);
        skillcall__engine_work(client);
    } while (left != 0 && status == SKILLCALL_OK && !is_done(client, goal) && !client->takers);
    skillcall__leave_role(client);
    return status;
}

/* When a wait ends, -1 for never: a time that no clock will reach is no limit. */
static int64_t end_of(const skillcall_client *client, int64_t timeout_ms)
{
    if (timeout_ms < 0 || timeout_ms > INT64_MAX / 2)
        return -1;
    return skillcall__client_now(client) + timeout_ms;
}

/* The drive that begins takes the wake-up that found nobody. */
static uint64_t wakes_of_others(skillcall_client *client)
{
    uint64_t wakes = client->wakes - (client->wake_pending ? 1 : 0);
    client->wake_pending = false;
    return wakes;
}

int32_t skillcall__wait(skillcall_client *client, const skillcall_call *call, int64_t timeout_ms)
{
    int32_t status = SKILLCALL_OK;
    struct goal goal = {.call = call, .until_ms = end_of(client, timeout_ms)};
    if (!call)
        goal.wakes = wakes_of_others(client);
    int64_t left = remaining(client, &goal);
    bool has_driven = false;
    while (!is_done(client, &goal) || (!call && !has_driven)) {
        if (!client->has_driver && !client->takers && !client->is_closing) {
            status = drive_until(client, &goal);
            has_driven = true;
        } else if (left == 0 || is_done(client, &goal)) {
            break;
        } else {
            skillcall__sleep_as_waiter(client, call, left);
        }
        left = remaining(client, &goal);
        if (left == 0 || (!call && status != SKILLCALL_OK))
            break;
    }
    /* Whoever was woken to drive and need not must not let the others sleep on. */
    if (!client->has_driver)
        skillcall__wake_next_driver(client);
    return status;
}

void skillcall__leave_role(skillcall_client *client)
{
    client->has_driver = false;
    skillcall__pollable_rearm(client);
    pthread_cond_broadcast(&client->role);
    skillcall__wake_next_driver(client);
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
