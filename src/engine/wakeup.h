/* Sleeping and being woken. All of these: lock held. */
#ifndef SKILLCALL_ENGINE_WAKEUP_H
#define SKILLCALL_ENGINE_WAKEUP_H

#include "engine/call.h"

/* A condition that sleeps by the monotonic clock; 0 or an errno. */
int skillcall__condition_init(pthread_cond_t *condition);

/* Sleeps on a condition for so long at most (-1: no limit). */
void skillcall__sleep(skillcall_client *client, pthread_cond_t *condition, int64_t timeout_ms);

/* Sleeps while another thread drives, until this call ends (NULL: any listed one, or a wake-up). */
void skillcall__sleep_as_waiter(skillcall_client *client, const skillcall_call *call,
                                int64_t timeout_ms);

/* Wakes the threads that wait for this call, or for any if it is listed. */
void skillcall__wake_waiters(skillcall_client *client, const skillcall_call *call);

/* Wakes one thread that has a reason to drive. */
void skillcall__wake_next_driver(skillcall_client *client);

/* Whether the calling thread drives. */
bool skillcall__is_driver(const skillcall_client *client);

/* Makes the driver, if it is another thread, look at the client's lists again, and an event loop
   too. Drops the lock for a moment. */
void skillcall__wake_driver(skillcall_client *client);

/* Waits until no thread is inside the transport's wake. */
void skillcall__await_wakers(skillcall_client *client);

#endif
