/* What the parts of the SIP side share. */
#ifndef EMULATOR_STACK_H
#define EMULATOR_STACK_H

#include "sip/agent.h"
#include "sip/sip.h"
#include "sip/sip_uri.h"

#define CALL_METHODS "INVITE, ACK, BYE, CANCEL, OPTIONS"
#define SDP_TYPE "application/sdp"

struct sip {
    su_root_t *root;
    const struct settings *settings;
    struct journal *journal;
    su_home_t home; /* what URIs are allocated from */
    struct callee callee;
    struct agent *agents; /* that call, one for each address of this machine that they call from */
    struct leg *legs;     /* the calls that have not ended */
    bool stopping;
};

/* The agent that calls from an own URI, opened if there is none. */
struct agent *sip_agent(struct sip *sip, const char *own);

/* Makes a call and sends its INVITE. */
void leg_start(struct sip *sip, const struct started_call *call);

/* Goes on with the call that something happened to; the context is the struct sip. */
void leg_take(void *sip, const struct happening *happening);

/* Ends every call, by CANCEL or BYE. */
void legs_hang_up(struct sip *sip);

/* Forgets every call. */
void legs_drop(struct sip *sip);

#endif
