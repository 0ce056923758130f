/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/pollable.h"

#include "base/error.h"

int32_t skillcall__pollable_make(skillcall_client *client, int32_t fd, skillcall_error *error)
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
        client->locked.pollable = poller;
        skillcall__pollable_notify(client); /* for what was submitted before */
        return SKILLCALL_OK;
    }
    skillcall__poller_free(poller);
    if (status == SKILLCALL_E_SYSTEM)
        return skillcall__fail_system(error, "cannot create a descriptor to poll");
    return skillcall__fail(error, status, "cannot create a descriptor to poll: %s",
                           skillcall_status_text(status));
}

void skillcall__pollable_notify(skillcall_client *client)
{
    if (client->locked.pollable)
        skillcall__poller_interrupt(client->locked.pollable);
}
