#include "client/pollable.h"

#include "base/error.h"
#include "client/engine.h"
#include "client/waiting.h"

/* Asks the transport as its driver, since its functions are called one at a time. */
static int32_t transport_fd(skillcall_client *client)
{
    if (!client->transport.pollable_fd)
        return -1;
    bool takes_role = !skillcall__is_driver(client);
    if (takes_role)
        skillcall__take_role(client);
    skillcall__client_unlock(client);
    int32_t fd = client->transport.pollable_fd(client->transport.user_data);
    skillcall__client_lock(client);
    if (takes_role)
        skillcall__leave_role(client);
    return fd;
}

static int32_t make(skillcall_client *client, int32_t fd, skillcall_error *error)
{
    if (client->transport.drive && fd < 0)
        return skillcall__fail(error, SKILLCALL_E_UNSUPPORTED,
                               "this transport has no descriptor to poll: call "
                               "skillcall_client_drive() with a timeout instead");
    int32_t status;
    skillcall__poller *poller = skillcall__poller_new(&client->allocator, &status);
    if (poller && skillcall__poller_fd(poller) < 0)
        status = SKILLCALL_E_UNSUPPORTED;
    else if (poller && fd >= 0)
        status = skillcall__poller_watch(poller, fd, SKILLCALL__POLL_IN);
    if (status == SKILLCALL_OK) {
        client->pollable = poller;
        return SKILLCALL_OK;
    }
    skillcall__poller_free(poller);
    return skillcall__fail(error, status, "no descriptor to poll can be made: %s",
                           skillcall_status_text(status));
}

int32_t skillcall__pollable_open(skillcall_client *client, skillcall_error *error)
{
    int32_t fd = client->pollable ? -1 : transport_fd(client);
    if (!client->pollable) {
        if (make(client, fd, error) != SKILLCALL_OK)
            return -1;
        skillcall__pollable_wake(client); /* for what was submitted before */
    }
    return skillcall__poller_fd(client->pollable);
}

void skillcall__pollable_wake(skillcall_client *client)
{
    if (client->pollable)
        skillcall__poller_wake(client->pollable);
}

void skillcall__pollable_rearm(skillcall_client *client)
{
    if (!client->pollable)
        return;
    int64_t due = skillcall__engine_next_due(client);
    int64_t delay = due < 0 ? -1 : due - skillcall__client_now(client);
    skillcall__poller_arm(client->pollable, due >= 0 && delay < 0 ? 0 : delay);
}
