/* The driver's role: one thread drives for all and hands over when it leaves. */
#ifndef SKILLCALL_ENGINE_WAITING_H
#define SKILLCALL_ENGINE_WAITING_H

#include "engine/call.h"

/* Drives, or sleeps while another thread drives, until the call has ended (for NULL: until some
   listed call has ended, a wake-up came or the transport cannot be driven: SKILLCALL_E_TRANSPORT)
   or the time has passed. Lock held. */
int32_t skillcall__wait(skillcall_client *client, const skillcall_call *call, int64_t timeout_ms);

/* SKILLCALL_E_STATE on the driver's own thread: whoever asks is inside a callback, and a wait would
   only end at its deadline, since nobody else drives. Lock held. */
int32_t skillcall__may_wait(const skillcall_client *client, skillcall_error *error);

/* Makes the driver, if there is one, hand over, and takes the role. Lock held. */
void skillcall__take_role(skillcall_client *client);

/* Gives up the role; another thread that waits takes it. Lock held. */
void skillcall__leave_role(skillcall_client *client);

#endif
