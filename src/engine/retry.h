/* SPDX-License-Identifier: Apache-2.0 */
/* Whether and when a request may be sent again. */
#ifndef SKILLCALL_ENGINE_RETRY_H
#define SKILLCALL_ENGINE_RETRY_H

#include "engine/call.h"

/* The pause before the next attempt in milliseconds, or -1 if there must be none: the last one may
   have been processed, no attempts are left, or the deadline would pass. Driver. */
int64_t skillcall__retry_pause(skillcall_call *call, int64_t now_ms);

#endif
