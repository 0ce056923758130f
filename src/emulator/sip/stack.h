/* What the SIP stack and its calls know of each other. */
#ifndef EMULATOR_STACK_H
#define EMULATOR_STACK_H

#define NUA_MAGIC_T struct sip
#define NUA_HMAGIC_T struct leg

#include "sip/sip.h"
#include "sip/sip_uri.h"

#include <sofia-sip/nua.h>
#include <sofia-sip/nua_tag.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/soa_tag.h>

struct sip {
    su_root_t *root;
    nua_t *nua;
    const struct settings *settings;
    struct journal *journal;
    su_home_t home; /* what the URI is allocated from */
    const url_t *uri;
    struct sip_route route;
    struct leg *legs; /* the calls that have not ended */
    unsigned events;  /* told by the stack */
    bool stopping;
    bool ended; /* the stack has shut down */
};

/* Makes a call and sends its INVITE. */
void leg_start(struct sip *sip, const struct started_call *call);

/* Goes on with a call, by what the stack tells of it. */
void leg_go_on(struct leg *leg, nua_event_t event, int status, const char *phrase, bool from_peer);

/* Ends every call, by CANCEL or BYE. */
void legs_hang_up(struct sip *sip);

/* Forgets every call. */
void legs_drop(struct sip *sip);

#endif
