/* SPDX-License-Identifier: Apache-2.0 */
/* Places the call that a skill request asks for: the user's number, or the profile of the room, is
   looked up, then the session is started, both within what the invocation has left. */
#ifndef CALLING_H
#define CALLING_H

#include <skillcall/skillcall.h>

struct calling {
    skillcall_client *client;
    skillcall_error *error;
    const char *number_to_call;
    const char *extension;     /* to call from a room of a property instead; NULL for none */
    const char *profile_token; /* for the profile of the room */
    const char *trusted_host;  /* NULL for none */
    const char *meanwhile;     /* what Alexa says until the call is placed */
};

enum calling_result {
    CALLING_PLACED,
    CALLING_NOT_PLACED,
    CALLING_UNKNOWN,     /* the phone may ring: do not call again */
    CALLING_NO_DEVICE,   /* nothing to call from */
    CALLING_NOT_ALLOWED, /* the user has not given the permission to read the number */
    CALLING_NO_NUMBER,   /* none in the profile, or none that can be called */
    CALLING_NO_PROFILE   /* of the room: an administrator has to make it */
};

/* Whose number it is: that of the person whose voice was recognised, else the account's. */
int32_t calling_profile(const skillcall_skill_request *request);

/* Prints on standard error why a call was not placed, or may not have been. time_left_ms: until
   the invocation is given up; -1 if that is not known. */
enum calling_result calling_place(const struct calling *calling,
                                  const skillcall_skill_request *request, int64_t time_left_ms);

#endif
