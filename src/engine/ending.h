/* How a call ends. Both functions are the driver's, with the lock held, which they drop for the
   log; the call may be gone when they return. */
#ifndef SKILLCALL_ENGINE_ENDING_H
#define SKILLCALL_ENGINE_ENDING_H

#include "engine/call.h"

/* Ends a call as its judge has filled its error or its receipt. */
void skillcall__end(skillcall_client *client, skillcall_call *call);

/* Ends a call without an answer, for the reason that stands in its give_up. */
void skillcall__end_given_up(skillcall_client *client, skillcall_call *call, int32_t outcome);

#endif
