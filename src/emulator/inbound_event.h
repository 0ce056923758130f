/* The event with which a SIP media application hears of a call. */
#ifndef EMULATOR_INBOUND_EVENT_H
#define EMULATOR_INBOUND_EVENT_H

#include "call.h"

/* A NEW_INBOUND_CALL event. */
json_t *inbound_event(const struct call *call, const char *transaction_id);

#endif
