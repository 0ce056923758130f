/* SPDX-License-Identifier: Apache-2.0 */
/* The event that tells a SIP media application about a call. */
#ifndef EMULATOR_INBOUND_EVENT_H
#define EMULATOR_INBOUND_EVENT_H

#include "sip/started_call.h"

/* A NEW_INBOUND_CALL event. */
json_t *inbound_event(const struct started_call *call, const char *transaction_id);

#endif
