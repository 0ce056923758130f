/* SPDX-License-Identifier: Apache-2.0 */
/* How long a Retry-After asks to wait. Input: the time now in seconds, a newline, the value. */
#include "retry_after_reading.h"

#include "service/retry_after.h"

#define NOW_SECONDS_MAX INT64_C(300000000000) /* beyond the year 9999 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *now = next_line(&data, &size);
    char *value = text_of(data, size);
    int64_t now_seconds = strtol(now, NULL, 10);
    if (now_seconds >= 0 && now_seconds <= NOW_SECONDS_MAX) {
        int64_t now_ms = now_seconds * 1000;
        REQUIRE(is_right_wait(skillcall__retry_after(value, now_ms), value, now_ms));
    }
    free(value);
    free(now);
    return 0;
}
