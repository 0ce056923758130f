#include "session/session.h"

#include "base/error.h"
#include "base/json_writer.h"

#include <string.h>

#define PARTICIPANTS 2
#define INDENT_MAX 8

/* One block: the texts lie behind the struct, the JSON text behind them. */
struct skillcall_session {
    skillcall_allocator allocator;
    skillcall_participant participants[PARTICIPANTS];
    const char *client_session_id; /* NULL: left out */
    const char *json;
    size_t json_length;
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
    if (participant->originator != SKILLCALL_ORIGINATOR_UNSAID)
        skillcall__json_put_boolean(writer, "isOriginator",
                                    participant->originator == SKILLCALL_ORIGINATOR_YES);
    skillcall__json_put_string(writer, "communicationProviderId",
                               skillcall_participant_provider_id(participant));
    skillcall__json_end(writer, '}');
}

static size_t write_json(const skillcall_session *session, uint32_t indent, char *buffer,
                         size_t size)
{
    skillcall__text text;
    skillcall__text_fixed(&text, buffer, size);
    skillcall__json_writer writer = {.text = &text, .indent = indent};
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
    return text.length;
}

static size_t text_size(const skillcall_session *session)
{
    size_t size = session->json_length + 1;
    for (size_t i = 0; i < PARTICIPANTS; i++)
        size += skillcall__participant_text_size(&session->participants[i]);
    if (session->client_session_id)
        size += strlen(session->client_session_id) + 1;
    return size;
}

static void move_texts(skillcall_session *session, char *place)
{
    for (size_t i = 0; i < PARTICIPANTS; i++)
        place = skillcall__participant_move_texts(&session->participants[i], place);
    if (session->client_session_id) {
        size_t size = strlen(session->client_session_id) + 1;
        session->client_session_id = memcpy(place, session->client_session_id, size);
        place += size;
    }
    write_json(session, 0, place, session->json_length + 1);
    session->json = place;
}

skillcall_session *skillcall__session_new(const skillcall_allocator *allocator,
                                          const skillcall__draft *draft, skillcall_error *error)
{
    skillcall_session borrowing = {
        .allocator = *allocator,
        .client_session_id = draft->client_session_id,
    };
    for (size_t i = 0; i < PARTICIPANTS; i++) {
        borrowing.participants[i] = draft->participants[i];
        borrowing.participants[i].allocator = *allocator;
    }
    borrowing.json_length = write_json(&borrowing, 0, NULL, 0);

    skillcall_session *session =
        skillcall__allocate(allocator, sizeof *session + text_size(&borrowing));
    if (!session) {
        skillcall__fail_no_memory(error);
        return NULL;
    }
    *session = borrowing;
    move_texts(session, (char *)(session + 1));
    return session;
}

void skillcall_session_free(skillcall_session *session)
{
    if (!session)
        return;
    skillcall_allocator allocator = session->allocator;
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
    return session ? session->json : NULL;
}

size_t skillcall_session_write_json(const skillcall_session *session, uint32_t indent, char *buffer,
                                    size_t size)
{
    if (!session) {
        if (size)
            buffer[0] = '\0';
        return 0;
    }
    return write_json(session, indent < INDENT_MAX ? indent : INDENT_MAX, buffer, size);
}

size_t skillcall__session_json_length(const skillcall_session *session)
{
    return session->json_length;
}

bool skillcall__session_needs_session_id(const skillcall_session *session)
{
    const skillcall_participant *caller = &session->participants[0];
    const skillcall_participant *callee = &session->participants[1];
    if (caller->originator != SKILLCALL_ORIGINATOR_YES) {
        caller = &session->participants[1];
        callee = &session->participants[0];
    }
    return strcmp(skillcall_participant_type(caller), SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID) ||
           strcmp(skillcall_participant_type(callee), SKILLCALL_TYPE_RAW_ADDRESS);
}
