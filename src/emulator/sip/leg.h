/* SPDX-License-Identifier: Apache-2.0 */
/* One call over SIP, from its INVITE to its end. */
#ifndef EMULATOR_LEG_H
#define EMULATOR_LEG_H

#include "sip/agent.h"
#include "sip/sip_uri.h"
#include "sip/started_call.h"

struct leg;
struct sip;

/* Makes a call and sends its INVITE. The callee is NULL if there is none to call. */
void leg_start(struct sip *sip, const struct started_call *call, const struct callee *callee);

/* Continues a call. */
void leg_take(struct leg *leg, const struct happening *happening);

/* The call with a Call-ID, NULL if there is none. */
struct leg *leg_find(const struct sip *sip, const char *call_id);

/* The number of the record of a call. */
uint64_t leg_number(const struct leg *leg);

/* Writes a step to the journal, unless a call has too many. The status is 0 if no one sent any. */
void leg_report(struct leg *leg, const char *step, int status, const char *phrase);

/* Ends every call, by CANCEL or BYE. */
void legs_hang_up(struct sip *sip);

/* Drops every call. */
void legs_drop(struct sip *sip);

#endif
