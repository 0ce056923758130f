/* SPDX-License-Identifier: Apache-2.0 */
/* The facts of a call that events and the log report, besides its result. */
#ifndef SKILLCALL_ENGINE_TRACE_H
#define SKILLCALL_ENGINE_TRACE_H

#include "exchange/exchange.h"

struct skillcall__trace {
    uint64_t call_id; /* 0 until the start of the call is reported */
    const char *method;
    char url_template[64];
    char server_address[256];
    int32_t server_port;
    int64_t attempt_started_ms;
    int64_t pause_ms;
    size_t bytes_sent;
    size_t bytes_received;
};

/* Copies from the exchange what all its attempts share. */
void skillcall__trace_take(struct skillcall__trace *trace, const skillcall_exchange *exchange);

#endif
