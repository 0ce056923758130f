/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/multi.h"

#include "base/clock.h"
#include "curl/transfer.h"

#include <errno.h>

/* CURLMOPT_QUICK_EXIT of libcurl 8.20 and later, which would wait for its resolvers without. */
enum { QUICK_EXIT = 21 };

static int64_t now_ms(void)
{
    return skillcall__system_clock.monotonic_ms(NULL);
}

/* Returning a failure to libcurl would end every transfer and break the multi handle. A socket
   without a transfer is the one with which resolvers wake libcurl (since 8.20); without it no
   address would arrive. */
static int on_socket(CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
    (void)socket_data;
    skillcall__multi *multi = user_data;
    int events = (what & CURL_POLL_IN ? SKILLCALL__POLL_IN : 0) |
                 (what & CURL_POLL_OUT ? SKILLCALL__POLL_OUT : 0);
    if (skillcall__poller_watch(multi->poller, fd, events) == SKILLCALL_OK)
        return 0;
    int why = errno;
    skillcall__transfer *transfer = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    if (transfer) {
        transfer->unwatched_errno = why;
    } else {
        multi->unwatched_errno = why;
        multi->is_broken = true;
    }
    return 0;
}

static int on_timer(CURLM *handle, long timeout_ms, void *user_data)
{
    (void)handle;
    skillcall__multi *multi = user_data;
    multi->timer_at_ms = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;
    if (multi->is_polled)
        skillcall__poller_arm(multi->poller, timeout_ms);
    return 0;
}

/* A server states in its first HTTP/2 frame how many requests it takes at once on a connection. It
   refuses those above, which libcurl reports like a lost connection. So as long as a connection has
   brought no answer, each carries one request. */
static void limit_sharing(skillcall__multi *multi)
{
    bool shares = multi->may_share && multi->sockets->untried == 0;
    if (shares != multi->shares)
        curl_multi_setopt(multi->handle, CURLMOPT_PIPELINING,
                          shares ? CURLPIPE_MULTIPLEX : CURLPIPE_NOTHING);
    multi->shares = shares;
}

static void act(skillcall__multi *multi, curl_socket_t fd, int mask)
{
    int running;
    if (!multi->handle || multi->is_broken)
        return;
    limit_sharing(multi);
    if (curl_multi_socket_action(multi->handle, fd, mask, &running) != CURLM_OK)
        multi->is_broken = true;
}

static void on_ready(void *user_data, int fd, int events)
{
    int mask = (events & SKILLCALL__POLL_IN ? CURL_CSELECT_IN : 0) |
               (events & SKILLCALL__POLL_OUT ? CURL_CSELECT_OUT : 0) |
               (events & SKILLCALL__POLL_ERROR ? CURL_CSELECT_ERR : 0);
    act(user_data, fd, mask);
}

/* libcurl up to 7.86 lets a request begin on a connection that is not made yet, and cannot be told
   to limit how many do. */
int32_t skillcall__multi_open(skillcall__multi *multi, const skillcall_allocator *allocator,
                              const skillcall__sockets *sockets)
{
    int32_t status;
    multi->timer_at_ms = -1;
    multi->sockets = sockets;
    multi->may_share = curl_version_info(CURLVERSION_NOW)->version_num >= 0x075700;
    multi->poller = skillcall__poller_new(allocator, &status);
    return status;
}

void skillcall__multi_close(skillcall__multi *multi)
{
    skillcall__multi_drop(multi);
    skillcall__poller_free(multi->poller);
}

int32_t skillcall__multi_make(skillcall__multi *multi, long connections)
{
    multi->handle = curl_multi_init();
    if (!multi->handle)
        return SKILLCALL_E_NO_MEMORY;
    multi->shares = true; /* libcurl does so by itself */
    curl_multi_setopt(multi->handle, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi->handle, CURLMOPT_SOCKETDATA, multi);
    curl_multi_setopt(multi->handle, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi->handle, CURLMOPT_TIMERDATA, multi);
    curl_multi_setopt(multi->handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
    curl_multi_setopt(multi->handle, CURLMOPT_MAXCONNECTS, connections);
    curl_multi_setopt(multi->handle, (CURLMoption)QUICK_EXIT, 1L);
    return SKILLCALL_OK;
}

void skillcall__multi_drop(skillcall__multi *multi)
{
    if (multi->handle)
        curl_multi_cleanup(multi->handle);
    multi->handle = NULL;
    multi->is_broken = false;
    multi->unwatched_errno = 0;
    multi->timer_at_ms = -1;
}

void skillcall__multi_fire_timer(skillcall__multi *multi)
{
    if (multi->timer_at_ms < 0 || multi->timer_at_ms > now_ms())
        return;
    multi->timer_at_ms = -1;
    act(multi, CURL_SOCKET_TIMEOUT, 0);
}

int32_t skillcall__multi_wait(skillcall__multi *multi, int32_t timeout_ms)
{
    if (multi->timer_at_ms >= 0) {
        int64_t until_timer = multi->timer_at_ms - now_ms();
        if (until_timer < timeout_ms)
            timeout_ms = until_timer > 0 ? (int32_t)until_timer : 0;
    }
    int32_t status = skillcall__poller_wait(multi->poller, timeout_ms, on_ready, multi);
    skillcall__multi_fire_timer(multi);
    return status;
}

int skillcall__multi_fd(skillcall__multi *multi)
{
    int64_t delay = multi->timer_at_ms < 0 ? -1 : multi->timer_at_ms - now_ms();
    multi->is_polled = true;
    skillcall__poller_arm(multi->poller, multi->timer_at_ms >= 0 && delay < 0 ? 0 : delay);
    return skillcall__poller_fd(multi->poller);
}
