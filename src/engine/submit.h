/* SPDX-License-Identifier: Apache-2.0 */
/* Putting a request into a client's hands. */
#ifndef SKILLCALL_ENGINE_SUBMIT_H
#define SKILLCALL_ENGINE_SUBMIT_H

#include "engine/call.h"

#include <skillcall/access.h>

/* Gives the call, or NULL with the status in the error, and with the outcome "not placed" if it
   should have placed a call. */
int32_t skillcall__submit(skillcall_client *client, const skillcall_access *access,
                          const struct skillcall__plan *plan, int64_t deadline_ms,
                          skillcall_call **call, skillcall_error *error);

/* Gives a call its second request, from inside its sequel. */
int32_t skillcall__submit_next(skillcall_call *call, const skillcall_access *access,
                               const struct skillcall__plan *plan);

/* For a call that never came into a client's hands; the error may be NULL. */
void skillcall__mark_not_placed(skillcall_error *error);

#endif
