/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a call: completes its result, reports it, and gives it to the threads that wait.
   Driver, without the lock; the call may be gone when these return. */
#ifndef SKILLCALL_ENGINE_CALL_END_H
#define SKILLCALL_ENGINE_CALL_END_H

#include "engine/call.h"

/* Ends a call with the result that its judge has filled. */
void skillcall__call_end(skillcall_call *call);

/* Ends a call without an answer, for its end_reason. */
void skillcall__call_end_unanswered(skillcall_call *call, int32_t outcome);

#endif
