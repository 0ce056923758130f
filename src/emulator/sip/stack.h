/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the SIP side share. */
#ifndef EMULATOR_STACK_H
#define EMULATOR_STACK_H

#include "base/settings.h"
#include "journal/journal.h"
#include "sip/agent.h"
#include "sip/sip_uri.h"

#define CALL_METHODS "INVITE, ACK, BYE, CANCEL, OPTIONS"
#define SDP_TYPE "application/sdp"

struct sip {
    su_root_t *root;
    const struct settings *settings;
    struct journal *journal;
    su_home_t home;              /* what URIs are allocated from */
    struct callee callee;        /* of --invite, or the built-in phone */
    struct phone *phone;         /* NULL without --phone */
    struct registrar *registrar; /* NULL without --registrar */
    struct agent *agents;        /* the phone's, the registrar's, and those that call */
    struct leg *legs;            /* the calls that have not ended */
    bool stopping;
    take_function *take; /* of the agents that call */
};

/* The agent that calls from an own URI, opened if there is none. NULL if it cannot be. */
struct agent *stack_caller(struct sip *sip, const char *own);

/* Adds an agent to those that the stack consists of. */
void stack_add_agent(struct sip *sip, struct agent *agent);

#endif
