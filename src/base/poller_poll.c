/* SPDX-License-Identifier: Apache-2.0 */
#include "base/poller.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <skillcall/status.h>
#include <unistd.h>

struct skillcall__poller {
    skillcall_allocator allocator;
    int interrupt_pipe[2];
    struct pollfd *watched; /* the first is the reading end of interrupt_pipe */
    size_t count;
    size_t capacity;
};

static int32_t open_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        ends[0] = ends[1] = -1;
        return SKILLCALL_E_SYSTEM;
    }
    for (int i = 0; i < 2; i++)
        if (fcntl(ends[i], F_SETFD, FD_CLOEXEC) < 0 || fcntl(ends[i], F_SETFL, O_NONBLOCK) < 0)
            return SKILLCALL_E_SYSTEM;
    return SKILLCALL_OK;
}

skillcall__poller *skillcall__poller_new(const skillcall_allocator *allocator, int32_t *status)
{
    skillcall__poller *poller = skillcall__object_new(allocator, sizeof *poller, status);
    if (!poller)
        return NULL;
    *status = open_pipe(poller->interrupt_pipe);
    if (*status == SKILLCALL_OK)
        *status = skillcall__poller_watch(poller, poller->interrupt_pipe[0], SKILLCALL__POLL_IN);
    if (*status == SKILLCALL_OK)
        return poller;
    skillcall__poller_free(poller);
    return NULL;
}

void skillcall__poller_free(skillcall__poller *poller)
{
    if (!poller)
        return;
    for (int i = 0; i < 2; i++)
        if (poller->interrupt_pipe[i] >= 0)
            close(poller->interrupt_pipe[i]);
    skillcall_allocator allocator = poller->allocator;
    skillcall__deallocate(&allocator, poller->watched);
    skillcall__deallocate(&allocator, poller);
}

static struct pollfd *find(skillcall__poller *poller, int fd)
{
    for (size_t i = 0; i < poller->count; i++)
        if (poller->watched[i].fd == fd)
            return &poller->watched[i];
    return NULL;
}

static struct pollfd *append(skillcall__poller *poller)
{
    if (poller->count == poller->capacity) {
        size_t capacity = poller->capacity ? poller->capacity * 2 : 8;
        void *grown = skillcall__reallocate(&poller->allocator, poller->watched,
                                            capacity * sizeof *poller->watched);
        if (!grown)
            return NULL;
        poller->watched = grown;
        poller->capacity = capacity;
    }
    return &poller->watched[poller->count++];
}

int32_t skillcall__poller_watch(skillcall__poller *poller, int fd, int events)
{
    struct pollfd *entry = find(poller, fd);
    if (events == 0) {
        if (entry)
            *entry = poller->watched[--poller->count];
        return SKILLCALL_OK;
    }
    if (!entry)
        entry = append(poller);
    if (!entry) {
        errno = ENOMEM;
        return SKILLCALL_E_NO_MEMORY;
    }
    entry->fd = fd;
    entry->events = (short)((events & SKILLCALL__POLL_IN ? POLLIN : 0) |
                            (events & SKILLCALL__POLL_OUT ? POLLOUT : 0));
    entry->revents = 0;
    return SKILLCALL_OK;
}

static int to_events(short ready)
{
    return (ready & POLLIN ? SKILLCALL__POLL_IN : 0) | (ready & POLLOUT ? SKILLCALL__POLL_OUT : 0) |
           (ready & (POLLERR | POLLHUP | POLLNVAL) ? SKILLCALL__POLL_ERROR : 0);
}

int32_t skillcall__poller_wait(skillcall__poller *poller, int32_t timeout_ms,
                               skillcall__poller_callback callback, void *user_data)
{
    if (poll(poller->watched, (nfds_t)poller->count, timeout_ms) < 0)
        return errno == EINTR ? SKILLCALL_OK : SKILLCALL_E_SYSTEM;
    if (poller->watched[0].revents)
        skillcall__poller_reset(poller);
    /* The callback may watch and forget descriptors, which moves the entries. */
    for (size_t i = poller->count; i-- > 1;) {
        if (i >= poller->count || !poller->watched[i].revents)
            continue;
        struct pollfd ready = poller->watched[i];
        poller->watched[i].revents = 0;
        callback(user_data, ready.fd, to_events(ready.revents));
    }
    return SKILLCALL_OK;
}

void skillcall__poller_interrupt(skillcall__poller *poller)
{
    while (write(poller->interrupt_pipe[1], "", 1) < 0 && errno == EINTR)
        ;
}

void skillcall__poller_reset(skillcall__poller *poller)
{
    char buffer[64];
    ssize_t got;
    do
        got = read(poller->interrupt_pipe[0], buffer, sizeof buffer);
    while (got == (ssize_t)sizeof buffer || (got < 0 && errno == EINTR));
}

int skillcall__poller_fd(skillcall__poller *poller)
{
    (void)poller;
    return -1;
}

void skillcall__poller_arm(skillcall__poller *poller, int64_t delay_ms)
{
    (void)poller;
    (void)delay_ms;
}
