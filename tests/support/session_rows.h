/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a table of sessions, each checked by way of the builder and of a request body. */
#ifndef TESTS_SUPPORT_SESSION_ROWS_H
#define TESTS_SUPPORT_SESSION_ROWS_H

#include "support/one_error.h"
#include "support/unit.h"
#include "support/violations.h"

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

skillcall_session_builder *make_builder(const struct row *row);

void check_row(const struct row *row);

void check_rows(const struct row *rows, size_t count);

#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

#endif
