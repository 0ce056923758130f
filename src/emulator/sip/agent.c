/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/agent.h"

#include "base/die.h"

#include <sofia-sip/nta.h>
#include <sofia-sip/nta_tag.h>
#include <stdio.h>
#include <stdlib.h>

/* What a datagram can hold at most. */
#define MESSAGE_MAX 65535

static void keep_contact(struct agent *agent, const tagi_t tags[])
{
    const sip_contact_t *contact = NULL;
    tl_gets(tags, NTATAG_CONTACT_REF(contact), TAG_END());
    if (contact)
        url_e(agent->contact, sizeof agent->contact, contact->m_url);
}

static void take_event(nua_event_t event, int status, const char *phrase, nua_t *nua, void *context,
                       nua_handle_t *handle, void *call, const sip_t *message, tagi_t tags[])
{
    struct agent *agent = context;
    const struct happening happening = {event,  status, phrase, !nta_sip_is_internal(message),
                                        handle, call,   message};
    (void)nua;
    agent->events++;
    if (event == nua_r_get_params)
        keep_contact(agent, tags);
    else if (event == nua_r_shutdown)
        agent->ended = status >= 200;
    else
        agent->take(agent->context, &happening);
}

/* The stack parses no body, because its SDP parser can loop forever. It sends each request once,
 * whatever the refusal. It requests no session timer, but keeps one that the peer requests. */
struct agent *agent_open(su_root_t *root, const char *uri, const char *methods, take_function *take,
                         void *context)
{
    struct agent *agent = must(calloc(1, sizeof *agent));
    agent->take = take;
    agent->context = context;
    snprintf(agent->own, sizeof agent->own, "%s", uri);
    agent->nua = nua_create(
        root, take_event, agent, NUTAG_URL(uri), NUTAG_MEDIA_ENABLE(0), NUTAG_RETRY_COUNT(0),
        NUTAG_SESSION_TIMER(0), NUTAG_MIN_SE(0), NTATAG_MAXSIZE(MESSAGE_MAX),
        SIPTAG_ALLOW_STR(methods), SIPTAG_SUPPORTED_STR("timer"),
        SIPTAG_USER_AGENT_STR("skillcall-emulator/" EMULATOR_VERSION), TAG_END());
    if (!agent->nua) {
        free(agent);
        return NULL;
    }
    nua_get_params(agent->nua, TAG_ANY(), TAG_END());
    while (agent->events == 0)
        su_root_step(root, 1);
    return agent;
}

void agent_shut_down(struct agent *agent)
{
    nua_shutdown(agent->nua);
}

void agent_close(struct agent *agent)
{
    if (agent->ended) {
        nua_destroy(agent->nua);
        free(agent);
    }
}
