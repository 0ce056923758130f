/* SPDX-License-Identifier: Apache-2.0 */
/* One run of start. Each step returns -1 to continue; otherwise it has reported a failure and
 * returns the exit code.
 */
#ifndef SKILLCALL_COMMAND_START_H
#define SKILLCALL_COMMAND_START_H

#include "command/input.h"
#include "command/start_flags.h"

#include <skillcall/lookup.h>
#include <skillcall/skill_request.h>
#include <skillcall/skillcall.h>

struct start {
    struct start_options options;
    skillcall_error *error;
    skillcall_skill_request *request; /* with --skill-request only */
    skillcall_access *access;
    skillcall_client *client;
    skillcall_call *lookup; /* of the caller's number, if it was not given */
    skillcall_session *session;
};

int start_read_request(struct start *start);
int start_open_access(struct start *start);
int start_read_session(struct start *start);
int start_make_session(struct start *start);

#endif
