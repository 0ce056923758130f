/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/stack.h"

#include <string.h>

void stack_add_agent(struct sip *sip, struct agent *agent)
{
    agent->next = sip->agents;
    sip->agents = agent;
}

/* It sends and listens only where the peer sees this machine. */
struct agent *stack_caller(struct sip *sip, const char *own)
{
    struct agent *agent = sip->agents;
    while (agent && (agent->take != sip->take || strcmp(agent->own, own) != 0))
        agent = agent->next;
    if (agent)
        return agent;
    agent = agent_open(sip->root, own, CALL_METHODS, sip->take, sip);
    if (agent) {
        nua_set_params(agent->nua, NUTAG_ENABLEINVITE(0), TAG_END());
        stack_add_agent(sip, agent);
    }
    return agent;
}
