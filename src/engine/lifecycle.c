#include "base/error.h"
#include "curl/transport.h"
#include "engine/client.h"
#include "engine/engine.h"
#include "engine/waiting.h"
#include "engine/wakeup.h"

#include <unistd.h>

/* Below 0 it would stand still for the client, and no call would end at its deadline. */
static int32_t check_clock(const skillcall_client *client, skillcall_error *error)
{
    const skillcall_clock *clock = &client->options->clock;
    if (clock->monotonic_ms(clock->user_data) >= 0)
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                           "the clock's monotonic_ms shows a negative time: it must begin at 0 or "
                           "later");
}

static int32_t init_locks(skillcall_client *client, skillcall_error *error)
{
    bool has_lock = pthread_mutex_init(&client->lock, NULL) == 0;
    bool has_idle = has_lock && skillcall__condition_init(&client->idle) == 0;
    if (has_idle && skillcall__condition_init(&client->role) == 0)
        return SKILLCALL_OK;
    if (has_idle)
        pthread_cond_destroy(&client->idle);
    if (has_lock)
        pthread_mutex_destroy(&client->lock);
    return skillcall__fail_system(error, "no lock can be made");
}

static void init_lists(skillcall_client *client)
{
    skillcall__link *lists[] = {&client->waiters,  &client->submitted, &client->cancelled,
                                &client->answered, &client->abandoned, &client->ended};
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
    client->random_state = random_seed(client);
    return open_transport(client, error) == SKILLCALL_OK;
}

skillcall_client *skillcall_client_new(const skillcall_allocator *allocator,
                                       const skillcall_client_options *options,
                                       skillcall_error *error)
{
    int32_t status;
    skillcall_client *client = skillcall__object_new(allocator, sizeof *client, &status);
    if (!client)
        return skillcall__fail_object(error, status);
    if (init_locks(client, error) != SKILLCALL_OK) {
        skillcall_allocator its = client->allocator;
        skillcall__deallocate(&its, client);
        return NULL;
    }
    client->owner = getpid();
    client->references = 1;
    init_lists(client);
    if (set_up(client, options, error))
        return client;
    skillcall__client_lock(client);
    skillcall__client_release(client);
    return NULL;
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
    client->is_closing = true;
    skillcall__wake_waiters(client, NULL);
    skillcall__take_role(client);
    skillcall__engine_stop(client);
    skillcall__await_wakers(client);
    skillcall__client_unlock(client);
    if (client->transport.destroy)
        client->transport.destroy(client->transport.user_data);
    skillcall__client_lock(client);
    free_exchanges(&client->abandoned);
    free_exchanges(&client->answered); /* late, while the transport was destroyed */
    skillcall__poller_free(client->pollable);
    client->pollable = NULL;
    skillcall__leave_role(client);
    skillcall__client_release(client);
}
