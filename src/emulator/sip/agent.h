/* SPDX-License-Identifier: Apache-2.0 */
/* A user agent of Sofia-SIP, at one address of this machine. */
#ifndef EMULATOR_AGENT_H
#define EMULATOR_AGENT_H

#include <sofia-sip/nua.h>
#include <sofia-sip/nua_tag.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/sip_tag.h>
#include <stdbool.h>

/* What the stack reports. */
struct happening {
    nua_event_t event;
    int status;
    const char *phrase;
    bool from_peer; /* the peer sent the status; otherwise the stack invented it */
    nua_handle_t *handle;
    void *call;           /* what the handle was made for, NULL for a stranger's request */
    const sip_t *message; /* NULL if there is none */
};

typedef void take_function(void *context, const struct happening *happening);

struct agent {
    nua_t *nua;
    char own[128];     /* the URI that it was opened with */
    char contact[128]; /* the same with the port that it got */
    take_function *take;
    void *context;   /* of that */
    unsigned events; /* ever reported */
    bool ended;      /* it has shut down */
    struct agent *next;
};

/* Opens an agent that accepts requests of the given methods at a URI, whose port may be "*". NULL
 * if it cannot listen there. */
struct agent *agent_open(su_root_t *root, const char *uri, const char *methods, take_function *take,
                         void *context);

/* Shuts it down, which ends with `ended`. It reports no more calls. */
void agent_shut_down(struct agent *agent);

/* Frees it, unless it has not shut down: Sofia-SIP does not allow that. */
void agent_close(struct agent *agent);

#endif
