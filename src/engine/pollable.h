/* SPDX-License-Identifier: Apache-2.0 */
/* One descriptor for event loops, made at the first request. All functions need the lock. */
#ifndef SKILLCALL_ENGINE_POLLABLE_H
#define SKILLCALL_ENGINE_POLLABLE_H

#include "engine/client.h"

/* Makes it around the transport's own descriptor, -1 for none. */
int32_t skillcall__pollable_make(skillcall_client *client, int32_t fd, skillcall_error *error);

/* Makes it readable at once. */
void skillcall__pollable_notify(skillcall_client *client);

#endif
