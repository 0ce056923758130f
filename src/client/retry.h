/* Whether and when a request may be sent again. */
#ifndef SKILLCALL_CLIENT_RETRY_H
#define SKILLCALL_CLIENT_RETRY_H

#include "client/call.h"

/* The pause before the next attempt in milliseconds, or -1 if there must be none: because the one
   before may have been processed, the attempts are used up, or the deadline would pass. Driver. */
int64_t skillcall__retry_pause(skillcall_call *call, int64_t now_ms);

/* A Retry-After value (RFC 9110 §10.2.3: seconds or a date) in milliseconds from now; -1 if it is
   neither. */
int64_t skillcall__retry_after(const char *value, int64_t unix_now_ms);

#endif
