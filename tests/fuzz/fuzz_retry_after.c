/* How long a Retry-After asks to wait. Input: the time now in seconds, a newline, the value. */
#include "retry_after_reading.h"

#include "client/retry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *now = next_line(&data, &size);
    char *value = text_of(data, size);
    int64_t now_ms = 1000 * strtol(now, NULL, 10);
    if (now_ms >= 0 && now_ms <= INT64_C(300000000000000)) {
        int64_t wait_ms = skillcall__retry_after(value, now_ms);
        REQUIRE(is_right_wait(wait_ms, value, now_ms));
    }
    free(value);
    free(now);
    return 0;
}
