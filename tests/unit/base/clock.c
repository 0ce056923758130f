/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks that show what no system's clock does. */
#include "support/owned.h"
#include "support/rig.h"

static const struct reply placed = {.http = 200, .body = PLACED_BODY};

TEST(a_clock_below_zero_is_refused)
{
    rig_start(&placed, 1);
    rig.time.now_ms = -1;
    assert_null(skillcall_client_new(NULL, rig.options, rig.error));
    assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_ARGUMENT);
    assert_non_null(strstr(skillcall_error_message(rig.error), "negative time"));
    rig.time.now_ms = 0;
    assert_ok(rig_place());
}

TEST(the_end_of_time_is_no_overflow)
{
    rig_start(&placed, 1);
    rig.time.unix_ms = 0;
    rig.time.now_ms = INT64_MAX - 3600000; /* the transport adds to it */
    assert_ok(rig_place());
    OWNED(call) call = rig_submit();
    assert_ok(skillcall_call_wait(call, INT64_MAX / 2, rig.error));
}

TEST(the_beginning_of_time_is_no_overflow)
{
    static const struct reply later = {.http = 429, .retry_after = "Thu, 01 Jan 1970 00:01:00 GMT"};
    rig_prepare(&later, 1);
    skillcall_client_options_set_max_attempts(rig.options, 1, NULL);
    rig.time.unix_ms = INT64_MIN;
    rig_open();
    assert_int_equal(rig_place(), SKILLCALL_E_THROTTLED);
    assert_true(skillcall_error_retry_after_ms(rig.error) > 60000);
}
