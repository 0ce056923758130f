/* What an answer means: the one place that turns HTTP and failures into statuses and outcomes. */
#ifndef SKILLCALL_CLIENT_ANSWER_H
#define SKILLCALL_CLIENT_ANSWER_H

#include "client/call.h"

/* Judges the answer to a request that places a call. */
void skillcall__judge_placing(skillcall_call *call);

/* What a person should know of an outcome, to end a message with. */
const char *skillcall__outcome_advice(int32_t outcome);

#endif
