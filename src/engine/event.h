/* SPDX-License-Identifier: Apache-2.0 */
/* Events: what has happened to a call, for the observer and the log. */
#ifndef SKILLCALL_ENGINE_EVENT_H
#define SKILLCALL_ENGINE_EVENT_H

#include "engine/call.h"

#include <skillcall/observer.h>

enum skillcall__event_kind {
    SKILLCALL__EVENT_CALL_STARTED,
    SKILLCALL__EVENT_ATTEMPT_STARTED,
    SKILLCALL__EVENT_ATTEMPT_ENDED,
    SKILLCALL__EVENT_CALL_ENDED
};

/* Reports to the observer and the log, the start of the call first. Driver, without the lock. */
void skillcall__event_report(skillcall_call *call, enum skillcall__event_kind kind);

#endif
