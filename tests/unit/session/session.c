/* SPDX-License-Identifier: Apache-2.0 */
/* The builder, the client session id, and the session that comes of them. */
#define _DEFAULT_SOURCE /* getentropy */

#include "support/each_allocation.h"
#include "support/example_session.h"
#include "support/mutations.h"
#include "support/next.h"
#include "support/owned.h"
#include "support/unit.h"
#include "support/violations.h"
#include "support/watching_allocator.h"

#include <jansson.h>
#include <unistd.h>

static skillcall_session *make_example(void)
{
    skillcall_session_builder *builder = example_builder(NULL, error);
    skillcall_session_builder_set_client_session_id(builder, EXAMPLE_ID, error);
    skillcall_session *session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    assert_non_null(session);
    return session;
}

TEST(the_example_is_written_byte_for_byte)
{
    char *vector = read_text_file(VECTORS "/session-request.json");
    vector[strlen(vector) - 1] = '\0'; /* the line break at its end */
    skillcall_session *session = make_example();
    char text[2048];
    assert_int_equal(skillcall_session_write_json(session, 2, text, sizeof text), strlen(vector));
    assert_string_equal(text, vector);
    skillcall_session_free(session);
    free(vector);
}

TEST(the_compact_text_is_what_jansson_makes_of_the_example)
{
    json_t *vector = json_load_file(VECTORS "/session-request.json", 0, NULL);
    char *compact = json_dumps(vector, JSON_COMPACT);
    skillcall_session *session = make_example();
    assert_string_equal(skillcall_session_json(session), compact);
    skillcall_session_free(session);
    free(compact);
    json_decref(vector);
}

TEST(writing_is_bounded_as_with_snprintf)
{
    OWNED(session) session = make_example();
    for (uint32_t indent = 0; indent <= 8; indent++) {
        char whole[4096], part[4096];
        size_t length = skillcall_session_write_json(session, indent, whole, sizeof whole);
        assert_int_equal(strlen(whole), length);
        assert_int_equal(skillcall_session_write_json(session, indent, NULL, 0), length);
        for (size_t size = 1; size <= length + 2; size += size < 40 ? 1 : 37) {
            memset(part, '#', sizeof part);
            assert_int_equal(skillcall_session_write_json(session, indent, part, size), length);
            assert_int_equal(strlen(part), size - 1 < length ? size - 1 : length);
            assert_memory_equal(part, whole, strlen(part));
            assert_int_equal(part[size], '#');
        }
        json_t *read = json_loads(whole, 0, NULL);
        json_t *compact = json_loads(skillcall_session_json(session), 0, NULL);
        assert_true(json_equal(read, compact));
        json_decref(read);
        json_decref(compact);
    }
    assert_int_equal(skillcall_session_write_json(session, UINT32_MAX, NULL, 0),
                     skillcall_session_write_json(session, 8, NULL, 0));
    assert_int_equal(skillcall_session_write_json(session, 0, NULL, 0),
                     strlen(skillcall_session_json(session)));
}

static void check_escapes(const char *odd)
{
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, error);
    OWNED(participant) room = skillcall_participant_new_room(NULL, odd, odd, error);
    OWNED(participant) extension = skillcall_participant_new_extension(NULL, odd, error);
    skillcall_session_builder_add(builder, extension, error);
    skillcall_session_builder_add(builder, room, error);
    skillcall_session_builder_set_client_session_id(builder, "\"\\ ~", error);
    OWNED(session) session = skillcall_session_builder_build(builder, error);
    assert_non_null(session);

    json_t *body = json_loads(skillcall_session_json(session), JSON_REJECT_DUPLICATES, NULL);
    json_t *expected = json_pack(
        "{s[{s{ssss}ss}{s{ssss}sssbss}]s{ss}}", "participants", "id", "type", "RAW_ADDRESS",
        "value", odd, "communicationProviderId", SKILLCALL_PROVIDER_SMART_PROPERTIES, "id", "type",
        "COMMUNICATION_PROFILE_ID", "value", odd, "endpointId", odd, "isOriginator", 1,
        "communicationProviderId", SKILLCALL_PROVIDER_SMART_PROPERTIES, "clientContext",
        "clientSessionId", "\"\\ ~");
    assert_non_null(expected);
    assert_true(json_equal(body, expected));
    json_decref(body);
    json_decref(expected);
}

TEST(texts_are_escaped_and_read_back_the_same)
{
    char quotes[128];
    memset(quotes, '"', sizeof quotes - 1);
    quotes[sizeof quotes - 1] = '\0';
    check_escapes("\"quoted\" back\\slash /slash caf\xC3\xA9 \xF0\x9F\x98\x80 </script>");
    check_escapes(quotes); /* the escapes double their length */
}

TEST(the_session_returns_what_it_holds)
{
    OWNED(session) session = make_example();
    assert_int_equal(skillcall_session_participant_count(session), 2);
    const skillcall_participant *caller = skillcall_session_participant(session, 0);
    const skillcall_participant *callee = skillcall_session_participant(session, 1);
    assert_null(skillcall_session_participant(session, 2));
    assert_null(skillcall_session_participant(session, SIZE_MAX));
    assert_string_equal(skillcall_participant_type(caller), "PHONE_NUMBER");
    assert_string_equal(skillcall_participant_value(caller), "+12045551111");
    assert_string_equal(skillcall_participant_endpoint_id(caller), EXAMPLE_ENDPOINT_ID);
    assert_null(skillcall_participant_provider_id(caller));
    assert_int_equal(skillcall_participant_originator(caller), SKILLCALL_ORIGINATOR_YES);
    assert_string_equal(skillcall_participant_value(callee), "+16073331111");
    assert_null(skillcall_participant_endpoint_id(callee));
    assert_string_equal(skillcall_participant_provider_id(callee), SKILLCALL_PROVIDER_PHONE);
    assert_int_equal(skillcall_participant_originator(callee), SKILLCALL_ORIGINATOR_UNSET);
    assert_string_equal(skillcall_session_client_session_id(session), EXAMPLE_ID);
}

TEST(null_is_refused_and_nothing_crashes)
{
    skillcall_participant *participant = skillcall_participant_new(NULL, NULL);
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, NULL);
    assert_int_equal(skillcall_session_builder_add(NULL, participant, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_session_builder_add(builder, NULL, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_session_builder_set_client_session_id(NULL, "x", NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_session_builder_omit_client_session_id(NULL, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_session_builder_set_id_generator(NULL, NULL, NULL, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_session_builder_allow_unknown(NULL, 1, NULL), SKILLCALL_E_ARGUMENT);
    assert_null(skillcall_session_builder_build(NULL, NULL));
    skillcall_error_clear(error);
    assert_null(skillcall_session_builder_build(NULL, error));
    assert_message("the argument \"builder\" is NULL");
    skillcall_session_builder_free(builder);
    skillcall_session_builder_free(NULL);
    skillcall_participant_free(participant);

    char text[4] = "abc";
    assert_int_equal(skillcall_session_write_json(NULL, 2, text, sizeof text), 0);
    assert_string_equal(text, "");
    assert_int_equal(skillcall_session_write_json(NULL, 2, NULL, 0), 0);
    assert_int_equal(skillcall_session_participant_count(NULL), 0);
    assert_null(skillcall_session_participant(NULL, 0));
    assert_null(skillcall_session_client_session_id(NULL));
    assert_null(skillcall_session_json(NULL));
    skillcall_session_free(NULL);
}

TEST(setters_return_success)
{
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, NULL);
    assert_int_equal(skillcall_session_builder_set_client_session_id(builder, "x", NULL), 0);
    assert_int_equal(skillcall_session_builder_omit_client_session_id(builder, NULL), 0);
    assert_int_equal(skillcall_session_builder_set_id_generator(builder, NULL, NULL, NULL), 0);
    assert_int_equal(skillcall_session_builder_allow_unknown(builder, 1, NULL), 0);
    assert_int_equal(skillcall_session_builder_allow_unknown(builder, 0, NULL), 0);
}

TEST(arguments_out_of_range_are_refused)
{
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, error);
    static const int32_t bad[] = {2, -1, INT32_MAX};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(skillcall_session_builder_allow_unknown(builder, bad[i], error),
                         SKILLCALL_E_ARGUMENT);
    OWNED(participant) participant = skillcall_participant_new(NULL, error);
    for (int i = 0; i < 16; i++)
        assert_ok(skillcall_session_builder_add(builder, participant, error));
    assert_int_equal(skillcall_session_builder_add(builder, participant, error),
                     SKILLCALL_E_TOO_LARGE);
    assert_status(SKILLCALL_E_TOO_LARGE);
}

TEST(a_chain_keeps_its_first_failure)
{
    struct watch watch = {.fail_at = 1};
    skillcall_allocator allocator = watching_allocator(&watch);
    OWNED(participant) participant = skillcall_participant_new(NULL, NULL);
    skillcall_session_builder *builder = skillcall_session_builder_new(&allocator, error);
    skillcall_session_builder_add(builder, participant, error);
    skillcall_session_builder_set_client_session_id(builder, "x", error);
    skillcall_session_builder_set_id_generator(builder, NULL, NULL, error);
    skillcall_session_builder_allow_unknown(builder, 1, error);
    skillcall_session_builder_omit_client_session_id(builder, error);
    assert_null(skillcall_session_builder_build(builder, error));
    assert_status(SKILLCALL_E_NO_MEMORY);
}

TEST(a_success_leaves_the_error_as_it_was)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, error);
    assert_null(skillcall_session_builder_build(builder, error));
    assert_int_equal(skillcall_error_violation_count(error), 1);
    skillcall_session_builder_free(builder);
    skillcall_session *session = make_example();
    assert_status(SKILLCALL_E_INVALID);
    assert_int_equal(skillcall_error_violation_count(error), 1);
    skillcall_session_free(session);
}

TEST(builders_and_sessions_keep_copies)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, error);
    skillcall_participant *caller =
        skillcall_participant_new_phone_caller(NULL, "+12", "device", error);
    skillcall_participant *callee = skillcall_participant_new_phone_callee(NULL, "+13", error);
    skillcall_session_builder_add(builder, caller, error);
    skillcall_session_builder_add(builder, callee, error);
    skillcall_participant_set_identity(caller, "CHANGED", "changed", error);
    skillcall_participant_free(caller);
    skillcall_participant_free(callee);
    char id[] = "mine";
    skillcall_session_builder_set_client_session_id(builder, id, error);
    id[0] = 'X';
    OWNED(session) session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_set_client_session_id(builder, "other", error);
    skillcall_session_builder_free(builder);
    assert_string_equal(skillcall_participant_value(skillcall_session_participant(session, 0)),
                        "+12");
    assert_string_equal(skillcall_session_client_session_id(session), "mine");
}

/* What is added to a builder may come from a session. */
TEST(a_session_can_be_taken_apart_and_built_again)
{
    OWNED(session) session = make_example();
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, error);
    for (size_t i = 0; i < 2; i++)
        skillcall_session_builder_add(builder, skillcall_session_participant(session, i), error);
    skillcall_session_builder_set_client_session_id(
        builder, skillcall_session_client_session_id(session), error);
    OWNED(session) again = skillcall_session_builder_build(builder, error);
    assert_string_equal(skillcall_session_json(again), skillcall_session_json(session));
}

static bool kernel_refuses;

int getentropy(void *bytes, size_t size)
{
    return kernel_refuses ? -1 : NEXT(getentropy)(bytes, size);
}

static void assert_fresh_uuids(void)
{
    enum { BUILDS = 200 };
    char ids[BUILDS][37];
    OWNED(session_builder) builder = example_builder(NULL, error);
    for (size_t i = 0; i < BUILDS; i++) {
        OWNED(session) session = skillcall_session_builder_build(builder, error);
        const char *id = skillcall_session_client_session_id(session);
        assert_int_equal(strlen(id), 36);
        for (size_t at = 0; at < 36; at++) {
            bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
            assert_non_null(strchr(is_dash ? "-" : "0123456789abcdef", id[at]));
        }
        assert_int_equal(id[14], '4');           /* the version */
        assert_non_null(strchr("89ab", id[19])); /* the variant of RFC 9562 */
        memcpy(ids[i], id, sizeof ids[i]);
        for (size_t earlier = 0; earlier < i; earlier++)
            assert_string_not_equal(ids[earlier], ids[i]);
    }
}

TEST(each_build_makes_a_fresh_uuid)
{
    assert_fresh_uuids();
    kernel_refuses = true;
    assert_fresh_uuids();
    kernel_refuses = false;
}

static void check_id(const skillcall_session_builder *builder, const char *expected)
{
    OWNED(session) session = skillcall_session_builder_build(builder, error);
    assert_non_null(session);
    const char *id = skillcall_session_client_session_id(session);
    if (expected)
        assert_string_equal(id, expected);
    else
        assert_null(id);
    assert_int_equal(strstr(skillcall_session_json(session), "clientContext") != NULL,
                     expected != NULL);
}

static int32_t count_up(void *user_data, char *buffer, size_t size)
{
    assert_int_equal(size, 101);
    snprintf(buffer, size, "id-%d", ++*(int *)user_data);
    return 0;
}

TEST(the_client_session_id_is_chosen_by_the_latest_setting)
{
    int count = 0;
    OWNED(session_builder) builder = example_builder(NULL, error);
    skillcall_session_builder_set_id_generator(builder, count_up, &count, error);
    check_id(builder, "id-1");
    check_id(builder, "id-2");
    skillcall_session_builder_set_client_session_id(builder, "mine", error);
    check_id(builder, "mine");
    skillcall_session_builder_omit_client_session_id(builder, error);
    check_id(builder, NULL);
    skillcall_session_builder_set_client_session_id(builder, "mine again", error);
    check_id(builder, "mine again");
    skillcall_session_builder_set_client_session_id(builder, NULL, error);
    check_id(builder, "id-3");
    skillcall_session_builder_omit_client_session_id(builder, error);
    skillcall_session_builder_set_client_session_id(builder, NULL, error);
    check_id(builder, "id-4");
    assert_int_equal(count, 4);

    skillcall_session_builder_set_id_generator(builder, NULL, NULL, error);
    OWNED(session) session = skillcall_session_builder_build(builder, error);
    assert_int_equal(strlen(skillcall_session_client_session_id(session)), 36);
}

TEST(the_generator_is_not_asked_for_a_session_that_breaks_rules)
{
    int count = 0;
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, error);
    skillcall_session_builder_set_id_generator(builder, count_up, &count, error);
    assert_null(skillcall_session_builder_build(builder, error));
    assert_int_equal(count, 0);
}

struct script {
    const char *bytes;
    size_t size;
    int32_t result;
};

static int32_t play(void *user_data, char *buffer, size_t size)
{
    const struct script *script = user_data;
    assert_true(script->size <= size);
    if (script->size)
        memcpy(buffer, script->bytes, script->size);
    return script->result;
}

TEST(a_bad_generator_fails_the_build)
{
    char full[101], letters[101];
    memset(full, 'x', sizeof full);
    memset(letters, 'x', 100);
    letters[100] = '\0';
    struct script scripts[] = {
        {"good", 5, 7},        /* says that it failed */
        {"good", 5, -1},       /* likewise */
        {"", 1, 0},            /* an empty id */
        {NULL, 0, 0},          /* writes nothing at all */
        {full, 101, 0},        /* writes no NUL */
        {"caf\xC3\xA9", 6, 0}, /* no ASCII */
        {"a\nb", 4, 0},        /* a control character */
    };
    struct script longest = {letters, 101, 0};
    OWNED(session_builder) builder = example_builder(NULL, error);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        skillcall_session_builder_set_id_generator(builder, play, &scripts[i], error);
        assert_null(skillcall_session_builder_build(builder, error));
        assert_status(SKILLCALL_E_GENERATOR);
        assert_int_equal(skillcall_error_violation_count(error), 0);
        assert_null(skillcall_session_builder_build(builder, NULL));
    }
    skillcall_session_builder_set_id_generator(builder, play, &scripts[0], error);
    assert_null(skillcall_session_builder_build(builder, error));
    assert_message("the client session id generator failed with 7");
    skillcall_session_builder_set_id_generator(builder, play, &longest, error);
    check_id(builder, letters);
}

/* Everything from the participants to the session, with one allocator for all. */
static bool build_all(const skillcall_allocator *allocator)
{
    OWNED(session_builder) builder = example_builder(allocator, error);
    if (!builder || skillcall_session_builder_set_client_session_id(builder, EXAMPLE_ID, error))
        return false;
    OWNED(session) session = skillcall_session_builder_build(builder, error);
    return session != NULL;
}

TEST(building_survives_every_failing_allocation)
{
    assert_each_allocation_may_fail(build_all, 1, NULL);
}

static skillcall_participant *make_private(const skillcall_allocator *allocator, const char *text)
{
    skillcall_participant *participant = skillcall_participant_new(allocator, NULL);
    for (int again = 0; again < 2; again++) { /* the second time, the first texts are given back */
        assert_int_equal(skillcall_participant_set_identity(participant, text, text, NULL), 0);
        assert_int_equal(skillcall_participant_set_endpoint_id(participant, text, NULL), 0);
        assert_int_equal(skillcall_participant_set_provider_id(participant, text, NULL), 0);
    }
    return participant;
}

TEST(memory_given_back_holds_no_text_of_a_participant)
{
    /* So long that not all of them lie in the objects themselves. */
    struct watch watch = {.secret = "a text of a participant, which is as long as many a number "
                                    "of a room or a device, so it is quickly too long"};
    skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_participant *participant = make_private(&allocator, watch.secret);
    skillcall_session_builder *builder = skillcall_session_builder_new(&allocator, NULL);
    skillcall_session_builder_allow_unknown(builder, 1, NULL);
    skillcall_session_builder_add(builder, participant, NULL);
    skillcall_participant_set_originator(participant, SKILLCALL_ORIGINATOR_YES, NULL);
    skillcall_session_builder_add(builder, participant, NULL);
    skillcall_session *session = skillcall_session_builder_build(builder, error);
    assert_non_null(session);
    skillcall_session_free(session);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(participant);
    assert_int_equal(watch.live, 0);
    assert_false(watch.secret_seen);
}

TEST(a_failed_call_leaves_the_builder_as_it_was)
{
    struct watch watch = {0};
    skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_session_builder *builder = example_builder(&allocator, error);
    skillcall_session_builder_set_client_session_id(builder, "mine", error);
    char long_text[700] = "";
    memset(long_text, 'x', sizeof long_text - 1);
    skillcall_participant *more =
        skillcall_participant_new_phone_caller(NULL, long_text, long_text, error);
    for (size_t i = 1; i <= 2; i++) {
        watch.fail_at = watch.calls + i;
        assert_int_equal(skillcall_session_builder_add(builder, more, error),
                         SKILLCALL_E_NO_MEMORY);
    }
    watch.fail_at = watch.calls + 1;
    assert_int_equal(skillcall_session_builder_set_client_session_id(builder, long_text, error),
                     SKILLCALL_E_NO_MEMORY);
    check_id(builder, "mine");
    for (int i = 0; i < 2; i++)
        skillcall_session_builder_set_client_session_id(builder, long_text, error);
    skillcall_participant_free(more);
    skillcall_session_builder_free(builder);
    assert_int_equal(watch.live, 0);
}

/* Where there is no memory to list violations, that is what the caller is told. */
TEST(violations_without_memory_are_a_lack_of_memory)
{
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, error);
    OWNED(participant) empty = skillcall_participant_new(NULL, error);
    for (int i = 0; i < 16; i++)
        skillcall_session_builder_add(builder, empty, error);
    for (size_t i = 1; i <= 4; i++) {
        struct watch watch = {.fail_at = i + 1}; /* the first is the error object itself */
        skillcall_allocator allocator = watching_allocator(&watch);
        skillcall_error *own = skillcall_error_new(&allocator);
        assert_null(skillcall_session_builder_build(builder, own));
        bool failed = watch.calls >= watch.fail_at;
        assert_int_equal(skillcall_error_status(own),
                         failed ? SKILLCALL_E_NO_MEMORY : SKILLCALL_E_INVALID);
        assert_int_equal(skillcall_error_violation_count(own), failed ? 0 : 18);
        assert_int_equal(failed, i <= 3);
        skillcall_error_free(own);
        assert_int_equal(watch.live, 0);
    }
}
