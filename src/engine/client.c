#include "engine/client.h"

#include "base/clock.h"
#include "base/error.h"

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
    if (!client->is_closing)
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

void skillcall__client_release(skillcall_client *client)
{
    size_t left = --client->references;
    skillcall__client_unlock(client);
    if (left > 0)
        return;
    pthread_cond_destroy(&client->role);
    pthread_cond_destroy(&client->idle);
    pthread_mutex_destroy(&client->lock);
    skillcall_allocator allocator = client->allocator;
    skillcall_client_options_free(client->options);
    skillcall__deallocate(&allocator, client);
}
