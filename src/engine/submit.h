/* SPDX-License-Identifier: Apache-2.0 */
/* Hands a request to a client. */
#ifndef SKILLCALL_ENGINE_SUBMIT_H
#define SKILLCALL_ENGINE_SUBMIT_H

#include "engine/call.h"

#include <skillcall/access.h>

/* Returns the call, or NULL with the status in the error, and the outcome "not placed" if it should
   have placed a call. */
int32_t skillcall__submit(skillcall_client *client, const skillcall_access *access,
                          const struct skillcall__plan *plan, int64_t deadline_ms,
                          skillcall_call **call, skillcall_error *error);

/* Gives a call its second request, from inside its sequel. */
int32_t skillcall__submit_next(skillcall_call *call, const skillcall_access *access,
                               const struct skillcall__plan *plan);

/* For a call that was never handed to a client; the error may be NULL. */
void skillcall__mark_not_placed(skillcall_error *error);

#endif
