/* SPDX-License-Identifier: Apache-2.0 */
/* What the rest of the library needs of a session beyond its public functions. */
#ifndef SKILLCALL_SESSION_SESSION_H
#define SKILLCALL_SESSION_SESSION_H

#include "session/participant.h"

#include <skillcall/session.h>

/* Makes a session of two participants and an id (NULL for none), which must be valid; all are
   copied. NULL when out of memory. */
skillcall_session *skillcall__session_new(const skillcall_allocator *allocator,
                                          const skillcall_participant *participants,
                                          const char *client_session_id, skillcall_error *error);

/* The length of skillcall_session_json(). */
size_t skillcall__session_json_length(const skillcall_session *session);

/* Whether an answer of 200 must have a sessionId. For a room that calls an extension, this is not
   documented (contract: the Smart Properties form). */
bool skillcall__session_needs_session_id(const skillcall_session *session);

#endif
