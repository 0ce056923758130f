#define _POSIX_C_SOURCE 200809L

#include "command/place.h"

#include <signal.h>
#include <sys/select.h>

static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

/* Lets a signal in only while wait_for_progress sleeps, so that none is missed. */
static void catch_signal(int signal_number)
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

static void wait_for_progress(int descriptor, const sigset_t *mask)
{
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(descriptor, &readable);
    pselect(descriptor + 1, &readable, NULL, NULL, NULL, mask);
}

skillcall_call *place_call(skillcall_client *client, const skillcall_access *access,
                           const skillcall_session *session, skillcall_error *error)
{
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    signal(SIGPIPE, SIG_IGN); /* a result that nobody reads must not go untold */
    catch_signal(SIGINT);
    catch_signal(SIGTERM);

    int descriptor = skillcall_client_pollable_fd(client, error);
    if (descriptor < 0)
        return NULL;
    skillcall_call *call = skillcall_client_submit(client, access, session, 0, error);
    while (call && skillcall_call_status(call) == SKILLCALL_E_PENDING) {
        wait_for_progress(descriptor, &mask);
        if (interrupted)
            skillcall_call_cancel(call);
        if (skillcall_client_drive(client, 0, error) != SKILLCALL_OK) {
            skillcall_call_cancel(call);
            skillcall_call_wait(call, -1, error);
        }
    }
    return call;
}
