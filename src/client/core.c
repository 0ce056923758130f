#define _POSIX_C_SOURCE 200809L

#include "client/client.h"

#include "base/error.h"
#include "client/call.h"

#include <unistd.h>

int32_t skillcall__client_check(const skillcall_client *client, skillcall_error *error)
{
    if (client->owner == getpid())
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_FORKED,
                           "the client belongs to the parent process: make one after fork");
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
    return client->options->clock.monotonic_ms(client->options->clock.user_data);
}

void skillcall__client_release(skillcall_client *client)
{
    size_t left = --client->references;
    skillcall__client_unlock(client);
    if (left > 0)
        return;
    skillcall_allocator allocator = client->allocator;
    pthread_cond_destroy(&client->role);
    pthread_cond_destroy(&client->idle);
    pthread_mutex_destroy(&client->lock);
    skillcall_client_options_free(client->options);
    skillcall__deallocate(&allocator, client);
}

int64_t skillcall__client_next_due(const skillcall_client *client)
{
    if (skillcall__list_is_empty(&client->in_flight))
        return -1;
    return SKILLCALL__ELEMENT(client->in_flight.next, skillcall_call, by_due)->due_ms;
}
