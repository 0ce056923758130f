/* SPDX-License-Identifier: Apache-2.0 */
/* The driver's role: one thread has it at a time, drives for all, and hands it over when it leaves.
   All functions need the lock. The transport is interrupted, a thread is notified. */
#ifndef SKILLCALL_ENGINE_ROLE_H
#define SKILLCALL_ENGINE_ROLE_H

#include "engine/client.h"

/* Whether the calling thread has the role. */
bool skillcall__role_is_mine(const skillcall_client *client);

/* SKILLCALL_E_STATE if it has: it is in a callback, and nothing would drive meanwhile. */
int32_t skillcall__role_check_wait(const skillcall_client *client, skillcall_error *error);

/* Whether the calling thread may take the role at once, in order to wait. */
bool skillcall__role_is_free(const skillcall_client *client);

/* Takes the role, which is free. */
void skillcall__role_enter(skillcall_client *client);

/* Makes the driver leave, if there is one, and takes the role. */
void skillcall__role_take(skillcall_client *client);

/* Gives up the role and offers it. */
void skillcall__role_leave(skillcall_client *client);

/* Notifies one thread that has a reason to drive, if no thread drives. */
void skillcall__role_offer(skillcall_client *client);

/* Sleeps while another thread drives, until this call ends (NULL: any listed one, or a wake-up),
   the role is offered, or the time has passed. */
void skillcall__role_wait(skillcall_client *client, skillcall_call *call, int64_t timeout_ms);

/* Makes the driver, if it is another thread, look at the client's lists again, and an event loop
   too. Releases the lock for a moment. */
void skillcall__role_interrupt(skillcall_client *client);

/* Waits until no thread is inside the transport's wake function. */
void skillcall__role_await_interrupters(skillcall_client *client);

#endif
