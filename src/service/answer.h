/* What an answer means: the one place that turns HTTP and failures into statuses and outcomes. */
#ifndef SKILLCALL_SERVICE_ANSWER_H
#define SKILLCALL_SERVICE_ANSWER_H

#include "engine/call.h"
#include "json/json.h"

/* What a refusal (HTTP 4xx) means and what to do. */
struct skillcall__refusal {
    int32_t http_status; /* 0 in the last entry, which is for all others */
    int32_t status;
    const char *advice;
};

/* Judges every answer but a whole one that is neither 4xx nor 5xx: for that it returns true, and
   the caller says what it means. */
bool skillcall__judge_answer(skillcall_call *call, const struct skillcall__refusal *refusals);

/* For what the caller does not know either. */
void skillcall__judge_undocumented(skillcall_call *call);

/* Fills the call's error. The outcome is for requests that place a call; others have none. */
void skillcall__judge_fail(skillcall_call *call, int32_t status, int32_t outcome,
                           const char *advice);

/* The body of the answer; NULL if it is no JSON or there is no memory to tell. */
skillcall__json *skillcall__answer_json(const skillcall_call *call, bool *no_memory);

/* For an answer that is needed and of which that gave NULL. */
void skillcall__judge_unreadable(skillcall_call *call, bool no_memory);

#endif
