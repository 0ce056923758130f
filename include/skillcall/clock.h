/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The clock hook, for tests.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_CLOCK_H
#define SKILLCALL_CLOCK_H

#include <skillcall/export.h>

SKILLCALL_BEGIN

/**
 * A table of clocks for tests. Both functions are required. They may be called from any thread,
 * also with a lock held, so they must not use this library.
 */
typedef struct skillcall_clock {
    /** sizeof(struct skillcall_clock), as the caller was compiled with. */
    size_t struct_size;
    /** Passed to each function as it is. */
    void *user_data;
    /** Milliseconds that never decrease; skillcall_client_new() refuses a value below 0. */
    int64_t (*monotonic_ms)(void *user_data);
    /** Milliseconds since 1970-01-01 UTC. */
    int64_t (*unix_ms)(void *user_data);
} skillcall_clock;

SKILLCALL_END

#endif
