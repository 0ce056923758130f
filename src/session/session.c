/* SPDX-License-Identifier: Apache-2.0 */
#include "session/session.h"

#include "base/error.h"
#include "json/json_writer.h"

#include <string.h>

#define PARTICIPANTS 2
#define INDENT_MAX 8
#define JSON_SIZE 256 /* of the JSON without its values: names and punctuation */

/* The texts follow the struct, in the same block. */
struct skillcall_session {
    skillcall_allocator allocator;
    size_t size; /* of the block */
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

/* The size of the texts of a session that borrows them all. */
static size_t measure_texts(const skillcall_session *session)
{
    size_t size = session->client_session_id ? strlen(session->client_session_id) + 1 : 0;
    for (size_t i = 0; i < PARTICIPANTS; i++)
        for (int j = 0; j < SKILLCALL__TEXT_COUNT; j++)
            if (session->participants[i].texts[j])
                size += strlen(session->participants[i].texts[j]) + 1;
    return size;
}

static const char *move(const char *text, char **place)
{
    if (!text)
        return NULL;
    size_t size = strlen(text) + 1;
    const char *moved = memcpy(*place, text, size);
    *place += size;
    return moved;
}

/* Copies a session that borrows all its texts into its own block. */
static skillcall_session *copy(const skillcall_session *borrower, size_t text_size,
                               size_t json_size)
{
    size_t size = sizeof *borrower + text_size + json_size;
    skillcall_session *session = skillcall__allocate(&borrower->allocator, size);
    if (!session)
        return NULL;
    char *place = (char *)(session + 1);
    *session = *borrower;
    session->size = size;
    session->client_session_id = move(borrower->client_session_id, &place);
    for (size_t i = 0; i < PARTICIPANTS; i++)
        for (int j = 0; j < SKILLCALL__TEXT_COUNT; j++)
            session->participants[i].texts[j] = move(borrower->participants[i].texts[j], &place);
    skillcall__text_fixed(&session->json, place, json_size);
    write_json(session, 0, &session->json);
    return session;
}

skillcall_session *skillcall__session_new(const skillcall_allocator *allocator,
                                          const skillcall_participant *participants,
                                          const char *client_session_id, skillcall_error *error)
{
    skillcall_session borrower = {.allocator = *allocator, .client_session_id = client_session_id};
    memcpy(borrower.participants, participants, sizeof borrower.participants);
    size_t text_size = measure_texts(&borrower);
    size_t json_size = JSON_SIZE + text_size;
    skillcall_session *session = copy(&borrower, text_size, json_size);
    if (session && session->json.length >= json_size) { /* escapes have made it longer */
        json_size = session->json.length + 1;
        skillcall_session_free(session);
        session = copy(&borrower, text_size, json_size);
    }
    if (!session)
        skillcall__fail_no_memory(error);
    return session;
}

void skillcall_session_free(skillcall_session *session)
{
    if (!session)
        return;
    skillcall_allocator allocator = session->allocator;
    skillcall__wipe(session, session->size);
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
