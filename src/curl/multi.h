/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl's multi handle on a poller: its sockets are watched, its timer fires. */
#ifndef SKILLCALL_CURL_MULTI_H
#define SKILLCALL_CURL_MULTI_H

#include "base/poller.h"
#include "curl/socket.h"

#include <curl/curl.h>

typedef struct skillcall__multi {
    CURLM *handle;       /* NULL after it broke, until it is made anew */
    bool is_broken;      /* libcurl must no longer be driven with this handle */
    bool may_share;      /* connections among requests, with HTTP/2 */
    bool shares;         /* does so now */
    int unwatched_errno; /* why the system does not watch a socket of libcurl's own; or 0 */
    const skillcall__sockets *sockets; /* the transport's */
    skillcall__poller *poller;
    int64_t timer_at_ms; /* when libcurl wants to be called next; -1 for never */
    bool is_polled;      /* an event loop waits on the poller's descriptor */
} skillcall__multi;

/* SKILLCALL_E_NO_MEMORY or SKILLCALL_E_SYSTEM; what was opened must be closed even then. */
int32_t skillcall__multi_open(skillcall__multi *multi, const skillcall_allocator *allocator,
                              const skillcall__sockets *sockets);
void skillcall__multi_close(skillcall__multi *multi);

/* Makes the handle, for at most that many connections; SKILLCALL_OK or SKILLCALL_E_NO_MEMORY. */
int32_t skillcall__multi_make(skillcall__multi *multi, long connections);

/* Drops the handle, which must be empty. */
void skillcall__multi_drop(skillcall__multi *multi);

/* Lets libcurl handle its timer if it has expired. */
void skillcall__multi_fire_timer(skillcall__multi *multi);

/* Waits for libcurl's sockets, at most until its timer expires, and lets libcurl work.
   SKILLCALL_E_SYSTEM if it cannot wait. */
int32_t skillcall__multi_wait(skillcall__multi *multi, int32_t timeout_ms);

/* As skillcall__poller_fd; from then on its timer is kept. */
int skillcall__multi_fd(skillcall__multi *multi);

#endif
