/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L

#include "command/wait.h"

#include <signal.h>
#include <sys/select.h>

enum { TURN_MS = 100 };

static volatile sig_atomic_t interrupted;
static sigset_t mask_at_start;

static void note_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

/* A signal that the parent ignores, as nohup and background jobs do, stays ignored. */
static void hold(int signal_number)
{
    struct sigaction now;
    struct sigaction ours = {.sa_handler = note_interrupt};
    sigset_t set;
    sigaction(signal_number, NULL, &now);
    if (now.sa_handler == SIG_IGN)
        return;
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigaction(signal_number, &ours, NULL);
}

void hold_signals(void)
{
    sigprocmask(SIG_BLOCK, NULL, &mask_at_start);
    hold(SIGINT);
    hold(SIGTERM);
    hold(SIGHUP);
    signal(SIGPIPE, SIG_IGN); /* a result must be reported even if its reader is gone */
    signal(SIGXFSZ, SIG_IGN); /* or its file may not grow */
}

/* Signals arrive only while this sleeps, so none is missed. */
static void sleep_until_progress(int descriptor)
{
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(descriptor, &readable);
    pselect(descriptor + 1, &readable, NULL, NULL, NULL, &mask_at_start);
}

/* Without a descriptor to sleep on, a signal may have to wait for the end of a turn. */
static void wait_in_turns(skillcall_call *call)
{
    sigprocmask(SIG_SETMASK, &mask_at_start, NULL);
    while (skillcall_call_wait(call, TURN_MS, NULL) == SKILLCALL_E_PENDING)
        if (interrupted)
            skillcall_call_cancel(call);
}

void wait_for_end(skillcall_client *client, skillcall_call *call)
{
    int descriptor = skillcall_client_pollable_fd(client, NULL);
    if (descriptor < 0 || descriptor >= FD_SETSIZE) {
        wait_in_turns(call);
        return;
    }
    while (skillcall_call_status(call) == SKILLCALL_E_PENDING) {
        sleep_until_progress(descriptor);
        if (interrupted)
            skillcall_call_cancel(call);
        if (skillcall_client_drive(client, 0, NULL) != SKILLCALL_OK)
            return;
    }
}
