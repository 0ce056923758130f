/* Which call is due next. All of these: lock held. */
#ifndef SKILLCALL_ENGINE_DUE_H
#define SKILLCALL_ENGINE_DUE_H

#include "engine/call.h"

/* Puts a call into the client's heap in_flight, or to another place there. */
void skillcall__set_due(skillcall_client *client, skillcall_call *call, int64_t due_ms);

/* Takes it out, if it is there. */
void skillcall__unset_due(skillcall_client *client, skillcall_call *call);

/* The call in flight that is due first, NULL if there is none. */
skillcall_call *skillcall__next_due(const skillcall_client *client);

/* Milliseconds until then, -1 for never. */
int64_t skillcall__until_due(const skillcall_client *client);

#endif
