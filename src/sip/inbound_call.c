/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/inbound_call.h>

#include "base/ascii.h"
#include "base/error.h"
#include "json/json_at.h"
#include "json/json_keeper.h"

#include <skillcall/uui.h>
#include <stdio.h>
#include <string.h>

enum { PARTICIPANTS_MAX = 16, POINTER_SIZE = 96 };

#define PARTICIPANTS "/CallDetails/Participants"
#define SKILL_CLIENT_ID "X-Alexa-LWA-ClientId"

struct participant {
    const char *call_id;
    const char *from;
    const char *to;
    const char *skill_client_id;
    skillcall_uui_decoder *user_to_user;
};

struct skillcall_inbound_call {
    struct skillcall__json_keeper keeper;
    const char *event_type;
    const char *transaction_id;
    struct participant *participants;
    size_t participant_count;
};

/* Reads the value of one header if it is one of the needed ones. */
static int32_t read_header(const skillcall__json_document *document, const char *headers,
                           const char *name, struct participant *participant)
{
    bool is_skill_client_id = skillcall__same_name(name, SKILL_CLIENT_ID);
    if (!is_skill_client_id && !skillcall__same_name(name, "User-to-User"))
        return SKILLCALL_OK;
    char pointer[POINTER_SIZE + sizeof SKILL_CLIENT_ID];
    snprintf(pointer, sizeof pointer, "%s/%s", headers, name);
    if (is_skill_client_id && participant->skill_client_id)
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "in %s, %s holds " SKILL_CLIENT_ID " twice", document->what,
                               headers);
    if (is_skill_client_id)
        return skillcall__json_text_at(document, pointer, &participant->skill_client_id);
    skillcall__json value;
    int32_t status = skillcall__json_at(document, pointer, SKILLCALL__JSON_STRING, &value);
    if (!value.node)
        return status;
    const char *text = skillcall__json_string(value);
    skillcall_uui_decoder_add(participant->user_to_user, text, strlen(text), NULL);
    return SKILLCALL_OK;
}

static int32_t read_headers(const skillcall__json_document *document, size_t index,
                            struct participant *participant)
{
    char pointer[POINTER_SIZE];
    snprintf(pointer, sizeof pointer, PARTICIPANTS "/%zu/SipHeaders", index);
    skillcall__json headers;
    int32_t status = skillcall__json_at(document, pointer, SKILLCALL__JSON_OBJECT, &headers);
    void *header = skillcall__json_next(headers, NULL);
    for (; header && !status; header = skillcall__json_next(headers, header))
        status =
            read_header(document, pointer, skillcall__json_next_name(headers, header), participant);
    return status;
}

static int32_t read_participant(const skillcall__json_document *document, size_t index,
                                skillcall_inbound_call *call)
{
    struct participant *participant = &call->participants[index];
    const struct {
        const char *name;
        const char **text;
    } members[] = {
        {"CallId", &participant->call_id}, {"From", &participant->from}, {"To", &participant->to}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        char pointer[POINTER_SIZE];
        snprintf(pointer, sizeof pointer, PARTICIPANTS "/%zu/%s", index, members[i].name);
        int32_t status = skillcall__json_text_at(document, pointer, members[i].text);
        if (status)
            return status;
    }
    participant->user_to_user = skillcall_uui_decoder_new(&call->keeper.allocator, document->error);
    return participant->user_to_user ? read_headers(document, index, participant)
                                     : SKILLCALL_E_NO_MEMORY;
}

static int32_t read_participants(const skillcall__json_document *document,
                                 skillcall_inbound_call *call)
{
    skillcall__json participants;
    int32_t status =
        skillcall__json_at(document, PARTICIPANTS, SKILLCALL__JSON_ARRAY, &participants);
    size_t count = skillcall__json_count(participants);
    if (!count)
        return status;
    if (count > PARTICIPANTS_MAX)
        return skillcall__fail(document->error, SKILLCALL_E_TOO_LARGE,
                               "%s lists %zu participants; at most %d are read", document->what,
                               count, PARTICIPANTS_MAX);
    call->participants =
        skillcall__allocate(&call->keeper.allocator, count * sizeof *call->participants);
    if (!call->participants)
        return skillcall__fail_no_memory(document->error);
    memset(call->participants, 0, count * sizeof *call->participants);
    call->participant_count = count;
    for (size_t i = 0; i < count && !status; i++)
        status = read_participant(document, i, call);
    return status;
}

static int32_t fail_foreign(const skillcall__json_document *document, const char *pointer)
{
    return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                           "%s has no %s: it is not an event of a SIP media application",
                           document->what, pointer);
}

static int32_t read_event(const skillcall__json_document *document, skillcall_inbound_call *call)
{
    skillcall__json details;
    int32_t status = skillcall__json_text_at(document, "/InvocationEventType", &call->event_type);
    if (status)
        return status;
    if (!call->event_type)
        return fail_foreign(document, "/InvocationEventType");
    status = skillcall__json_at(document, "/CallDetails", SKILLCALL__JSON_OBJECT, &details);
    if (status)
        return status;
    if (!details.node)
        return fail_foreign(document, "/CallDetails");
    status = skillcall__json_text_at(document, "/CallDetails/TransactionId", &call->transaction_id);
    return status ? status : read_participants(document, call);
}

skillcall_inbound_call *skillcall_inbound_call_from_json(const skillcall_allocator *allocator,
                                                         const char *json, size_t size,
                                                         skillcall_error *error)
{
    const skillcall__json_document settings = {
        .what = "the event", .max_size = SKILLCALL_INBOUND_CALL_JSON_MAX, .error = error};
    skillcall_inbound_call *call =
        skillcall__json_keeper_new(allocator, sizeof *call, &settings, json, size);
    if (!call || read_event(&call->keeper.document, call) == SKILLCALL_OK)
        return call;
    skillcall_inbound_call_free(call);
    return NULL;
}

void skillcall_inbound_call_free(skillcall_inbound_call *call)
{
    if (!call)
        return;
    for (size_t i = 0; i < call->participant_count; i++)
        skillcall_uui_decoder_free(call->participants[i].user_to_user);
    skillcall__deallocate(&call->keeper.allocator, call->participants);
    skillcall__json_keeper_free(&call->keeper);
}

const char *skillcall_inbound_call_event_type(const skillcall_inbound_call *call)
{
    return call ? call->event_type : NULL;
}

const char *skillcall_inbound_call_transaction_id(const skillcall_inbound_call *call)
{
    return call ? call->transaction_id : NULL;
}

size_t skillcall_inbound_call_participant_count(const skillcall_inbound_call *call)
{
    return call ? call->participant_count : 0;
}

static const struct participant *participant_at(const skillcall_inbound_call *call, size_t index)
{
    return index < skillcall_inbound_call_participant_count(call) ? &call->participants[index]
                                                                  : NULL;
}

const char *skillcall_inbound_call_call_id(const skillcall_inbound_call *call, size_t index)
{
    const struct participant *participant = participant_at(call, index);
    return participant ? participant->call_id : NULL;
}

const char *skillcall_inbound_call_from(const skillcall_inbound_call *call, size_t index)
{
    const struct participant *participant = participant_at(call, index);
    return participant ? participant->from : NULL;
}

const char *skillcall_inbound_call_to(const skillcall_inbound_call *call, size_t index)
{
    const struct participant *participant = participant_at(call, index);
    return participant ? participant->to : NULL;
}

const char *skillcall_inbound_call_skill_client_id(const skillcall_inbound_call *call, size_t index)
{
    const struct participant *participant = participant_at(call, index);
    return participant ? participant->skill_client_id : NULL;
}

/* The participant that an argument names; fails if there is none. */
static const struct participant *require_participant(const skillcall_inbound_call *call,
                                                     size_t index, skillcall_error *error)
{
    if (!call) {
        skillcall__fail_null(error, "call");
        return NULL;
    }
    const struct participant *participant = participant_at(call, index);
    if (!participant)
        skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                        "the event has %zu participants, but none with the index %zu",
                        call->participant_count, index);
    return participant;
}

int32_t skillcall_inbound_call_check_skill_client_id(const skillcall_inbound_call *call,
                                                     size_t index, const char *expected,
                                                     skillcall_error *error)
{
    const struct participant *participant = require_participant(call, index, error);
    if (!participant)
        return SKILLCALL_E_ARGUMENT;
    if (!expected)
        return skillcall__fail_null(error, "expected");
    if (!participant->skill_client_id)
        return skillcall__fail(error, SKILLCALL_E_ABSENT,
                               "the call carries no header " SKILL_CLIENT_ID
                               ": it was not placed by a skill");
    if (strcmp(participant->skill_client_id, expected) != 0)
        return skillcall__fail(error, SKILLCALL_E_MISMATCH,
                               "the call was placed by another skill: its " SKILL_CLIENT_ID
                               " is not the expected one");
    return SKILLCALL_OK;
}

const char *skillcall_inbound_call_client_session_id(const skillcall_inbound_call *call,
                                                     size_t index, skillcall_error *error)
{
    const struct participant *participant = require_participant(call, index, error);
    return participant ? skillcall_uui_decoder_client_session_id(participant->user_to_user, error)
                       : NULL;
}
