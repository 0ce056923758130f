/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a table of sessions, each checked by way of the builder and of a request body. */
#ifndef TESTS_SUPPORT_SESSION_ROWS_H
#define TESTS_SUPPORT_SESSION_ROWS_H

#include "support/violations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <skillcall/session_builder.h>
#include <stdbool.h>
#include <stdlib.h>

#define PHONE SKILLCALL_TYPE_PHONE_NUMBER
#define ROOM SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID
#define ADDRESS SKILLCALL_TYPE_RAW_ADDRESS
#define BY_PHONE SKILLCALL_PROVIDER_PHONE
#define BY_PBX SKILLCALL_PROVIDER_SMART_PROPERTIES
#define UNSET SKILLCALL_ORIGINATOR_UNSET
#define NO SKILLCALL_ORIGINATOR_NO
#define YES SKILLCALL_ORIGINATOR_YES

#define P0 "/participants/0"
#define P1 "/participants/1"
#define ID_PATH "/clientContext/clientSessionId"

struct end {
    const char *type, *value, *endpoint_id, *provider_id;
    int32_t originator;
};

#define END(...)                                                                                   \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define CALLER(value, endpoint_id) END(PHONE, value, endpoint_id, NULL, YES)
#define CALLEE(value, provider_id) END(PHONE, value, NULL, provider_id, UNSET)
#define GOOD_CALLER CALLER("+12045551111", "device")
#define GOOD_CALLEE CALLEE("+16073331111", BY_PHONE)
#define GOOD_ROOM END(ROOM, "profile", "device", BY_PBX, YES)
#define GOOD_EXTENSION END(ADDRESS, "4011", NULL, BY_PBX, UNSET)

struct row {
    const char *name; /* as docs/reference/errors.md has it */
    size_t count;
    struct end ends[3];
    const char *expected; /* "" for a session that breaks no rule */
    const char *client_session_id;
    bool allow_unknown;
    bool not_in_json; /* no JSON document can say it */
};

#define PAIR(what, violations, first, second)                                                      \
    {                                                                                              \
        .name = what, .expected = violations, .count = 2, .ends = { first, second }                \
    }
#define PAIR_ALLOWED(what, violations, first, second)                                              \
    {                                                                                              \
        .name = what, .expected = violations, .count = 2, .ends = {first, second},                 \
        .allow_unknown = true                                                                      \
    }

static skillcall_error *error;

static inline int make_error(void **state)
{
    (void)state;
    error = skillcall_error_new(NULL);
    return error ? 0 : -1;
}

static inline int free_error(void **state)
{
    (void)state;
    skillcall_error_free(error);
    return 0;
}

static inline skillcall_session_builder *make_builder(const struct row *row)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, NULL);
    for (size_t i = 0; i < row->count; i++) {
        const struct end *end = &row->ends[i];
        skillcall_participant *participant = skillcall_participant_new(NULL, NULL);
        skillcall_participant_set_identity(participant, end->type, end->value, NULL);
        skillcall_participant_set_endpoint_id(participant, end->endpoint_id, NULL);
        skillcall_participant_set_provider_id(participant, end->provider_id, NULL);
        skillcall_participant_set_originator(participant, end->originator, NULL);
        assert_int_equal(skillcall_session_builder_add(builder, participant, NULL), SKILLCALL_OK);
        skillcall_participant_free(participant);
    }
    if (row->client_session_id)
        skillcall_session_builder_set_client_session_id(builder, row->client_session_id, NULL);
    else
        assert_int_equal(skillcall_session_builder_omit_client_session_id(builder, NULL),
                         SKILLCALL_OK);
    assert_int_equal(skillcall_session_builder_allow_unknown(builder, row->allow_unknown, NULL),
                     SKILLCALL_OK);
    return builder;
}

static inline void put(json_t *object, const char *name, const char *text)
{
    if (text)
        assert_int_equal(json_object_set_new(object, name, json_string(text)), 0);
}

static inline char *make_json(const struct row *row)
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

static inline void check_messages(const struct row *row)
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

static inline void check_result(const struct row *row, const char *way, skillcall_session *session)
{
    bool is_good = row->expected[0] == '\0';
    if (strcmp(violations_of(error), row->expected) != 0)
        fail_msg("%s, by %s: found \"%s\", expected \"%s\"", row->name, way, violations_of(error),
                 row->expected);
    assert_int_equal(skillcall_error_status(error), is_good ? SKILLCALL_OK : SKILLCALL_E_INVALID);
    assert_int_equal(session != NULL, is_good);
    check_messages(row);
    skillcall_session_free(session);
}

static inline void check_row(const struct row *row)
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

static inline void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_row(&rows[i]);
}

#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

#endif
