/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/client.h"

#include "base/clock.h"
#include "base/condition.h"
#include "base/error.h"
#include "curl/transport.h"

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

int64_t skillcall__client_until_due(const skillcall_client *client)
{
    const skillcall__heap_node *first = skillcall__heap_first(&client->driver.in_flight);
    return first ? skillcall__client_remaining(client, first->key) : -1;
}

/* Below 0 the time would stand still for the client, and no call would end at its deadline. */
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
    pthread_mutex_lock(&client->lock);
    skillcall__client_release(client);
    return NULL;
}

void skillcall__client_release(skillcall_client *client)
{
    size_t left = --client->locked.references;
    pthread_mutex_unlock(&client->lock);
    if (left > 0)
        return;
    destroy_locks(client, CONDITION_COUNT);
    skillcall_allocator allocator = client->allocator;
    skillcall_client_options_free(client->options);
    skillcall__deallocate(&allocator, client);
}

size_t skillcall_client_calls_in_flight(const skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return 0;
    skillcall_client *changed = (skillcall_client *)(uintptr_t)client;
    pthread_mutex_lock(&changed->lock);
    size_t count = changed->locked.call_count;
    pthread_mutex_unlock(&changed->lock);
    return count;
}
