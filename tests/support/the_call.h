/* SPDX-License-Identifier: Apache-2.0 */
/* The call that tests place: an access and a session. */
#ifndef TESTS_SUPPORT_THE_CALL_H
#define TESTS_SUPPORT_THE_CALL_H

#include <skillcall/access.h>
#include <skillcall/session_builder.h>

#define TOKEN "Atza.the-token_of~these+tests/0123456789=="
#define ENDPOINT "https://api.amazonalexa.com"
#define CALLER "+12045551111"
#define CALLEE "+16073331111"
#define SESSION_ID "the-session-id"
#define CLIENT_SESSION_ID "db792233-8df3-416c-8d80-a70038747b74"
#define PLACED_BODY "{\"sessionId\":\"" SESSION_ID "\"}"

skillcall_access *the_access(void);

/* Between two phone numbers. */
skillcall_session *session_with_id(const char *id);

skillcall_session *the_session(void);

/* A session like the one that is given and freed, but with no client session id. */
skillcall_session *session_without_id(skillcall_session *like);

/* In the Smart Properties form, whose answers need no session id. */
skillcall_session *room_session(void);

#endif
