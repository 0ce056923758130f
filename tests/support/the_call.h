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

static inline skillcall_access *the_access(void)
{
    return skillcall_access_new(NULL, ENDPOINT, TOKEN, NULL, NULL);
}

static inline skillcall_session *make_the_session(skillcall_participant *from,
                                                  skillcall_participant *to, const char *id)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, NULL);
    skillcall_session_builder_add(builder, from, NULL);
    skillcall_session_builder_add(builder, to, NULL);
    skillcall_session_builder_set_client_session_id(builder, id, NULL);
    skillcall_session *session = skillcall_session_builder_build(builder, NULL);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(from);
    skillcall_participant_free(to);
    return session;
}

/* Between two phone numbers. */
static inline skillcall_session *session_with_id(const char *id)
{
    return make_the_session(
        skillcall_participant_new_phone_caller(NULL, CALLER, "the-device", NULL),
        skillcall_participant_new_phone_callee(NULL, CALLEE, NULL), id);
}

static inline skillcall_session *the_session(void)
{
    return session_with_id(CLIENT_SESSION_ID);
}

/* A session like the one that is given and freed, but with no client session id. */
static inline skillcall_session *session_without_id(skillcall_session *like)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, NULL);
    for (size_t i = 0; i < skillcall_session_participant_count(like); i++)
        skillcall_session_builder_add(builder, skillcall_session_participant(like, i), NULL);
    skillcall_session_builder_omit_client_session_id(builder, NULL);
    skillcall_session *session = skillcall_session_builder_build(builder, NULL);
    skillcall_session_builder_free(builder);
    skillcall_session_free(like);
    return session;
}

/* In the Smart Properties form, whose answers need no session id. */
static inline skillcall_session *room_session(void)
{
    return make_the_session(skillcall_participant_new_room(NULL, "the-profile", "the-device", NULL),
                            skillcall_participant_new_extension(NULL, "4011", NULL),
                            CLIENT_SESSION_ID);
}

#endif
