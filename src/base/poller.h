/* SPDX-License-Identifier: Apache-2.0 */
/* Waits for descriptors, a timer and interruptions at once: epoll on Linux, kqueue on
   macOS, poll elsewhere. */
#ifndef SKILLCALL_BASE_POLLER_H
#define SKILLCALL_BASE_POLLER_H

#include "base/allocator.h"

#include <stdbool.h>

enum { SKILLCALL__POLL_IN = 1, SKILLCALL__POLL_OUT = 2, SKILLCALL__POLL_ERROR = 4 };

typedef struct skillcall__poller skillcall__poller;

typedef void (*skillcall__poller_callback)(void *user_data, int fd, int events);

/* NULL with SKILLCALL_E_NO_MEMORY or SKILLCALL_E_SYSTEM. */
skillcall__poller *skillcall__poller_new(const skillcall_allocator *allocator, int32_t *status);
void skillcall__poller_free(skillcall__poller *poller);

/* Watches a descriptor for the given events; 0 stops watching it, which cannot fail. On
   SKILLCALL_E_NO_MEMORY or SKILLCALL_E_SYSTEM, errno is set. */
int32_t skillcall__poller_watch(skillcall__poller *poller, int fd, int events);

/* Waits at most timeout_ms (0: not at all, -1: no limit) and reports what is ready. Interruptions
   and signals only end the wait. SKILLCALL_E_SYSTEM if it cannot wait. */
int32_t skillcall__poller_wait(skillcall__poller *poller, int32_t timeout_ms,
                               skillcall__poller_callback callback, void *user_data);

/* Ends the current wait, or the next one; any thread may call it. */
void skillcall__poller_interrupt(skillcall__poller *poller);

/* Drops interruptions that no wait has seen yet. */
void skillcall__poller_reset(skillcall__poller *poller);

/* One descriptor that polls readable when a wait would not block, or -1 where there is none. */
int skillcall__poller_fd(skillcall__poller *poller);

/* Makes that descriptor readable after a delay: 0 for at once, -1 for never. */
void skillcall__poller_arm(skillcall__poller *poller, int64_t delay_ms);

#endif
