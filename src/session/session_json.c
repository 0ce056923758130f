/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a session from JSON into a draft, which is checked by the same rules as a built one. */
#include "base/error.h"
#include "session/rules.h"
#include "session/session.h"
#include "json/json.h"

#include <stdio.h>

const char skillcall__unreadable[] = "";

static void report_type(skillcall__findings *findings, const char *path, const char *name,
                        const char *wanted)
{
    char sentence[128];
    snprintf(sentence, sizeof sentence, "%s must be a JSON %s", name, wanted);
    skillcall__report(findings, SKILLCALL_V_WRONG_JSON_TYPE, path, sentence);
}

static void report_member_type(skillcall__findings *findings, const char *parent, const char *name,
                               const char *wanted)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s", parent, name);
    report_type(findings, path, name, wanted);
}

static const char *read_text(skillcall__json object, const char *path, const char *name,
                             skillcall__findings *findings)
{
    skillcall__json member = skillcall__json_member(object, name);
    const char *text = skillcall__json_string(member);
    if (!member.node || text)
        return text;
    report_member_type(findings, path, name, "string");
    return skillcall__unreadable;
}

static void read_id(skillcall__json object, const char *path, skillcall_participant *participant,
                    skillcall__findings *findings)
{
    skillcall__json id = skillcall__json_member(object, "id");
    const char *type = skillcall__unreadable;
    const char *value = skillcall__unreadable;
    if (!id.node || skillcall__json_is_object(id)) {
        char id_path[48];
        snprintf(id_path, sizeof id_path, "%s/id", path);
        type = read_text(id, id_path, "type", findings);
        value = read_text(id, id_path, "value", findings);
    } else {
        report_member_type(findings, path, "id", "object");
    }
    participant->texts[SKILLCALL__TYPE] = type;
    participant->texts[SKILLCALL__VALUE] = value;
}

static int32_t read_originator(skillcall__json object, const char *path,
                               skillcall__findings *findings)
{
    skillcall__json member = skillcall__json_member(object, "isOriginator");
    if (!member.node)
        return SKILLCALL_ORIGINATOR_UNSET;
    int32_t value = skillcall__json_boolean(member);
    if (value >= 0)
        return value ? SKILLCALL_ORIGINATOR_YES : SKILLCALL_ORIGINATOR_NO;
    report_member_type(findings, path, "isOriginator", "boolean");
    return SKILLCALL__ORIGINATOR_UNREADABLE;
}

static void read_participant(skillcall__json json, size_t index, skillcall_participant *participant,
                             skillcall__findings *findings)
{
    char path[40];
    snprintf(path, sizeof path, "/participants/%zu", index);
    if (!skillcall__json_is_object(json)) {
        report_type(findings, path, "a participant", "object");
        for (int i = 0; i < SKILLCALL__TEXT_COUNT; i++)
            participant->texts[i] = skillcall__unreadable;
        participant->originator = SKILLCALL__ORIGINATOR_UNREADABLE;
        return;
    }
    read_id(json, path, participant, findings);
    participant->texts[SKILLCALL__ENDPOINT_ID] = read_text(json, path, "endpointId", findings);
    participant->originator = read_originator(json, path, findings);
    participant->texts[SKILLCALL__PROVIDER_ID] =
        read_text(json, path, "communicationProviderId", findings);
}

static void read_participants(skillcall__json document, skillcall__draft *draft,
                              skillcall__findings *findings)
{
    skillcall__json list = skillcall__json_member(document, "participants");
    draft->participants_unreadable = list.node && !skillcall__json_is_array(list);
    if (draft->participants_unreadable)
        report_type(findings, "/participants", "participants", "array");
    draft->participant_count = skillcall__json_count(list);
    for (size_t i = 0; i < draft->participant_count && i < SKILLCALL__PARTICIPANTS_MAX; i++)
        read_participant(skillcall__json_element(list, i), i, &draft->participants[i], findings);
}

static const char *read_client_session_id(skillcall__json document, skillcall__findings *findings)
{
    skillcall__json context = skillcall__json_member(document, "clientContext");
    if (!context.node || skillcall__json_is_object(context))
        return read_text(context, "/clientContext", "clientSessionId", findings);
    report_type(findings, "/clientContext", "clientContext", "object");
    return skillcall__unreadable;
}

static skillcall_session *read_session(const skillcall_allocator *allocator,
                                       skillcall__json document, bool allow_unknown,
                                       skillcall_error *error)
{
    skillcall__findings findings = {.error = error};
    skillcall__draft draft;
    if (!skillcall__json_is_object(document)) {
        report_type(&findings, "", "the session", "object");
        skillcall__conclude(&findings);
        return NULL;
    }
    read_participants(document, &draft, &findings);
    draft.client_session_id = read_client_session_id(document, &findings);
    skillcall__check_draft(&draft, allow_unknown, &findings);
    if (!skillcall__conclude(&findings))
        return NULL;
    return skillcall__session_new(allocator, draft.participants, draft.client_session_id, error);
}

skillcall_session *skillcall_session_from_json(const skillcall_allocator *allocator,
                                               const char *json, size_t size, int32_t allow_unknown,
                                               skillcall_error *error)
{
    if (!json) {
        skillcall__fail_null(error, "json");
        return NULL;
    }
    if (allow_unknown != 0 && allow_unknown != 1) {
        skillcall__fail(error, SKILLCALL_E_ARGUMENT, "allow_unknown is %d: it must be 0 or 1",
                        (int)allow_unknown);
        return NULL;
    }
    skillcall_allocator table;
    int32_t status = skillcall__allocator_copy(&table, allocator);
    if (status)
        return skillcall__fail_object(error, status);
    skillcall__json_document document = {.what = "the session",
                                         .max_size = SKILLCALL_SESSION_JSON_MAX,
                                         .is_strict = true,
                                         .allocator = &table,
                                         .error = error};
    skillcall_session *session = NULL;
    if (!skillcall__json_parse(&document, json, size))
        session = read_session(&table, document.root, allow_unknown, error);
    skillcall__json_free(&document);
    return session;
}
