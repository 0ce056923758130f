/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps SIGPIPE from the program while libcurl's TLS writes to sockets: blocks it on this thread
   only, and discards a signal that we caused before restoring the mask. */
#ifndef SKILLCALL_CURL_SIGPIPE_H
#define SKILLCALL_CURL_SIGPIPE_H

#include <signal.h>
#include <stdbool.h>

typedef struct skillcall__sigpipe {
    sigset_t mask;
    bool was_pending;
} skillcall__sigpipe;

void skillcall__sigpipe_block(skillcall__sigpipe *guard);
void skillcall__sigpipe_restore(skillcall__sigpipe *guard);

#endif
