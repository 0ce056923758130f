/* SPDX-License-Identifier: Apache-2.0 */
/* The flags of start, checked for conflicts and missing ones. */
#ifndef SKILLCALL_COMMAND_START_FLAGS_H
#define SKILLCALL_COMMAND_START_FLAGS_H

#include "command/input.h"

#include <stdint.h>

struct call_flags {
    const char *from;
    const char *to;
    const char *profile_id;
    const char *extension;
    const char *endpoint_id;
    const char *client_session_id;
    bool no_client_session_id;
    bool allow_unknown;
};

struct start_options {
    struct call_flags call;
    const char *session_file;
    const char *skill_request;
    const char *endpoint;
    const char *token_file;
    const char *allow_host;
    const char *ca_file;
    int64_t deadline_ms;
    bool dry_run;
    bool json;
    bool verbose;
    struct document configuration; /* holds the values that were read from it */
};

/* Returns -1 to continue, else the exit code. */
int parse_start_flags(int argc, char **argv, struct start_options *options);

#endif
