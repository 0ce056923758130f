/* SPDX-License-Identifier: Apache-2.0 */
/* Client options, as the client and the built-in transport read them. */
#ifndef SKILLCALL_OPTIONS_OPTIONS_H
#define SKILLCALL_OPTIONS_OPTIONS_H

#include "base/allocator.h"

#include <skillcall/client_options.h>

/* The source of CA certificates; at most one of the three is set. */
struct skillcall__ca {
    char *file;
    char *path;
    void *blob;
    size_t blob_size;
};

struct skillcall_client_options {
    skillcall_allocator allocator;
    int64_t deadline_ms;
    int64_t connect_timeout_ms;
    int64_t backoff_base_ms;
    int64_t backoff_cap_ms;
    int32_t max_attempts;
    int32_t max_connections;
    int32_t max_calls;
    int32_t http_version;
    char *user_agent; /* NULL: ours; empty: none */
    struct skillcall__ca ca;
    char *proxy;
    skillcall_log_function log;
    void *log_user_data;
    int32_t log_level;
    skillcall_observer observer;
    skillcall_transport transport; /* without submit: the built-in one */
    skillcall_clock clock;
    skillcall_random_function random;
    void *random_user_data;
};

/* A copy in memory of the given allocator; NULL for a copy of the defaults. */
skillcall_client_options *skillcall__options_copy(const skillcall_allocator *allocator,
                                                  const skillcall_client_options *from,
                                                  skillcall_error *error);

#endif
