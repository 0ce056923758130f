/* The flags of start, checked for what excludes each other and what is missing. */
#ifndef SKILLCALL_COMMAND_START_FLAGS_H
#define SKILLCALL_COMMAND_START_FLAGS_H

#include "command/flags.h"
#include "command/start_session.h"

struct start_options {
    struct call_flags call;
    const char *session_file;
    const char *endpoint;
    const char *token_file;
    const char *allow_host;
    const char *ca_file;
    int64_t deadline_ms;
    bool dry_run;
    bool json;
    bool verbose;
};

/* Returns -1 to go on, else the exit code. */
int parse_start_flags(int argc, char **argv, struct start_options *options);

#endif
