/* One descriptor for event loops. It exists from the moment it is first asked for. */
#ifndef SKILLCALL_ENGINE_POLLABLE_H
#define SKILLCALL_ENGINE_POLLABLE_H

#include "engine/client.h"

/* All of these: lock held. */

/* Makes it around the transport's own descriptor, -1 for none. */
int32_t skillcall__pollable_make(skillcall_client *client, int32_t fd, skillcall_error *error);

/* Makes it readable at once. */
void skillcall__pollable_wake(skillcall_client *client);

/* Makes it readable when there will be something to do next. */
void skillcall__pollable_rearm(skillcall_client *client);

#endif
