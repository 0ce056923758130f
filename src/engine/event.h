/* SPDX-License-Identifier: Apache-2.0 */
/* Events: what observers and the log are given. All of these are the driver's, without the lock. */
#ifndef SKILLCALL_ENGINE_EVENT_H
#define SKILLCALL_ENGINE_EVENT_H

#include "exchange/exchange.h"

#include <skillcall/observer.h>

enum skillcall__event_kind {
    SKILLCALL__EVENT_CALL_STARTED,
    SKILLCALL__EVENT_ATTEMPT_STARTED,
    SKILLCALL__EVENT_ATTEMPT_ENDED,
    SKILLCALL__EVENT_CALL_ENDED
};

/* One for each call, inside it. */
struct skillcall_event {
    const struct skillcall_call *call;
    enum skillcall__event_kind kind;
    bool has_started; /* the start of the call was reported */
    uint64_t call_id;
    const char *method;
    char url_template[64];
    char server_address[256];
    int32_t server_port;
    int64_t attempt_started_ms;
    int64_t pause_ms;
    size_t bytes_sent;
    size_t bytes_received;
};

/* Takes from the exchange what all events of its call share. */
void skillcall__event_init(skillcall_event *event, const skillcall_exchange *exchange);

/* Reports to the observer and the log; the start of the call before anything else of it. */
void skillcall__event_report(skillcall_event *event, enum skillcall__event_kind kind);

#endif
