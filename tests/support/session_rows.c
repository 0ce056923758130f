/* SPDX-License-Identifier: Apache-2.0 */
#include "support/session_rows.h"

skillcall_session_builder *make_builder(const struct row *row)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, NULL);
    for (size_t i = 0; i < row->count; i++) {
        const struct end *end = &row->ends[i];
        skillcall_participant *participant = skillcall_participant_new(NULL, NULL);
        skillcall_participant_set_identity(participant, end->type, end->value, NULL);
        skillcall_participant_set_endpoint_id(participant, end->endpoint_id, NULL);
        skillcall_participant_set_provider_id(participant, end->provider_id, NULL);
        skillcall_participant_set_originator(participant, end->originator, NULL);
        assert_ok(skillcall_session_builder_add(builder, participant, NULL));
        skillcall_participant_free(participant);
    }
    if (row->client_session_id)
        skillcall_session_builder_set_client_session_id(builder, row->client_session_id, NULL);
    else
        assert_ok(skillcall_session_builder_omit_client_session_id(builder, NULL));
    assert_ok(skillcall_session_builder_allow_unknown(builder, row->allow_unknown, NULL));
    return builder;
}

static void put(json_t *object, const char *name, const char *text)
{
    if (text)
        assert_int_equal(json_object_set_new(object, name, json_string(text)), 0);
}

static char *make_json(const struct row *row)
{
    json_t *participants = json_array();
    for (size_t i = 0; i < row->count; i++) {
        const struct end *end = &row->ends[i];
        json_t *id = json_object();
        put(id, "type", end->type);
        put(id, "value", end->value);
        json_t *participant = json_object();
        if (end->type || end->value)
            json_object_set(participant, "id", id);
        json_decref(id);
        put(participant, "endpointId", end->endpoint_id);
        put(participant, "communicationProviderId", end->provider_id);
        if (end->originator != UNSET)
            json_object_set_new(participant, "isOriginator", json_boolean(end->originator));
        json_array_append_new(participants, participant);
    }
    json_t *context = json_object();
    put(context, "clientSessionId", row->client_session_id);
    json_t *body = json_pack("{soso}", "participants", participants, "clientContext", context);
    char *text = json_dumps(body, JSON_COMPACT);
    assert_non_null(text);
    json_decref(body);
    return text;
}

static void check_messages(const struct row *row)
{
    const char *summary = skillcall_error_message(error);
    for (size_t i = 0; i < skillcall_error_violation_count(error); i++) {
        const char *message = skillcall_error_violation_message(error, i);
        assert_true(strlen(message) > 20 && strlen(message) < 255);
        for (size_t j = 0; j < row->count; j++) {
            const char *value = row->ends[j].value;
            if (!value || strlen(value) < 5)
                continue;
            assert_null(strstr(message, value));
            assert_null(strstr(summary, value));
        }
    }
}

static void check_result(const struct row *row, const char *way, skillcall_session *session)
{
    bool is_good = row->expected[0] == '\0';
    if (strcmp(violations_of(error), row->expected) != 0)
        fail_msg("%s, by %s: found \"%s\", expected \"%s\"", row->name, way, violations_of(error),
                 row->expected);
    assert_status(is_good ? SKILLCALL_OK : SKILLCALL_E_INVALID);
    assert_int_equal(session != NULL, is_good);
    check_messages(row);
    skillcall_session_free(session);
}

void check_row(const struct row *row)
{
    skillcall_session_builder *builder = make_builder(row);
    skillcall_error_clear(error);
    check_result(row, "builder", skillcall_session_builder_build(builder, error));
    skillcall_session *unexplained = skillcall_session_builder_build(builder, NULL);
    assert_int_equal(unexplained != NULL, row->expected[0] == '\0');
    skillcall_session_free(unexplained);
    skillcall_session_builder_free(builder);
    if (row->not_in_json)
        return;
    char *json = make_json(row);
    skillcall_error_clear(error);
    check_result(row, "JSON",
                 skillcall_session_from_json(NULL, json, strlen(json), row->allow_unknown, error));
    free(json);
}

void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_row(&rows[i]);
}
