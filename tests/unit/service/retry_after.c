/* SPDX-License-Identifier: Apache-2.0 */
/* What a header Retry-After means. */
#include "support/rig.h"

/* The pause that a refusal with such a header asks for, at a time of the wall clock. */
static int64_t pause_asked_at(int64_t unix_ms, const char *value)
{
    struct reply reply = {.http = 429, .retry_after = value};
    rig_prepare(&reply, 1);
    skillcall_client_options_set_max_attempts(rig.options, 1, NULL);
    rig_open();
    rig.time.unix_ms = unix_ms - rig.time.now_ms;
    rig_place();
    int64_t pause_ms = skillcall_error_retry_after_ms(rig.error);
    rig_close();
    return pause_ms;
}

/* Counts the days one by one, which the library does not. */
TEST(every_day_is_its_own)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t midnight = INT64_C(946684800000); /* 1 January 2000 */
    for (int year = 2000; year < 2002; year++) {
        for (int month = 0; month < 12; month++) {
            int length = lengths[month] + (month == 1 && year == 2000);
            for (int day = 0; day <= 32; day++) {
                char value[64];
                snprintf(value, sizeof value, "Mon, %02d %s %d 00:00:07 GMT", day, months[month],
                         year);
                bool is_day = day >= 1 && day <= length;
                if (pause_asked_at(midnight, value) != (is_day ? 7000 : -1))
                    fail_msg("%s", value);
                if (is_day)
                    midnight += 86400000;
            }
        }
    }
}

TEST(seconds_are_decimal)
{
    assert_int_equal(pause_asked_at(0, "120"), 120000);
    assert_int_equal(pause_asked_at(0, "0086399"), 86399000);
    assert_int_equal(pause_asked_at(0, "1234567890"), INT64_C(1234567890000));
}

/* Cut short, it would be another number. */
TEST(a_value_that_is_too_long_is_no_time)
{
    char value[101];
    for (int length = 1; length <= 100; length++) {
        snprintf(value, sizeof value, "%0*d", length, 1);
        assert_int_equal(pause_asked_at(0, value), length < 64 ? 1000 : -1);
    }
}

TEST(dates_have_one_form)
{
    static const char *const others[] = {
        "9un, 09 Sep 2001 12:00:01 GMT", "Sun, 09 Xxx 2001 12:00:01 GMT",
        "Sun, 09 Seq 2001 12:00:01 GMT", "Sun, 09 Sep 2001 12:00:01 GMT ",
        "Sun, 09 sep 2001 12:00:01 GMT",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (pause_asked_at(0, others[i]) != -1)
            fail_msg("%s", others[i]);
}

TEST(limits_times_of_day)
{
    static const int64_t noon = INT64_C(1000036800000); /* of 9 September 2001 */
    assert_int_equal(pause_asked_at(noon, "Sun, 09 Sep 2001 12:00:00 GMT"), 0);
    assert_int_equal(pause_asked_at(noon, "Sun, 09 Sep 2001 12:00:01 GMT"), 1000);
    assert_int_equal(pause_asked_at(noon, "Sun, 09 Sep 2001 12:59:00 GMT"), 59 * 60000);
    assert_int_equal(pause_asked_at(noon, "Sun, 09 Sep 2001 23:59:59 GMT"), 12 * 3600000 - 1000);
    assert_int_equal(pause_asked_at(noon, "Sun, 09 Sep 2001 23:59:60 GMT"), 12 * 3600000);
    assert_int_equal(pause_asked_at(noon, "Sun, 09 Sep 2001 23:59:61 GMT"), -1);
    assert_int_equal(pause_asked_at(0, "Thu, 01 Jan 1970 00:00:01 GMT"), 1000);
    assert_int_equal(pause_asked_at(0, "Wed, 31 Dec 1969 23:59:59 GMT"), 0);
    assert_int_equal(pause_asked_at(-5000, "Thu, 01 Jan 1970 00:00:00 GMT"), 5000);
}
