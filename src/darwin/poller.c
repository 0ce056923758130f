/* SPDX-License-Identifier: Apache-2.0 */
#include "base/poller.h"

#include "base/clock.h"

#include <errno.h>
#include <skillcall/status.h>
#include <sys/event.h>
#include <unistd.h>

struct skillcall__poller {
    skillcall_allocator allocator;
    int queue;
};

static int32_t change(skillcall__poller *poller, uintptr_t ident, int16_t filter, uint16_t flags,
                      uint32_t note, int64_t data)
{
    struct kevent event;
    EV_SET(&event, ident, filter, flags, note, data, NULL);
    int result;
    do
        result = kevent(poller->queue, &event, 1, NULL, 0, NULL);
    while (result < 0 && errno == EINTR);
    return result < 0 ? SKILLCALL_E_SYSTEM : SKILLCALL_OK;
}

/* Removing a descriptor that is not watched fails, which does no harm. */
static int32_t set_filter(skillcall__poller *poller, int fd, int16_t filter, bool is_wanted)
{
    if (is_wanted)
        return change(poller, (uintptr_t)fd, filter, EV_ADD, 0, 0);
    change(poller, (uintptr_t)fd, filter, EV_DELETE, 0, 0);
    return SKILLCALL_OK;
}

skillcall__poller *skillcall__poller_new(const skillcall_allocator *allocator, int32_t *status)
{
    skillcall__poller *poller = skillcall__object_new(allocator, sizeof *poller, status);
    if (!poller)
        return NULL;
    poller->queue = kqueue(); /* not inherited by children and other programs */
    if (poller->queue >= 0)
        return poller;
    skillcall__poller_free(poller);
    *status = SKILLCALL_E_SYSTEM;
    return NULL;
}

void skillcall__poller_free(skillcall__poller *poller)
{
    if (!poller)
        return;
    if (poller->queue >= 0)
        close(poller->queue);
    skillcall_allocator allocator = poller->allocator;
    skillcall__deallocate(&allocator, poller);
}

int32_t skillcall__poller_watch(skillcall__poller *poller, int fd, int events)
{
    int32_t status = set_filter(poller, fd, EVFILT_READ, events & SKILLCALL__POLL_IN);
    if (status == SKILLCALL_OK)
        status = set_filter(poller, fd, EVFILT_WRITE, events & SKILLCALL__POLL_OUT);
    return status;
}

static int to_events(const struct kevent *ready)
{
    if (ready->filter == EVFILT_READ)
        return SKILLCALL__POLL_IN;
    return SKILLCALL__POLL_OUT | (ready->flags & EV_EOF ? SKILLCALL__POLL_ERROR : 0);
}

int32_t skillcall__poller_wait(skillcall__poller *poller, int32_t timeout_ms,
                               skillcall__poller_callback callback, void *user_data)
{
    struct kevent ready[64];
    struct timespec span = skillcall__timespec(timeout_ms);
    int count = kevent(poller->queue, NULL, 0, ready, 64, timeout_ms < 0 ? NULL : &span);
    if (count < 0 && errno != EINTR)
        return SKILLCALL_E_SYSTEM;
    for (int i = 0; i < count; i++)
        if (ready[i].filter == EVFILT_READ || ready[i].filter == EVFILT_WRITE)
            callback(user_data, (int)ready[i].ident, to_events(&ready[i]));
    return SKILLCALL_OK;
}

/* An interruption is an event that lasts until a wait has seen it. */
void skillcall__poller_interrupt(skillcall__poller *poller)
{
    change(poller, 0, EVFILT_USER, EV_ADD | EV_ONESHOT, NOTE_TRIGGER, 0);
}

void skillcall__poller_reset(skillcall__poller *poller)
{
    change(poller, 0, EVFILT_USER, EV_DELETE, 0, 0);
}

int skillcall__poller_fd(skillcall__poller *poller)
{
    return poller->queue;
}

void skillcall__poller_arm(skillcall__poller *poller, int64_t delay_ms)
{
    if (delay_ms < 0)
        change(poller, 0, EVFILT_TIMER, EV_DELETE, 0, 0);
    else
        change(poller, 0, EVFILT_TIMER, EV_ADD | EV_ONESHOT, 0, delay_ms);
}
