/* SPDX-License-Identifier: Apache-2.0 */
/* Places a call that Ctrl-C cancels, and then prints its real outcome.

       SKILLCALL_TOKEN=... cancel_with_ctrl_c ENDPOINT ENDPOINT_ID FROM TO

   A signal handler may do next to nothing, and certainly not call this library. So the handler sets
   a flag, and SIGINT is blocked except while ppoll() waits: it can then neither be missed nor come
   in between. The call is cancelled outside the handler, and then driven to its end, because a
   cancelled call may have been placed already: only its outcome shows that. */
#define _GNU_SOURCE /* ppoll, which POSIX has since 2024 */

#include "setup.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* Blocks SIGINT and returns the mask to wait with. After the first Ctrl-C, a second one ends the
   program the usual way. */
static void catch_interrupt(sigset_t *while_waiting)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, while_waiting);
    sigaction(SIGINT, &action, NULL);
}

/* Waits for the end of the call; Ctrl-C brings that end about, but is not itself the end. */
static void wait_for_end(skillcall_client *client, skillcall_call *call, int client_fd,
                         const sigset_t *while_waiting)
{
    struct pollfd client_ready = {.fd = client_fd, .events = POLLIN};
    while (skillcall_call_status(call) == SKILLCALL_E_PENDING) {
        int ready = ppoll(&client_ready, 1, NULL, while_waiting);
        if (ready < 0 && errno == EINTR && interrupted) {
            fprintf(stderr, "giving up ...\n");
            skillcall_call_cancel(call);
        }
        skillcall_client_drive(client, 0, NULL);
    }
}

static int place(skillcall_client *client, const skillcall_access *access,
                 const skillcall_session *session, skillcall_error *error)
{
    sigset_t while_waiting;
    catch_interrupt(&while_waiting);
    int client_fd = skillcall_client_pollable_fd(client, error);
    skillcall_call *call =
        client_fd < 0 ? NULL : skillcall_client_submit(client, access, session, 0, error);
    if (!call)
        return setup_report(NULL, error);
    printf("calling; Ctrl-C gives up\n");
    fflush(stdout);
    wait_for_end(client, call, client_fd, &while_waiting);
    int code = setup_report(skillcall_call_receipt(call), skillcall_call_error(call));
    skillcall_call_free(call);
    return code;
}

int main(int argc, char **argv)
{
    struct setup setup;
    setup_read(&setup, argc, argv, 1);

    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session = setup_session(&setup, NULL, setup.to[0], error);
    skillcall_access *access = session ? setup_access(&setup, NULL, error) : NULL;
    skillcall_client_options *options = access ? setup_options(&setup, NULL, error) : NULL;
    skillcall_client *client = options ? skillcall_client_new(NULL, options, error) : NULL;
    int code = client ? place(client, access, session, error) : setup_report(NULL, error);

    skillcall_client_free(client);
    skillcall_client_options_free(options);
    skillcall_access_free(access);
    skillcall_session_free(session);
    skillcall_error_free(error);
    return code;
}
