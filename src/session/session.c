/* SPDX-License-Identifier: Apache-2.0 */
#include "session/session.h"

#include "base/error.h"
#include "json/json_writer.h"

#include <string.h>

#define PARTICIPANTS 2
#define INDENT_MAX 8

/* The texts lie behind the struct, in the same block. */
struct skillcall_session {
    skillcall_allocator allocator;
    skillcall_participant participants[PARTICIPANTS];
    const char *client_session_id; /* NULL: left out */
    skillcall__text json;
};

static void write_participant(skillcall__json_writer *writer,
                              const skillcall_participant *participant)
{
    skillcall__json_name(writer, NULL);
    skillcall__json_begin(writer, '{');
    skillcall__json_name(writer, "id");
    skillcall__json_begin(writer, '{');
    skillcall__json_put_string(writer, "type", skillcall_participant_type(participant));
    skillcall__json_put_string(writer, "value", skillcall_participant_value(participant));
    skillcall__json_end(writer, '}');
    skillcall__json_put_string(writer, "endpointId",
                               skillcall_participant_endpoint_id(participant));
    if (participant->originator != SKILLCALL_ORIGINATOR_UNSET)
        skillcall__json_put_boolean(writer, "isOriginator",
                                    participant->originator == SKILLCALL_ORIGINATOR_YES);
    skillcall__json_put_string(writer, "communicationProviderId",
                               skillcall_participant_provider_id(participant));
    skillcall__json_end(writer, '}');
}

static void write_json(const skillcall_session *session, uint32_t indent, skillcall__text *text)
{
    skillcall__json_writer writer = {.text = text, .indent = indent};
    skillcall__json_begin(&writer, '{');
    skillcall__json_name(&writer, "participants");
    skillcall__json_begin(&writer, '[');
    for (size_t i = 0; i < PARTICIPANTS; i++)
        write_participant(&writer, &session->participants[i]);
    skillcall__json_end(&writer, ']');
    if (session->client_session_id) {
        skillcall__json_name(&writer, "clientContext");
        skillcall__json_begin(&writer, '{');
        skillcall__json_put_string(&writer, "clientSessionId", session->client_session_id);
        skillcall__json_end(&writer, '}');
    }
    skillcall__json_end(&writer, '}');
}

/* A session without its JSON text. */
static skillcall_session *copy_draft(const skillcall_allocator *allocator,
                                     const skillcall__draft *draft)
{
    const char *id = draft->client_session_id;
    size_t id_size = id ? strlen(id) + 1 : 0;
    size_t size = sizeof(skillcall_session) + id_size;
    for (size_t i = 0; i < PARTICIPANTS; i++)
        size += skillcall__participant_text_size(&draft->participants[i]);

    skillcall_session *session = skillcall__allocate(allocator, size);
    if (!session)
        return NULL;
    session->allocator = *allocator;
    char *place = (char *)(session + 1);
    session->client_session_id = id ? memcpy(place, id, id_size) : NULL;
    place += id_size;
    for (size_t i = 0; i < PARTICIPANTS; i++) {
        session->participants[i] = draft->participants[i];
        session->participants[i].allocator = *allocator;
        place = skillcall__participant_move_texts(&session->participants[i], place);
    }
    return session;
}

skillcall_session *skillcall__session_new(const skillcall_allocator *allocator,
                                          const skillcall__draft *draft, skillcall_error *error)
{
    skillcall_session *session = copy_draft(allocator, draft);
    if (!session) {
        skillcall__fail_no_memory(error);
        return NULL;
    }
    skillcall__text_growing(&session->json, &session->allocator);
    write_json(session, 0, &session->json);
    if (session->json.failed) {
        skillcall_session_free(session);
        skillcall__fail_no_memory(error);
        return NULL;
    }
    return session;
}

void skillcall_session_free(skillcall_session *session)
{
    if (!session)
        return;
    skillcall_allocator allocator = session->allocator;
    skillcall__text_free(&session->json);
    for (size_t i = 0; i < PARTICIPANTS; i++)
        skillcall__participant_wipe_texts(&session->participants[i]);
    skillcall__deallocate(&allocator, session);
}

size_t skillcall_session_participant_count(const skillcall_session *session)
{
    return session ? PARTICIPANTS : 0;
}

const skillcall_participant *skillcall_session_participant(const skillcall_session *session,
                                                           size_t index)
{
    return session && index < PARTICIPANTS ? &session->participants[index] : NULL;
}

const char *skillcall_session_client_session_id(const skillcall_session *session)
{
    return session ? session->client_session_id : NULL;
}

const char *skillcall_session_json(const skillcall_session *session)
{
    return session ? session->json.data : NULL;
}

size_t skillcall_session_write_json(const skillcall_session *session, uint32_t indent, char *buffer,
                                    size_t size)
{
    skillcall__text text;
    skillcall__text_fixed(&text, buffer, size);
    if (session)
        write_json(session, indent < INDENT_MAX ? indent : INDENT_MAX, &text);
    return text.length;
}

size_t skillcall__session_json_length(const skillcall_session *session)
{
    return session->json.length;
}

bool skillcall__session_needs_session_id(const skillcall_session *session)
{
    const skillcall_participant *caller = &session->participants[0];
    const skillcall_participant *callee = &session->participants[1];
    if (caller->originator != SKILLCALL_ORIGINATOR_YES) {
        caller = &session->participants[1];
        callee = &session->participants[0];
    }
    return strcmp(skillcall_participant_type(caller), SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID) !=
               0 ||
           strcmp(skillcall_participant_type(callee), SKILLCALL_TYPE_RAW_ADDRESS) != 0;
}
