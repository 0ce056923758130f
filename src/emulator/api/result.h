/* SPDX-License-Identifier: Apache-2.0 */
/* The answer to an accepted request, as the scenario requires. */
#ifndef EMULATOR_RESULT_H
#define EMULATOR_RESULT_H

#include "api/scenario.h"

/* Makes the answer; takes the result, which is NULL for an empty answer. */
void reply_result(struct reply *reply, const struct scenario *scenario, json_t *result);

/* Sets Retry-After as the plan and the status require. */
void reply_retry_after(struct reply *reply, const struct plan *plan);

#endif
