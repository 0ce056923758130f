/* SPDX-License-Identifier: Apache-2.0 */
#include "support/each_allocation.h"

#include "support/unit.h"

void assert_each_allocation_may_fail(make_function *make, size_t least, const char *secret)
{
    size_t fail_at = 0;
    bool is_made = false;
    while (!is_made) {
        struct watch watch = {.fail_at = ++fail_at, .secret = secret};
        skillcall_allocator allocator = watching_allocator(&watch);
        skillcall_error_clear(error);
        is_made = make(&allocator);
        assert_status(is_made ? SKILLCALL_OK : SKILLCALL_E_NO_MEMORY);
        assert_int_equal(is_made, watch.calls < fail_at);
        assert_int_equal(watch.live, 0);
        assert_false(watch.secret_seen);
    }
    assert_true(fail_at > least);
}
