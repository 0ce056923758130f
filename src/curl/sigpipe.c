/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/sigpipe.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

static bool is_pending(void)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

static void only_sigpipe(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
}

void skillcall__sigpipe_block(skillcall__sigpipe *guard)
{
    sigset_t set;
    only_sigpipe(&set);
    pthread_sigmask(SIG_BLOCK, &set, &guard->mask);
    guard->was_pending = sigismember(&guard->mask, SIGPIPE) == 1 && is_pending();
}

void skillcall__sigpipe_restore(skillcall__sigpipe *guard)
{
    if (sigismember(&guard->mask, SIGPIPE) == 1 && guard->was_pending)
        return;
    if (is_pending()) {
        sigset_t set;
        only_sigpipe(&set);
        while (sigtimedwait(&set, NULL, &(struct timespec){0}) < 0 && errno == EINTR)
            ;
    }
    pthread_sigmask(SIG_SETMASK, &guard->mask, NULL);
}
