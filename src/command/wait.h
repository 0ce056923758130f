/* Waits for calls; Ctrl-C cancels them. */
#ifndef SKILLCALL_COMMAND_WAIT_H
#define SKILLCALL_COMMAND_WAIT_H

#include <skillcall/skillcall.h>
#include <stdbool.h>

/* From here on SIGINT and SIGTERM wait for wait_for_end(), and a closed pipe is an error only. */
void hold_signals(void);

/* Returns false, with an error, if it is not possible to wait; the call is then as it was. */
bool wait_for_end(skillcall_client *client, skillcall_call *call, skillcall_error *error);

#endif
