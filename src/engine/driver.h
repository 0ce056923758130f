/* SPDX-License-Identifier: Apache-2.0 */
/* What the driver does: it moves calls from state to state. Its functions run without the lock,
   unless noted otherwise. */
#ifndef SKILLCALL_ENGINE_DRIVER_H
#define SKILLCALL_ENGINE_DRIVER_H

#include "engine/client.h"

/* Does all that can be done without waiting. */
void skillcall__driver_work(skillcall_client *client);

/* Waits in the transport until there is work, at most timeout_ms (-1: no limit), and does it. If
   the transport cannot be driven, every call in it ends: SKILLCALL_E_TRANSPORT. */
int32_t skillcall__driver_turn(skillcall_client *client, int64_t timeout_ms);

/* Ends every call because the client is being freed. */
void skillcall__driver_stop(skillcall_client *client);

/* Whether other threads have left something to do. Any thread, lock held. */
bool skillcall__driver_has_work(const skillcall_client *client);

/* The function that an exchange calls when it is answered, on any thread. */
int32_t skillcall__driver_answered(skillcall_exchange *exchange);

#endif
