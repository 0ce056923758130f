/* SPDX-License-Identifier: Apache-2.0 */
#include "support/the_call.h"

skillcall_access *the_access(void)
{
    return skillcall_access_new(NULL, ENDPOINT, TOKEN, NULL, NULL);
}

static skillcall_session *make_the_session(skillcall_participant *from, skillcall_participant *to,
                                           const char *id)
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

skillcall_session *session_with_id(const char *id)
{
    return make_the_session(
        skillcall_participant_new_phone_caller(NULL, CALLER, "the-device", NULL),
        skillcall_participant_new_phone_callee(NULL, CALLEE, NULL), id);
}

skillcall_session *the_session(void)
{
    return session_with_id(CLIENT_SESSION_ID);
}

skillcall_session *session_without_id(skillcall_session *like)
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

skillcall_session *room_session(void)
{
    return make_the_session(skillcall_participant_new_room(NULL, "the-profile", "the-device", NULL),
                            skillcall_participant_new_extension(NULL, "4011", NULL),
                            CLIENT_SESSION_ID);
}
