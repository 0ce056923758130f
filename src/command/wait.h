/* SPDX-License-Identifier: Apache-2.0 */
/* Waits for calls; Ctrl-C and a closed terminal cancel them. */
#ifndef SKILLCALL_COMMAND_WAIT_H
#define SKILLCALL_COMMAND_WAIT_H

#include <skillcall/skillcall.h>

/* From here on SIGINT, SIGTERM and SIGHUP wait for wait_for_end(); a closed pipe is an error. */
void hold_signals(void);

/* Returns when the call has ended, or when its client cannot go on; freeing that ends the call. */
void wait_for_end(skillcall_client *client, skillcall_call *call);

#endif
