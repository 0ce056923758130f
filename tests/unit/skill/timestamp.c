/* SPDX-License-Identifier: Apache-2.0 */
/* When a skill request was sent, and whether that is too long ago. */
#include "support/one_error.h"
#include "support/owned.h"
#include "support/unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static skillcall_skill_request *read_text(const char *json)
{
    return skillcall_skill_request_from_json(NULL, json, strlen(json), error);
}

static skillcall_skill_request *read_with_timestamp(const char *timestamp)
{
    char json[256];
    snprintf(json, sizeof json, "{\"request\":{\"type\":\"X\",\"timestamp\":\"%s\"}}", timestamp);
    return read_text(json);
}

TEST(timestamps_are_understood)
{
    static const struct {
        const char *text;
        int64_t unix_ms;
    } table[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1969-12-31T23:59:60Z", 0},
        {"1969-12-31T23:30:00.5-00:30", 500},
        {"2000-02-29T12:34:56Z", 951827696000},
        {"2000-03-01T00:00:00Z", 951868800000},
        {"2015-05-13T12:34:56Z", 1431520496000},
        {"2015-05-13t12:34:56z", 1431520496000},
        {"2015-05-13T12:34:56.7Z", 1431520496700},
        {"2015-05-13T12:34:56.123456789Z", 1431520496123},
        {"2015-05-13T14:34:56+02:00", 1431520496000},
        {"2015-05-13T06:04:56-06:30", 1431520496000},
        {"2015-05-13T00:00:00+23:59", 1431388860000},
        {"2015-05-13T00:00:00.01Z", 1431475200010},
        {"2015-05-13T00:00:00.999999Z", 1431475200999},
        {"2015-05-13T12:34:56", 1431520496000},
        {"2015-05-13T12:34:56.7", 1431520496700},
        {"2015-05-13T14:34:56+0200", 1431520496000},
        {"2015-05-13T12:34:56.000+0000", 1431520496000},
        {"2015-05-13T12:34:56-0000", 1431520496000},
        {"1431520496000", 1431520496000},
        {"1000000000000", 1000000000000},
        {"99999999999999", 99999999999999},
        {"2016-12-31T23:59:60Z", 1483228800000},
        {"2100-03-01T00:00:00Z", 4107542400000},
        {"9999-12-31T23:59:59.999Z", 253402300799999},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        OWNED(skill_request) request = read_with_timestamp(table[i].text);
        assert_true(skillcall_skill_request_timestamp_ms(request) == table[i].unix_ms);
    }
}

static int64_t read_timestamp_value(const char *value, const char *text)
{
    char json[256];
    snprintf(json, sizeof json, "{\"request\":{\"type\":\"X\",\"timestamp\":%s}}", value);
    OWNED(skill_request) request = read_text(json);
    assert_non_null(request);
    const char *read = skillcall_skill_request_timestamp(request);
    assert_true(text ? read && strcmp(read, text) == 0 : !read);
    int64_t unix_ms = skillcall_skill_request_timestamp_ms(request);
    assert_int_equal(skillcall_skill_request_is_fresh(request, unix_ms), unix_ms < 0 ? -1 : 1);
    return unix_ms;
}

TEST(a_timestamp_may_be_a_number_or_unreadable)
{
    assert_true(read_timestamp_value("1501507326551", "1501507326551") == 1501507326551);
    assert_true(read_timestamp_value("\"0150150732655\"", "0150150732655") == 150150732655);
    assert_true(read_timestamp_value("1501507326", "1501507326") == -1);
    assert_true(read_timestamp_value("1501507326551.5", "1501507326551.5") == -1);
    assert_true(read_timestamp_value("-1501507326551", "-1501507326551") == -1);
    assert_true(read_timestamp_value("1.5e12", "1.5e12") == -1);
    assert_true(read_timestamp_value("123456789012345", "123456789012345") == -1);
    assert_true(read_timestamp_value("\"soon\"", "soon") == -1);
    assert_true(read_timestamp_value("true", NULL) == -1);
    assert_true(read_timestamp_value("null", NULL) == -1);
    assert_true(read_timestamp_value("{}", NULL) == -1);
    assert_true(read_timestamp_value("\"\\u0000\"", NULL) == -1);
}

/* Counts the days one by one, which the library does not. */
TEST(every_day_is_its_own)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t days = 0;
    for (int year = 1970; year <= 2404; year++) {
        bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && is_leap);
            for (int day = 0; day <= 32; day++) {
                if (year % 100 > 4 && year % 100 < 96 && year != 1970)
                    continue;
                char text[64];
                snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", year, month, day);
                OWNED(skill_request) request = read_with_timestamp(text);
                assert_true(skillcall_skill_request_timestamp_ms(request) ==
                            (day >= 1 && day <= length ? (days + day - 1) * 86400000 : -1));
            }
            days += length;
        }
    }
}

TEST(other_timestamps_are_none)
{
    static const char *const bad[] = {
        "2015",
        "2015-05-13",
        "2015-05-13 12:34:56Z",
        "2015-5-13T12:34:56Z",
        "2015-00-13T12:34:56Z",
        "2015-13-13T12:34:56Z",
        "2015-04-31T12:34:56Z",
        "2015-02-29T12:34:56Z",
        "2100-02-29T12:34:56Z",
        "2015-05-00T12:34:56Z",
        "2015-05-13T24:00:00Z",
        "2015-05-13T12:60:00Z",
        "2015-05-13T12:34:61Z",
        "2015-05-13T12:34Z",
        "2015-05-13T12:34:56.Z",
        "2015-05-13T12:34:56,5Z",
        "2015-05-13T12:34:56+02:",
        "2015-05-13T12:34:56+020",
        "2015-05-13T12:34:56+02000",
        "2015-05-13T12:34:56+2400",
        "2015-05-13T12:34:56+24:00",
        "2015-05-13T12:34:56-24:00",
        "2015-05-13T12:34:56*02:00",
        "2015-05-13T12:34:56.:Z",
        "2015-05-13T12:34:56./Z",
        "2015-05-13T12:34:5Z",
        "2015-05-13T12:34:56+02:0",
        "2015-05-13T12:34:5:Z",
        "2015-05-13T12:34:5/Z",
        "2015-05-13T12:34:56+02:60",
        "2015-05-13T12:34:56ZZ",
        "2015-05-13T12:34:56x",
        "1969-12-31T23:59:59.999Z",
        "1969-12-31T23:29:59.999-00:30",
        "0000-01-01T00:00:00Z",
        "1970-01-01T00:00:00+00:01",
        "-015-05-13T12:34:56Z",
        "143152049600",
        "143152049600000",
        "1431520496000x",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        OWNED(skill_request) request = read_with_timestamp(bad[i]);
        assert_string_equal(skillcall_skill_request_timestamp(request), bad[i]);
        assert_int_equal(skillcall_skill_request_timestamp_ms(request), -1);
        assert_true(skillcall_skill_request_age_ms(request, 0) == INT64_MAX);
        assert_int_equal(skillcall_skill_request_is_fresh(request, 0), -1);
    }
}

TEST(age_may_be_negative)
{
    skillcall_skill_request *request = read_with_timestamp("2015-05-13T12:34:56Z");
    const int64_t sent = 1431520496000;
    assert_int_equal(skillcall_skill_request_age_ms(request, sent + 150001), 150001);
    assert_int_equal(skillcall_skill_request_age_ms(request, sent - 5), -5);
    assert_true(skillcall_skill_request_age_ms(request, INT64_MIN) == INT64_MIN);
    assert_true(skillcall_skill_request_age_ms(request, INT64_MAX) == INT64_MAX - sent);
    skillcall_skill_request_free(request);
    request = read_with_timestamp("1970-01-01T00:00:00Z");
    assert_int_equal(skillcall_skill_request_age_ms(request, 5), 5);
    skillcall_skill_request_free(request);
}

static int32_t is_fresh(const char *type, int64_t age_ms)
{
    char json[256];
    snprintf(json, sizeof json,
             "{\"request\":{\"type\":\"%s\",\"timestamp\":\"2015-05-13T12:34:56Z\"}}", type);
    OWNED(skill_request) request = read_text(json);
    int32_t fresh = skillcall_skill_request_is_fresh(request, 1431520496000 + age_ms);
    return fresh;
}

TEST(skill_events_may_come_late)
{
    assert_int_equal(is_fresh("IntentRequest", 150000), 1);
    assert_int_equal(is_fresh("IntentRequest", 150001), 0);
    assert_int_equal(is_fresh("IntentRequest", -150000), 1);
    assert_int_equal(is_fresh("IntentRequest", -150001), 0);
    assert_int_equal(is_fresh("AlexaSkillEvent.SkillEnabled", 3600000), 1);
    assert_int_equal(is_fresh("AlexaSkillEvent.SkillEnabled", 3600001), 0);
    assert_int_equal(is_fresh("AlexaSkillEvent.SkillEnabled", -150001), 0);
    assert_int_equal(is_fresh("AlexaSkillEvent", 150001), 0);
    assert_int_equal(skillcall_skill_request_is_fresh(NULL, 0), -1);
}

TEST(the_first_moment_of_1970_is_a_timestamp)
{
    OWNED(skill_request) request = read_with_timestamp("1970-01-01T00:00:00Z");
    assert_int_equal(skillcall_skill_request_is_fresh(request, 0), 1);
}
