/* SPDX-License-Identifier: Apache-2.0 */
/* The request that places a call. */
#ifndef SKILLCALL_SERVICE_START_SESSION_H
#define SKILLCALL_SERVICE_START_SESSION_H

#include "engine/submit.h"

#include <skillcall/session.h>

/* The plan borrows from the session. */
struct skillcall__plan skillcall__plan_session(const skillcall_session *session);

/* Waits for a call, which may be NULL, and frees it. */
skillcall_receipt *skillcall__collect_receipt(skillcall_call *call, skillcall_error *error);

#endif
