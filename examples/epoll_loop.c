/* SPDX-License-Identifier: Apache-2.0 */
/* Places calls from an event loop that also has other work: one thread, no waiting.

       SKILLCALL_TOKEN=... epoll_loop ENDPOINT ENDPOINT_ID FROM TO...

   One call is placed for each TO, all at once. The client gives one descriptor for everything it
   does: connections, deadlines and pauses. Any loop that can watch a descriptor will do (libuv,
   libevent, GLib); this one is epoll, with a ticking timer as the other work. */
#define _POSIX_C_SOURCE 200809L /* clocks */

#include "setup.h"

#include <errno.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { CALLS_MAX = 1000, TICK_MS = 500 };

struct loop {
    int epoll_fd;
    int timer_fd;
    int client_fd; /* the client's: not ours to close */
    skillcall_client *client;
    size_t left; /* calls that have not ended */
    int code;    /* the exit code */
};

static void note(struct loop *loop, int code)
{
    if (code > loop->code)
        loop->code = code;
}

/* Submitting returns at once; what ended is taken in on_client(). */
static void submit_all(struct loop *loop, const struct setup *setup, const skillcall_access *access,
                       skillcall_error *error)
{
    for (size_t i = 0; i < setup->count; i++) {
        skillcall_session *session = setup_session(setup, NULL, setup->to[i], error);
        skillcall_call *call =
            session ? skillcall_client_submit(loop->client, access, session, 0, error) : NULL;
        skillcall_session_free(session); /* the call has all it needs */
        if (call)
            loop->left++;
        else
            note(loop, setup_report(NULL, error));
    }
}

/* The descriptor is readable: let the client work without waiting, then take what has ended. */
static void on_client(struct loop *loop)
{
    skillcall_client_drive(loop->client, 0, NULL);
    skillcall_call *call;
    while ((call = skillcall_client_take_ended(loop->client))) {
        note(loop, setup_report(skillcall_call_receipt(call), skillcall_call_error(call)));
        skillcall_call_free(call);
        loop->left--;
    }
}

static void on_timer(struct loop *loop)
{
    uint64_t ticks;
    if (read(loop->timer_fd, &ticks, sizeof ticks) == (ssize_t)sizeof ticks)
        printf("%zu calls in flight\n", loop->left);
}

static int run(struct loop *loop)
{
    while (loop->left > 0) {
        struct epoll_event ready[2];
        int count = epoll_wait(loop->epoll_fd, ready, 2, -1);
        if (count < 0 && errno != EINTR)
            return -1;
        for (int i = 0; i < count; i++) {
            if (ready[i].data.fd == loop->client_fd)
                on_client(loop);
            else
                on_timer(loop);
        }
    }
    return 0;
}

static int watch(const struct loop *loop, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    return epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static int open_loop(struct loop *loop)
{
    struct timespec tick = {.tv_sec = TICK_MS / 1000, .tv_nsec = TICK_MS % 1000 * 1000000L};
    struct itimerspec when = {.it_interval = tick, .it_value = tick};
    loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    loop->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (loop->epoll_fd < 0 || loop->timer_fd < 0 || watch(loop, loop->timer_fd) != 0 ||
        watch(loop, loop->client_fd) != 0)
        return -1;
    return timerfd_settime(loop->timer_fd, 0, &when, NULL);
}

static skillcall_client *make_client(const struct setup *setup, skillcall_error *error)
{
    skillcall_client_options *options = setup_options(setup, NULL, error);
    skillcall_client *client = options ? skillcall_client_new(NULL, options, error) : NULL;
    skillcall_client_options_free(options);
    return client;
}

int main(int argc, char **argv)
{
    struct setup setup;
    setup_read(&setup, argc, argv, CALLS_MAX);

    struct loop loop = {.epoll_fd = -1, .timer_fd = -1, .client_fd = -1};
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_access *access = setup_access(&setup, NULL, error);
    loop.client = access ? make_client(&setup, error) : NULL;
    if (loop.client)
        loop.client_fd = skillcall_client_pollable_fd(loop.client, error);
    if (loop.client_fd < 0) {
        loop.code = setup_report(NULL, error);
    } else if (open_loop(&loop) != 0) {
        perror("epoll");
        loop.code = 1;
    } else {
        submit_all(&loop, &setup, access, error);
        if (run(&loop) != 0) {
            perror("epoll");
            loop.code = 4; /* the outcome of the rest is unknown */
        }
    }

    close(loop.timer_fd);
    close(loop.epoll_fd);
    skillcall_client_free(loop.client);
    skillcall_access_free(access);
    skillcall_error_free(error);
    return loop.code;
}
