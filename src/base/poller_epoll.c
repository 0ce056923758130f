/* SPDX-License-Identifier: Apache-2.0 */
#include "base/poller.h"

#include "base/clock.h"

#include <errno.h>
#include <skillcall/status.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

struct skillcall__poller {
    skillcall_allocator allocator;
    int epoll_fd;
    int interrupt_fd;
    int timer_fd;
};

static int32_t control(skillcall__poller *poller, int operation, int fd, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.fd = fd};
    return epoll_ctl(poller->epoll_fd, operation, fd, &event) == 0 ? SKILLCALL_OK
                                                                   : SKILLCALL_E_SYSTEM;
}

skillcall__poller *skillcall__poller_new(const skillcall_allocator *allocator, int32_t *status)
{
    skillcall__poller *poller = skillcall__object_new(allocator, sizeof *poller, status);
    if (!poller)
        return NULL;
    poller->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    poller->interrupt_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    poller->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (poller->epoll_fd >= 0 && poller->interrupt_fd >= 0 && poller->timer_fd >= 0 &&
        control(poller, EPOLL_CTL_ADD, poller->interrupt_fd, EPOLLIN) == SKILLCALL_OK &&
        control(poller, EPOLL_CTL_ADD, poller->timer_fd, EPOLLIN) == SKILLCALL_OK)
        return poller;
    skillcall__poller_free(poller);
    *status = SKILLCALL_E_SYSTEM;
    return NULL;
}

static void close_fd(int fd)
{
    if (fd >= 0)
        close(fd);
}

void skillcall__poller_free(skillcall__poller *poller)
{
    if (!poller)
        return;
    close_fd(poller->timer_fd);
    close_fd(poller->interrupt_fd);
    close_fd(poller->epoll_fd);
    skillcall_allocator allocator = poller->allocator;
    skillcall__deallocate(&allocator, poller);
}

int32_t skillcall__poller_watch(skillcall__poller *poller, int fd, int events)
{
    uint32_t wanted = (events & SKILLCALL__POLL_IN ? (uint32_t)EPOLLIN : 0) |
                      (events & SKILLCALL__POLL_OUT ? (uint32_t)EPOLLOUT : 0);
    if (events == 0) {
        /* A descriptor that was closed before is forgotten already. */
        control(poller, EPOLL_CTL_DEL, fd, 0);
        return SKILLCALL_OK;
    }
    int32_t status = control(poller, EPOLL_CTL_ADD, fd, wanted);
    if (status != SKILLCALL_OK && errno == EEXIST)
        status = control(poller, EPOLL_CTL_MOD, fd, wanted);
    return status;
}

static void drain(int fd)
{
    uint64_t count;
    while (read(fd, &count, sizeof count) < 0 && errno == EINTR)
        ;
}

static int to_events(uint32_t ready)
{
    return (ready & EPOLLIN ? SKILLCALL__POLL_IN : 0) |
           (ready & EPOLLOUT ? SKILLCALL__POLL_OUT : 0) |
           (ready & (EPOLLERR | EPOLLHUP) ? SKILLCALL__POLL_ERROR : 0);
}

int32_t skillcall__poller_wait(skillcall__poller *poller, int32_t timeout_ms,
                               skillcall__poller_callback callback, void *user_data)
{
    struct epoll_event ready[64];
    int count = epoll_wait(poller->epoll_fd, ready, 64, timeout_ms);
    if (count < 0 && errno != EINTR)
        return SKILLCALL_E_SYSTEM;
    for (int i = 0; i < count; i++) {
        int fd = ready[i].data.fd;
        if (fd == poller->interrupt_fd)
            skillcall__poller_reset(poller);
        else if (fd == poller->timer_fd)
            drain(fd);
        else
            callback(user_data, fd, to_events(ready[i].events));
    }
    return SKILLCALL_OK;
}

void skillcall__poller_interrupt(skillcall__poller *poller)
{
    uint64_t one = 1;
    while (write(poller->interrupt_fd, &one, sizeof one) < 0 && errno == EINTR)
        ;
}

void skillcall__poller_reset(skillcall__poller *poller)
{
    drain(poller->interrupt_fd);
}

int skillcall__poller_fd(skillcall__poller *poller)
{
    return poller->epoll_fd;
}

void skillcall__poller_arm(skillcall__poller *poller, int64_t delay_ms)
{
    struct itimerspec when = {0};
    if (delay_ms == 0)
        when.it_value.tv_nsec = 1; /* zero would disarm it */
    else if (delay_ms > 0)
        when.it_value = skillcall__timespec(delay_ms);
    timerfd_settime(poller->timer_fd, 0, &when, NULL); /* fails for wrong arguments only */
}
