/* Places a call and waits for its end; Ctrl-C cancels it. */
#ifndef SKILLCALL_COMMAND_PLACE_H
#define SKILLCALL_COMMAND_PLACE_H

#include <skillcall/skillcall.h>

/* Returns the ended call, or NULL if it never came to one. */
skillcall_call *place_call(skillcall_client *client, const skillcall_access *access,
                           const skillcall_session *session, skillcall_error *error);

#endif
