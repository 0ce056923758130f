/* The flags of start that describe the call, and the session that they make. */
#ifndef SKILLCALL_COMMAND_START_SESSION_H
#define SKILLCALL_COMMAND_START_SESSION_H

#include <skillcall/skillcall.h>
#include <stdbool.h>

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

skillcall_session *build_session(const struct call_flags *flags, skillcall_error *error);

#endif
