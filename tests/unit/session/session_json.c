/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions from request bodies. */
#include "support/each_allocation.h"
#include "support/example_session.h"
#include "support/failing_jansson.h"
#include "support/mutations.h"
#include "support/owned.h"
#include "support/unit.h"
#include "support/violations.h"

#define CALLER                                                                                     \
    "{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+12\"},\"endpointId\":\"d\","                  \
    "\"isOriginator\":true}"
#define CALLEE                                                                                     \
    "{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+13\"},\"communicationProviderId\":"           \
    "\"" SKILLCALL_PROVIDER_PHONE "\"}"
#define BODY(first, second) "{\"participants\":[" first "," second "]}"
#define P0 "/participants/0"
#define P1 "/participants/1"

/* Reads from a block of just the document's size, so that a sanitizer sees any reading beyond. */
static skillcall_session *read_bytes(const char *json, size_t size)
{
    char *block = malloc(size ? size : 1);
    assert_non_null(block);
    memcpy(block, json, size);
    skillcall_session *session = skillcall_session_from_json(NULL, block, size, 0, error);
    free(block);
    return session;
}

static skillcall_session *read_text(const char *json)
{
    return read_bytes(json, strlen(json));
}

static void check_refused(const char *json, int32_t status, const char *violations)
{
    skillcall_session *session = read_text(json);
    if (session || strcmp(violations_of(error), violations) != 0)
        fail_msg("%s: found \"%s\", expected \"%s\"", json, violations_of(error), violations);
    assert_status(status);
    assert_true(strlen(skillcall_error_message(error)) > 10);
}

TEST(the_example_is_read)
{
    char *vector = read_text_file(VECTORS "/session-request.json");
    skillcall_session *session = read_text(vector);
    assert_non_null(session);
    char text[2048];
    skillcall_session_write_json(session, 2, text, sizeof text);
    assert_memory_equal(text, vector, strlen(vector) - 1);
    assert_string_equal(skillcall_session_client_session_id(session), EXAMPLE_ID);
    skillcall_session_free(session);
    free(vector);
}

TEST(round_trip_is_identity)
{
    static const char *const bodies[] = {
        BODY(CALLER, CALLEE),
        BODY(CALLEE, CALLER),
        "{\"participants\":[" CALLER
        ",{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+13\"},\"endpointId\":\"\xC3\xA9\\\"\\\\/"
        "\",\"isOriginator\":false,\"communicationProviderId\":\"" SKILLCALL_PROVIDER_PHONE
        "\"}],\"clientContext\":{\"clientSessionId\":\" ~\\\"\\\\\"}}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        OWNED(session) session = read_text(bodies[i]);
        assert_non_null(session);
        assert_string_equal(skillcall_session_json(session), bodies[i]);
    }
}

TEST(no_client_session_id_is_added)
{
    static const char *const bodies[] = {
        BODY(CALLER, CALLEE),
        "{\"participants\":[" CALLER "," CALLEE "],\"clientContext\":{}}",
        "{\"participants\":[" CALLER "," CALLEE "],\"clientContext\":{\"other\":1}}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        OWNED(session) session = read_text(bodies[i]);
        assert_non_null(session);
        assert_null(skillcall_session_client_session_id(session));
        assert_string_equal(skillcall_session_json(session), BODY(CALLER, CALLEE));
    }
}

TEST(unknown_members_are_left_out)
{
    OWNED(session)
    session = read_text(
        " {\"more\":[{}],\"participants\":[{\"x\":null," /* any order, any white space */
        "\"isOriginator\":true,\"endpointId\":\"d\",\r\n\t\"id\":{\"y\":0,\"value\":\"+12\","
        "\"type\":\"PHONE_\\u004eUMBER\"}}," CALLEE "],\"clientContext\":{\"z\":{},"
        "\"clientSessionId\":\"i\"}} \n");
    assert_non_null(session);
    assert_string_equal(skillcall_session_json(session),
                        "{\"participants\":[" CALLER "," CALLEE
                        "],\"clientContext\":{\"clientSessionId\":\"i\"}}");
}

TEST(wrong_types_are_violations)
{
    static const char *const no_objects[] = {"[]", "[1,{}]"};
    for (size_t i = 0; i < sizeof no_objects / sizeof *no_objects; i++)
        check_refused(no_objects[i], SKILLCALL_E_INVALID, " wrong_json_type");
    assert_message("the session must be a JSON object");
    assert_string_equal(skillcall_error_violation_path(error, 0), "");

    check_refused("{}", SKILLCALL_E_INVALID, "/participants participant_count");
    check_refused("{\"participants\":null}", SKILLCALL_E_INVALID, "/participants wrong_json_type");
    check_refused("{\"participants\":{\"0\":" CALLER "}}", SKILLCALL_E_INVALID,
                  "/participants wrong_json_type");
    check_refused("{\"participants\":\"two\",\"clientContext\":[]}", SKILLCALL_E_INVALID,
                  "/participants wrong_json_type; /clientContext wrong_json_type");
    check_refused(BODY("1", CALLER), SKILLCALL_E_INVALID, P0 " wrong_json_type");
    check_refused(BODY("null", "[]"), SKILLCALL_E_INVALID,
                  P0 " wrong_json_type; " P1 " wrong_json_type");
}

TEST(a_wrong_type_is_reported_once_with_the_broken_rules)
{
    check_refused(BODY("{\"id\":\"+12\",\"endpointId\":\"d\",\"isOriginator\":true}", CALLEE),
                  SKILLCALL_E_INVALID, P0 "/id wrong_json_type");
    check_refused(BODY("{\"id\":{\"type\":1,\"value\":12},\"endpointId\":{},\"isOriginator\":true,"
                       "\"communicationProviderId\":null}",
                       CALLEE),
                  SKILLCALL_E_INVALID,
                  P0 "/id/type wrong_json_type; " P0 "/id/value wrong_json_type; " P0
                     "/endpointId wrong_json_type; " P0 "/communicationProviderId wrong_json_type");
    assert_string_equal(skillcall_error_violation_message(error, 2),
                        "endpointId must be a JSON string");
    check_refused(BODY("{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":[]},\"isOriginator\":true}",
                       "{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"13\"},"
                       "\"communicationProviderId\":false}"),
                  SKILLCALL_E_INVALID,
                  P0 "/id/value wrong_json_type; " P1
                     "/communicationProviderId wrong_json_type; " P0 "/endpointId required; " P1
                     "/id/value not_e164");
    check_refused("{\"participants\":[" CALLER "," CALLEE
                  "],\"clientContext\":{\"clientSessionId\":7}}",
                  SKILLCALL_E_INVALID, "/clientContext/clientSessionId wrong_json_type");
    check_refused("{\"participants\":[" CALLER "," CALLEE "],\"clientContext\":\"x\"}",
                  SKILLCALL_E_INVALID, "/clientContext wrong_json_type");
}

TEST(an_unreadable_role_is_not_guessed)
{
    check_refused(BODY("{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+12\"},\"isOriginator\":"
                       "\"true\"}",
                       "{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+13\"}}"),
                  SKILLCALL_E_INVALID, P0 "/isOriginator wrong_json_type");
    check_refused(
        BODY("{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+12\"},\"isOriginator\":1}", CALLER),
        SKILLCALL_E_INVALID, P0 "/isOriginator wrong_json_type");
    check_refused("{\"participants\":[" CALLER "," CALLER ",{\"isOriginator\":null}]}",
                  SKILLCALL_E_INVALID,
                  "/participants/2/isOriginator wrong_json_type; /participants participant_count; "
                  "/participants originator_count; /participants/2/id required");
}

TEST(a_crowd_of_participants_has_bounded_violations)
{
    char body[60000] = "{\"participants\":[0";
    for (size_t length = strlen(body); length < 50000; length += 2)
        memcpy(body + length, ",0", 3);
    strcat(body, "]}");
    assert_null(read_text(body));
    assert_status(SKILLCALL_E_INVALID);
    assert_int_equal(skillcall_error_violation_count(error), 17);
    assert_string_equal(skillcall_error_violation_path(error, 15), "/participants/15");
    assert_string_equal(
        skillcall_error_violation_message(error, 16),
        "a session has two participants, an originator and a callee: this one has 24992");
}

TEST(malformed_documents_are_refused)
{
    static const char *const bad[] = {
        "",
        " ",
        "{",
        "nonsense",
        "7",
        "\"text\"",
        "null",
        "{\"participants\":[],}",
        "{} {}",
        "{'participants':[]}",
        "\xEF\xBB\xBF{}", /* a byte order mark */
        "{\"a\":1,\"a\":1}",
        "{\"participants\":[],\"participants\":[]}",
        BODY("{\"id\":{\"type\":\"A\",\"type\":\"A\"}}", "{}"),
        "{\"clientContext\":{\"clientSessionId\":\"a\\u0000b\"}}",
        "{\"a\\u0000\":1}",
        "{\"a\":\"\xFF\"}",
        "{\"a\":\"\xED\xA0\x80\"}",
        "{\"a\":\"\xF0\x9F\x98",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":NaN}",
        "{\"a\":-\"number\"}",
        "{\"a\":1.\"number\"}",
        "{\"a\":1e+\"number\"}",
        "{\"a\":01}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_refused(bad[i], SKILLCALL_E_MALFORMED, "");
    assert_null(read_bytes("{}\0", 3));
    assert_status(SKILLCALL_E_MALFORMED);
    static const char behind_a_word[] = "{\"a\":true\0,\"b\":1}";
    assert_null(read_bytes(behind_a_word, sizeof behind_a_word - 1));
    assert_status(SKILLCALL_E_MALFORMED);
}

static void every_spoilt_example_gives_a_session_or_a_reason(const char *json, size_t size,
                                                             bool is_broken)
{
    skillcall_error_clear(error);
    OWNED(session) session = skillcall_session_from_json(NULL, json, size, 0, error);
    int32_t status = skillcall_error_status(error);
    if (is_broken)
        assert_int_equal(status, SKILLCALL_E_MALFORMED);
    assert_int_equal(session != NULL, status == SKILLCALL_OK);
    assert_int_equal(status == SKILLCALL_E_INVALID, skillcall_error_violation_count(error) > 0);
    assert_int_equal(status == SKILLCALL_OK, skillcall_error_message(error)[0] == '\0');
}

TEST(spoilt_examples_are_refused)
{
    check_every_mutation(VECTORS "/session-request.json", true,
                         every_spoilt_example_gives_a_session_or_a_reason);
}

TEST(size_and_depth_are_bounded)
{
    const size_t megabytes = 10 * 1024 * 1024;
    char *big = malloc(megabytes);
    assert_non_null(big);
    memset(big, ' ', megabytes);
    memcpy(big, BODY(CALLER, CALLEE), strlen(BODY(CALLER, CALLEE)));
    skillcall_session *session = read_bytes(big, SKILLCALL_SESSION_JSON_MAX);
    assert_non_null(session);
    skillcall_session_free(session);
    assert_null(read_bytes(big, SKILLCALL_SESSION_JSON_MAX + 1));
    assert_status(SKILLCALL_E_TOO_LARGE);
    assert_null(read_bytes(big, megabytes));
    assert_status(SKILLCALL_E_TOO_LARGE);

    memset(big, '[', 10000);
    assert_null(read_bytes(big, 10000));
    assert_status(SKILLCALL_E_MALFORMED);
    memset(big + 10000, ']', 10000);
    assert_null(read_bytes(big, 20000));
    assert_status(SKILLCALL_E_MALFORMED);
    memset(big + 9744, '[', 256);
    big[10256] = '\0';
    check_refused(big + 9744, SKILLCALL_E_INVALID, " wrong_json_type");
    big[9743] = '[';
    big[10256] = ']';
    big[10257] = '\0';
    check_refused(big + 9743, SKILLCALL_E_MALFORMED, "");
    free(big);
}

TEST(arguments_are_checked)
{
    static const char body[] = BODY(CALLER, CALLEE);
    assert_null(skillcall_session_from_json(NULL, NULL, 0, 0, NULL));
    skillcall_error_clear(error);
    assert_null(skillcall_session_from_json(NULL, NULL, 5, 0, error));
    assert_message("the argument \"json\" is NULL");
    static const int32_t bad[] = {2, -1};
    for (size_t i = 0; i < 2; i++) {
        skillcall_error_clear(error);
        assert_null(skillcall_session_from_json(NULL, body, strlen(body), bad[i], error));
        assert_status(SKILLCALL_E_ARGUMENT);
    }
}

TEST(reasons_are_optional)
{
    static const char *const bodies[] = {BODY(CALLER, CALLER), "[]", "{", "{\"participants\":3}"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        assert_null(skillcall_session_from_json(NULL, bodies[i], strlen(bodies[i]), 0, NULL));
}

static bool read_vector(const skillcall_allocator *allocator)
{
    char *vector = read_text_file(VECTORS "/session-request.json");
    OWNED(session)
    session = skillcall_session_from_json(allocator, vector, strlen(vector), 0, error);
    free(vector);
    return session != NULL;
}

TEST(reading_survives_every_failing_allocation)
{
    assert_each_allocation_may_fail(read_vector, 1, NULL);
}

/* jansson takes some failures for bad syntax. */
TEST(reading_survives_a_failing_jansson)
{
    static const char body[] = BODY(CALLER, CALLEE);
    bool is_done = false;
    for (size_t i = 0; !is_done; i++) {
        jansson_fail_after(i);
        skillcall_session *session =
            skillcall_session_from_json(NULL, body, strlen(body), 0, error);
        jansson_relent();
        is_done = session != NULL;
        int32_t status = skillcall_error_status(error);
        assert_true(is_done || status == SKILLCALL_E_NO_MEMORY || status == SKILLCALL_E_MALFORMED);
        skillcall_session_free(session);
        assert_true(i < 1000);
    }
}
