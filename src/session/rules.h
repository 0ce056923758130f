/* SPDX-License-Identifier: Apache-2.0 */
/* Every rule of the contract about a session; docs/reference/errors.md lists them. */
#ifndef SKILLCALL_SESSION_RULES_H
#define SKILLCALL_SESSION_RULES_H

#include "session/draft.h"
#include "session/findings.h"

void skillcall__check_draft(const skillcall__draft *draft, bool allow_unknown,
                            skillcall__findings *findings);

void skillcall__check_client_session_id(const char *id, skillcall__findings *findings);

#endif
