/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a call: its result is made whole, reported, and given to those who wait for it. The
   driver's, without the lock; the call may be gone when these return. */
#ifndef SKILLCALL_ENGINE_CALL_END_H
#define SKILLCALL_ENGINE_CALL_END_H

#include "engine/call.h"

/* Ends a call as its judge has filled its result. */
void skillcall__call_end(skillcall_call *call);

/* Ends a call without an answer, for its end_reason. */
void skillcall__call_end_unanswered(skillcall_call *call, int32_t outcome);

#endif
