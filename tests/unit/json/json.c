/* SPDX-License-Identifier: Apache-2.0 */
/* The grammar of JSON: the library reads what jansson reads, and to the same texts. */
#include "support/owned.h"
#include "support/unit.h"

#include <jansson.h>
#include <locale.h>
#include <skillcall/session.h>
#include <skillcall/skill_request.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* jansson asks for the separator, and aborts where it is longer than a byte, as in ps_AF. */
static char decimal_point[] = ".\xAB";

struct lconv *localeconv(void)
{
    static struct lconv conventions = {.decimal_point = decimal_point};
    return &conventions;
}

static int32_t read_status(const char *json, size_t size)
{
    OWNED(error) error = skillcall_error_new(NULL);
    assert_non_null(error);
    /* A block of just the document's size lets a sanitizer see any reading beyond. */
    char *block = malloc(size ? size : 1);
    assert_non_null(block);
    memcpy(block, json, size);
    skillcall_skill_request_free(skillcall_skill_request_from_json(NULL, block, size, error));
    free(block);
    int32_t status = skillcall_error_status(error);
    return status;
}

/* The member "x" may have any value that is well-formed. */
#define DOCUMENT(value) "{\"request\":{\"type\":\"T\"},\"x\":" value "}"

#define ZEROS_44 "00000000000000000000000000000000000000000000"
#define ZEROS_308 ZEROS_44 ZEROS_44 ZEROS_44 ZEROS_44 ZEROS_44 ZEROS_44 ZEROS_44

static const char *const values[] = {
    "0",
    "-0",
    "00",
    "01",
    "-",
    "+1",
    "1.",
    ".5",
    "1.5",
    "-1.50",
    "1e5",
    "1E+5",
    "1e-05",
    "1e",
    "1e+",
    "1.e5",
    "0x1",
    "1 2",
    "--1",
    "true",
    "tru",
    "truefalse",
    "True",
    "false",
    "falses",
    "null",
    "nul",
    "null0",
    "NaN",
    "Infinity",
    "",
    "[]",
    "[ ]",
    "[1]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1,2",
    "[",
    "]",
    "{}",
    "{ }",
    "{\"a\":1}",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{\"a\"}",
    "{a:1}",
    "{\"a\":}",
    "{,}",
    "{",
    "{\"a\":1,\"b\":[{\"a\":2},{}]}",
    "{\"a\":1 \"b\":2}",
    "{\"\":1}",
    "{1:1}",
    "[}",
    "{]",
    "\t\n\r 1 \t\n\r",
    "\v1",
    "\f1",
    "/**/1",
    "'a'",
    "\"a",
    "a\"",
    "\"\"",
    "\"\\\"\"",
    "\"\\\\\"",
    "\"\\\"",
    "\"\\a\"",
    "\"\\'\"",
    "\"\\\n\"",
    "\"\x01\"",
    "\"\x1F\"",
    "\"a\x01\"",
    "\"a\x1F\"",
    "\"\x7F\"",
    "\"\\u\"",
    "\"\\u12\"",
    "\"\\u123\"",
    "\"\\u12G4\"",
    "\"\\U0041\"",
    "\"\\uDBFF\\uDFFF\"",
    "\"\\uD800\\uDC0\"",
    "\"\xC3\xA9\"",
    "\"\xC3\"",
    "\"\xC0\x80\"",
    "\"\xED\xA0\x80\"",
    "\"\xF4\x90\x80\x80\"",
    "\"\xFF\"",
    "\xC3\xA9",
    "\"a\" \"b\"",
    "1 \"a\"",
};

TEST(the_same_documents_are_read)
{
    size_t accepted = 0;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char json[256];
        size_t size = (size_t)snprintf(json, sizeof json, DOCUMENT("%s"), values[i]);
        for (size_t cut = 0; cut <= size; cut++) {
            json_t *document = json_loadb(json, cut, JSON_REJECT_DUPLICATES, NULL);
            int32_t expected = document ? SKILLCALL_OK : SKILLCALL_E_MALFORMED;
            json_decref(document);
            if (read_status(json, cut) != expected)
                fail_msg("%.*s: status %d, expected %d", (int)cut, json,
                         (int)read_status(json, cut), (int)expected);
            accepted += expected == SKILLCALL_OK;
        }
    }
    assert_true(accepted > 20);
}

/* What harms no member that is read: names twice, strings that no text can hold, and numbers that
   no double can. */
static const char *const harmless[] = {
    "1e309 ",
    "1.8e308 ",
    "1.798e308 ",
    "1e0309 ",
    "2" ZEROS_308 " ",
    "-179769313486231590E291 ",
    "17976931348623158079E289 ",
    "-0.1E+310 ",
    "10e308 ",
    "[0.00001e314]",
    "[1.5e99999999999999999999]",
    "{\"a\":1,\"a\":1}",
    "{\"a\":1,\"\\u0061\":1}",
    "[{\"b\":{\"\":1,\"\":2}}]",
    "\"\\u0000\"",
    "\"a\\u0000b\"",
    "\"\\uD800\"",
    "\"\\uD800x\"",
    "\"\\uD800\\n\"",
    "\"\\uD800\\uD800\"",
    "\"\\uD800\\u0041\"",
    "\"\\uD800\\uDBFF\"",
    "\"\\uD800\\uE000\"",
    "\"\\uD800xuDC00\"",
    "\"\\u0041\\uDC00\"",
    "\"\\uD7FF\\uDC00\"",
    "\"\\uDC00\\uDC00\"",
    "\"\\uDFFF\"",
    "\"\\uDC00\"",
    "\"\\uDC00\\uD800\"",
    "{\"\\u0000\":1,\"\\ud83c\":2}",
};

static int32_t read_session_status(const char *json, size_t size)
{
    OWNED(error) error = skillcall_error_new(NULL);
    skillcall_session_free(skillcall_session_from_json(NULL, json, size, 0, error));
    int32_t status = skillcall_error_status(error);
    return status;
}

TEST(what_is_not_asked_for_spoils_nothing_but_sessions)
{
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        char json[512];
        size_t size = (size_t)snprintf(json, sizeof json, DOCUMENT("%s"), harmless[i]);
        for (size_t cut = 0; cut < size; cut++)
            assert_int_equal(read_status(json, cut), SKILLCALL_E_MALFORMED);
        assert_ok(read_status(json, size));
        assert_int_equal(read_session_status(json, size), SKILLCALL_E_MALFORMED);
    }
    static const char marked[] = "\xEF\xBB\xBF" DOCUMENT("0");
    assert_ok(read_status(marked, sizeof marked - 1));
    assert_int_equal(read_session_status(marked, sizeof marked - 1), SKILLCALL_E_MALFORMED);
    assert_int_equal(read_session_status(marked + 3, sizeof marked - 4), SKILLCALL_E_INVALID);
}

TEST(what_is_asked_for_is_never_guessed)
{
    static const char *const requests[] = {
        "{\"request\":{\"type\":\"T\",\"type\":\"T\"}}",
        "{\"request\":{\"type\":\"T\",\"t\\u0079pe\":\"U\"}}",
        "{\"request\":{\"type\":\"T\"},\"request\":{}}",
        "{\"request\":{\"type\":\"T\\u0000\"}}",
        "{\"request\":{\"type\":\"T\\u0000\\n\"}}",
        "{\"request\":{\"type\":\"T\\ud800\"}}",
        "{\"request\":{\"type\":\"\\udfff\\ud800\"}}",
    };
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        assert_int_equal(read_status(requests[i], strlen(requests[i])), SKILLCALL_E_MALFORMED);
}

TEST(long_numbers_are_passed_over)
{
    static const char *const documents[] = {
        DOCUMENT("-123456789012345678901234567890"),
        DOCUMENT("0.12345678901234567890123456789012345678901234567890E-12345678901234567890"),
        DOCUMENT("1e308"),
        DOCUMENT("-0.0017976931348623157E311"),
        DOCUMENT("1.7976931348623158e308"),
        DOCUMENT("1.79e308"),
        DOCUMENT("1e0308"),
        DOCUMENT("1" ZEROS_308),
        DOCUMENT("-0.00001E+313"),
        DOCUMENT("0.000e99999"),
        DOCUMENT("9e-99999"),
    };
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        assert_ok(read_status(documents[i], strlen(documents[i])));
        assert_int_equal(read_session_status(documents[i], strlen(documents[i])),
                         SKILLCALL_E_INVALID);
    }
}

TEST(numbers_are_read_in_every_locale)
{
    static const char json[] = DOCUMENT("[38.2,-1.5e3]");
    decimal_point[0] = '\xD9';
    assert_ok(read_status(json, strlen(json)));
    decimal_point[0] = '.';
}

static void check_text(const char *raw)
{
    char json[512];
    size_t size = (size_t)snprintf(json, sizeof json, "{\"request\":{\"type\":\"%s\"}}", raw);
    json_t *document = json_loadb(json, size, 0, NULL);
    assert_non_null(document);
    skillcall_skill_request *request = skillcall_skill_request_from_json(NULL, json, size, NULL);
    assert_non_null(request);
    assert_string_equal(
        skillcall_skill_request_type(request),
        json_string_value(json_object_get(json_object_get(document, "request"), "type")));
    skillcall_skill_request_free(request);
    json_decref(document);
}

TEST(texts_are_read_the_same)
{
    static const char *const texts[] = {
        "a",
        "\\\"\\\\\\/\\b\\f\\n\\r\\t",
        "\\u0041\\u007f\\u0080\\u07FF\\u0800\\uD7ff\\ue000\\uFFFF",
        "\\uD800\\uDC00\\udbff\\udfff\\uD83D\\uDE00",
        "x\\u00e9y\xC3\xA9z\xE2\x82\xAC\xF0\x9F\x98\x80",
        "fifteen letters\\u0021",
        "longer than any first buffer of a reader, with \\\"escapes\\\" at its end\\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_text(texts[i]);
    for (unsigned unit = 1; unit <= 0xFFFF; unit++) {
        char escape[7];
        snprintf(escape, sizeof escape, "\\u%04x", unit);
        if (unit < 0xD800 || unit > 0xDFFF)
            check_text(escape);
    }
}

static void check_message(const char *json, const char *message)
{
    OWNED(error) error = skillcall_error_new(NULL);
    assert_non_null(error);
    assert_null(skillcall_skill_request_from_json(NULL, json, strlen(json), error));
    assert_string_equal(skillcall_error_message(error), message);
}

TEST(reports_where_a_mistake_is)
{
    check_message("", "the skill request is not a well-formed JSON object (line 1, column 1)");
    check_message("{\n \"\xC3\xA9\": nil}",
                  "the skill request is not a well-formed JSON object (line 2, column 7)");
    check_message("{\"\xC3\xA9\" 17}",
                  "the skill request is not a well-formed JSON object (line 1, column 6)");
    check_message("{\"a\":[1,\n2",
                  "the skill request is not a well-formed JSON object (line 2, column 2)");
    check_message("{\"a\":\n\"a\xFF\"}", "the skill request is not UTF-8 (line 2, column 3)");
    check_message("{\"a\":\xFF}", "the skill request is not UTF-8 (line 1, column 6)");
    check_message("{\"a\":{\"b\":1} \"b\":2}",
                  "the skill request is not a well-formed JSON object (line 1, column 14)");
    check_message("{}\n{}",
                  "the skill request is not a well-formed JSON object (line 2, column 1)");
    check_message("{}, {}",
                  "the skill request is not a well-formed JSON object (line 1, column 3)");
    check_message("{\"a\":\"b\\n",
                  "the skill request is not a well-formed JSON object (line 1, column 6)");
    check_message("{\"a\":\"b\\u0041",
                  "the skill request is not a well-formed JSON object (line 1, column 6)");
    check_message("{\"a\":\"b\n\"}",
                  "the skill request is not a well-formed JSON object (line 1, column 8)");
    check_message("{\"a\":\"b\\x\"}",
                  "the skill request is not a well-formed JSON object (line 1, column 8)");
    check_message("{\"a\":true",
                  "the skill request is not a well-formed JSON object (line 1, column 10)");
    check_message("{\"a\":true null}",
                  "the skill request is not a well-formed JSON object (line 1, column 11)");
    check_message("]][", "the skill request is not a well-formed JSON object (line 1, column 1)");
    check_message("17", "the skill request is not a well-formed JSON object (line 1, column 1)");
}

TEST(what_is_not_nested_has_no_depth)
{
    enum { COUNT = 300 };
    char json[64 + 3 * COUNT] = "{\"request\":{\"type\":\"T\"},\"x\":[";
    for (int i = 0; i < COUNT; i++)
        strcat(json, "[],");
    strcat(json, "0]}");
    assert_ok(read_status(json, strlen(json)));
}

static void check_utf16(const char *data, size_t size)
{
    OWNED(error) error = skillcall_error_new(NULL);
    assert_null(skillcall_skill_request_from_json(NULL, data, size, error));
    assert_string_equal(skillcall_error_message(error),
                        "the skill request is UTF-16: send it as UTF-8");
}

TEST(utf_16_is_named)
{
    check_utf16("\xFF\xFE{\0}\0", 6);
    check_utf16("\xFE\xFF\0{\0}", 6);
    check_utf16("{\0}\0", 4);
    check_utf16("\0{\0}", 4);
}

TEST(a_session_has_no_name_twice)
{
    static const char json[] = "{\"a\":[{\"b\":1,\n\n\"b\":2}]}";
    OWNED(error) error = skillcall_error_new(NULL);
    assert_null(skillcall_session_from_json(NULL, json, strlen(json), 0, error));
    assert_string_equal(skillcall_error_message(error),
                        "the session repeats a member of an object (line 3): keep one of them");
}

static size_t allocations, fail_at, fail_count, largest, live;
static size_t spared; /* so many allocations may be larger than the largest */

/* Each block has its size in front and a guard behind it, which nobody may write. */
enum { GUARD_SIZE = 64, GUARD_BYTE = 0xA5 };

union header {
    size_t size;
    max_align_t alignment;
};

static void *allocate(size_t size)
{
    allocations++;
    if ((size > largest && allocations > spared) ||
        (allocations >= fail_at && allocations - fail_at < fail_count))
        return NULL;
    union header *header = malloc(sizeof *header + size + GUARD_SIZE);
    assert_non_null(header);
    header->size = size;
    memset((char *)(header + 1) + size, GUARD_BYTE, GUARD_SIZE);
    live++;
    return header + 1;
}

static void deallocate(void *block)
{
    if (!block)
        return;
    union header *header = (union header *)block - 1;
    for (size_t i = 0; i < GUARD_SIZE; i++)
        assert_int_equal(((unsigned char *)block)[header->size + i], GUARD_BYTE);
    live--;
    free(header);
}

/* A reader that drops a character for want of memory would let a wrong phone ring. */
static bool reads_without_memory(const char *json, const char *type)
{
    OWNED(error) error = skillcall_error_new(NULL);
    allocations = 0;
    skillcall_skill_request *request =
        skillcall_skill_request_from_json(NULL, json, strlen(json), error);
    if (request)
        assert_string_equal(skillcall_skill_request_type(request), type);
    else
        assert_int_equal(skillcall_error_status(error), SKILLCALL_E_NO_MEMORY);
    bool is_read = request != NULL;
    skillcall_skill_request_free(request);
    assert_int_equal(live, 0);
    return is_read;
}

static void check_without_memory(const char *json, const char *type)
{
    static const size_t counts[] = {1, 2, 3, 4, 5, 6, 7, 8, SIZE_MAX};
    largest = SIZE_MAX;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        fail_count = counts[i];
        fail_at = 1;
        while (!reads_without_memory(json, type))
            fail_at++;
        assert_true(fail_at > allocations);
    }
    for (spared = 0; spared < 10; spared++)
        for (largest = 0; largest < 300; largest++)
            reads_without_memory(json, type);
    spared = 0;
    largest = 0;
    while (!reads_without_memory(json, type))
        largest++;
    assert_true(largest > 0); /* the limit has an effect */
}

TEST(a_text_is_whole_or_there_is_no_memory)
{
    json_malloc_t old_allocate;
    json_free_t old_deallocate;
    json_get_alloc_funcs(&old_allocate, &old_deallocate);
    json_set_alloc_funcs(allocate, deallocate);
    char type[] = "+123456789012345678901234567890123456789012345678901234567890123456789";
    for (size_t length = sizeof type - 1; length > 1; length -= 7) {
        type[length] = '\0';
        char json[256];
        snprintf(json, sizeof json, "{\"request\":{\"type\":\"%s\"},\"x\":[1.5,%s,\"%s\"]}", type,
                 type + 1, type);
        check_without_memory(json, type);
    }
    json_set_alloc_funcs(old_allocate, old_deallocate);
}
