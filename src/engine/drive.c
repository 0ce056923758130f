#include "engine/call.h"
#include "engine/pollable.h"
#include "engine/waiting.h"
#include "engine/wakeup.h"

/* Lock held. */
static int32_t drive(skillcall_client *client, int64_t timeout_ms, skillcall_error *error)
{
    if (skillcall__may_wait(client, error) != SKILLCALL_OK)
        return SKILLCALL_E_STATE;
    client->threads_in_drive++;
    int32_t status = skillcall__wait(client, NULL, timeout_ms);
    client->threads_in_drive--;
    if (client->pollable && skillcall__list_is_empty(&client->submitted) &&
        skillcall__list_is_empty(&client->cancelled))
        skillcall__poller_unwake(client->pollable);
    if (client->has_driver) /* what was due before is that other thread's to do */
        skillcall__pollable_rearm(client);
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
    client->references++;
    status = drive(client, timeout_ms, error);
    skillcall__client_release(client);
    return status;
}

skillcall_call *skillcall_client_take_ended(skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return NULL;
    skillcall__client_lock(client);
    skillcall__link *link = skillcall__list_take(&client->ended);
    skillcall__client_unlock(client);
    return link ? SKILLCALL__ELEMENT(link, skillcall_call, turn) : NULL;
}

/* Asks the transport as its driver, since its functions are called one at a time. */
static int32_t transport_fd(skillcall_client *client)
{
    if (!client->transport.pollable_fd)
        return -1;
    bool takes_role = !skillcall__is_driver(client);
    if (takes_role)
        skillcall__take_role(client);
    int32_t fd = -1;
    if (!client->is_closing) {
        skillcall__client_unlock(client);
        fd = client->transport.pollable_fd(client->transport.user_data);
        skillcall__client_lock(client);
    }
    if (takes_role)
        skillcall__leave_role(client);
    return fd;
}

/* Another thread may have made it while the lock was dropped for the transport. */
static int32_t open_pollable(skillcall_client *client, skillcall_error *error)
{
    int32_t fd = client->pollable ? -1 : transport_fd(client);
    if (skillcall__client_check_open(client, error) != SKILLCALL_OK ||
        (!client->pollable && skillcall__pollable_make(client, fd, error) != SKILLCALL_OK))
        return -1;
    return skillcall__poller_fd(client->pollable);
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
    client->references++;
    int32_t fd = open_pollable(client, error);
    skillcall__client_release(client);
    return fd;
}

void skillcall_client_wake(skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return;
    skillcall__client_lock(client);
    client->wakes++;
    client->wake_pending = client->threads_in_drive == 0;
    skillcall__wake_waiters(client, NULL);
    skillcall__wake_driver(client);
    skillcall__client_unlock(client);
}

size_t skillcall_client_calls_in_flight(const skillcall_client *client)
{
    if (!client || skillcall__client_check(client, NULL) != SKILLCALL_OK)
        return 0;
    skillcall_client *locked = (skillcall_client *)(uintptr_t)client;
    skillcall__client_lock(locked);
    size_t count = client->call_count;
    skillcall__client_unlock(locked);
    return count;
}
