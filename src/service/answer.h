/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer means: the one place that turns HTTP and failures into statuses and outcomes. */
#ifndef SKILLCALL_SERVICE_ANSWER_H
#define SKILLCALL_SERVICE_ANSWER_H

#include "engine/call.h"
#include "json/json.h"

/* What an HTTP status that proves a refusal means, and what to do. */
struct skillcall__refusal {
    int32_t http_status; /* 0 after the last entry */
    const char *code;    /* only for answers with this service code; NULL for any answer */
    int32_t status;
    const char *advice;
};

/* Judges every answer except a complete one that is neither 4xx nor 5xx: for that it returns true,
   and the caller decides. Special refusals have another meaning for this request; each must be for
   a status that proves a refusal in any case. */
bool skillcall__judge_answer(skillcall_call *call, const struct skillcall__refusal *special);

/* For an answer that the caller does not know either. */
void skillcall__judge_undocumented(skillcall_call *call);

/* Fills the call's error. The outcome is for requests that place a call; others have none. */
void skillcall__judge_fail(skillcall_call *call, int32_t status, int32_t outcome,
                           const char *advice);

/* Parses the body of the answer; SKILLCALL_E_MALFORMED if it is not JSON, or SKILLCALL_E_NO_MEMORY.
   Free the document in any case. */
int32_t skillcall__answer_json(const skillcall_call *call, skillcall__json_document *answer);

/* For a required answer, with the status of a failed skillcall__answer_json. */
void skillcall__judge_unreadable(skillcall_call *call, int32_t status);

#endif
