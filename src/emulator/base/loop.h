/* SPDX-License-Identifier: Apache-2.0 */
/* The event loop of the program, in its only thread: Sofia-SIP's, which its SIP stack needs. */
#ifndef EMULATOR_LOOP_H
#define EMULATOR_LOOP_H

#include <sofia-sip/su_wait.h>
#include <stdbool.h>

struct loop {
    su_root_t *root;
    int signals; /* a descriptor */
    int watch;   /* of that */
    bool stop;   /* SIGINT or SIGTERM has come */
};

/* Handles SIGINT and SIGTERM from now on. Ends the program if it cannot. */
void loop_open(struct loop *loop);

/* Calls back whenever the descriptor has one of the events, SU_WAIT_IN and SU_WAIT_OUT. Returns the
 * number with which Sofia-SIP changes and ends this. */
int loop_watch(su_root_t *root, int fd, int events, su_wakeup_f ready, void *context);

void loop_close(struct loop *loop);

#endif
