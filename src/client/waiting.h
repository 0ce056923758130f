/* Waiting: one thread drives for all and hands over when it leaves, the others sleep. */
#ifndef SKILLCALL_CLIENT_WAITING_H
#define SKILLCALL_CLIENT_WAITING_H

#include "client/call.h"

/* Drives, or sleeps while another thread drives, until the call has ended (for NULL: until some
   listed call has ended, a wake-up came or the transport cannot be driven: SKILLCALL_E_TRANSPORT)
   or the time has passed. Lock held. */
int32_t skillcall__wait(skillcall_client *client, const skillcall_call *call, int64_t timeout_ms);

/* Sleeps on a condition for so long at most (-1: no limit). Lock held. */
void skillcall__sleep(skillcall_client *client, pthread_cond_t *condition, int64_t timeout_ms);

/* A condition that sleeps by the monotonic clock; 0 or an errno. */
int skillcall__condition_init(pthread_cond_t *condition);

/* Wakes the threads that wait for this call, or for any if it is listed. Lock held. */
void skillcall__wake_waiters(skillcall_client *client, const skillcall_call *call);

/* Makes the driver, if it is another thread, look at the client's lists again, and an event loop
   too. Lock held; drops it for a moment. */
void skillcall__wake_driver(skillcall_client *client);

/* Whether the calling thread drives. Lock held. */
bool skillcall__is_driver(const skillcall_client *client);

/* Makes the driver, if there is one, hand over, and takes the role. Lock held. */
void skillcall__take_role(skillcall_client *client);

/* Waits until no thread is inside the transport's wake. Lock held. */
void skillcall__await_wakers(skillcall_client *client);

/* Gives up the role; another thread that waits takes it. Lock held. */
void skillcall__leave_role(skillcall_client *client);

#endif
