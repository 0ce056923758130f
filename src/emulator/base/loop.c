/* SPDX-License-Identifier: Apache-2.0 */
#include "base/loop.h"

#include "base/die.h"

#include <errno.h>
#include <signal.h>
#include <sofia-sip/su.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static int take_signal(su_root_magic_t *magic, su_wait_t *wait, void *context)
{
    struct loop *loop = context;
    struct signalfd_siginfo taken;
    (void)magic;
    (void)wait;
    if (read(loop->signals, &taken, sizeof taken) == (ssize_t)sizeof taken)
        loop->stop = true;
    return 0;
}

static int open_signals(void)
{
    sigset_t stopping;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGINT);
    sigaddset(&stopping, SIGTERM);
    sigprocmask(SIG_BLOCK, &stopping, NULL);
    int fd = signalfd(-1, &stopping, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0)
        die("cannot wait for signals: %s", strerror(errno));
    return fd;
}

int loop_watch(su_root_t *root, int fd, int events, su_wakeup_f ready, void *context)
{
    su_wait_t wait;
    int number = -1;
    if (su_wait_create(&wait, fd, events) == 0)
        number = su_root_register(root, &wait, ready, context, su_pri_normal);
    if (number < 0)
        die("cannot watch a descriptor: %s", strerror(errno));
    return number;
}

void loop_open(struct loop *loop)
{
    su_init();
    loop->root = must(su_root_create(NULL));
    su_root_threading(loop->root, 0);
    loop->stop = false;
    loop->signals = open_signals();
    loop->watch = loop_watch(loop->root, loop->signals, SU_WAIT_IN, take_signal, loop);
}

void loop_close(struct loop *loop)
{
    su_root_deregister(loop->root, loop->watch);
    su_root_destroy(loop->root);
    close(loop->signals);
    su_deinit();
}
