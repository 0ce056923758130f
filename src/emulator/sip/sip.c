/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/sip.h"

#include "base/die.h"
#include "sip/leg.h"
#include "sip/phone.h"
#include "sip/registrar.h"
#include "sip/stack.h"

#include <sofia-sip/su_log.h>

#define CATCH_UP_MAX 64

/* Static: it keeps a stack that did not shut down in time, which Sofia-SIP does not free. */
static struct sip the_only;

/* What happens outside of a call is a request that the stack has answered. */
static void take(void *context, const struct happening *happening)
{
    struct sip *sip = context;
    if (!happening->call) {
        nua_handle_destroy(happening->handle);
        return;
    }
    leg_take(happening->call, happening);
    if (sip->stopping)
        sip_stop(sip);
}

static void say_nothing(void *stream, const char *format, va_list arguments)
{
    (void)stream;
    (void)format;
    (void)arguments;
}

static void find_callee(struct sip *sip, const char *uri)
{
    sip->callee.uri = must(url_make(&sip->home, uri));
    const char *failure = callee_find(&sip->callee);
    if (failure)
        die("cannot find the host of --invite, %s: %s", sip->callee.uri->url_host, failure);
    for (size_t i = 0; i < sip->callee.route_count; i++)
        if (!stack_caller(sip, sip->callee.routes[i].own))
            die("cannot start the SIP stack at %s", sip->callee.routes[i].own);
}

struct sip *sip_open(su_root_t *root, const struct settings *settings, struct journal *journal)
{
    struct sip *sip = &the_only;
    sip->root = root;
    sip->settings = settings;
    sip->journal = journal;
    sip->take = take;
    su_home_init(&sip->home);
    su_log_redirect(NULL, say_nothing, NULL);
    sip->phone = settings->phone ? phone_open(sip) : NULL;
    sip->registrar = settings->registrar ? registrar_open(sip) : NULL;
    if (settings->invite || sip->phone)
        find_callee(sip, settings->invite ? settings->invite : phone_uri(sip->phone));
    return sip;
}

/* A soft phone that has registered comes before the built-in phone. */
void sip_invite(struct sip *sip, const struct started_call *call)
{
    const struct callee *callee = sip->registrar ? registrar_callee(sip->registrar) : NULL;
    if (!callee && sip->callee.uri)
        callee = &sip->callee;
    leg_start(sip, call, callee);
}

const char *sip_registrar(const struct sip *sip)
{
    return sip->registrar ? registrar_uri(sip->registrar) : NULL;
}

static unsigned count_events(const struct sip *sip)
{
    unsigned events = 0;
    for (const struct agent *agent = sip->agents; agent; agent = agent->next)
        events += agent->events;
    return events;
}

void sip_catch_up(struct sip *sip)
{
    unsigned seen;
    int steps = 0;
    do {
        seen = count_events(sip);
        su_root_step(sip->root, 0);
    } while (count_events(sip) != seen && ++steps < CATCH_UP_MAX);
}

/* The stack reports no calls while it shuts down, so it must wait for their end. */
void sip_stop(struct sip *sip)
{
    sip->stopping = true;
    legs_hang_up(sip);
    if (!sip->legs)
        for (struct agent *agent = sip->agents; agent; agent = agent->next)
            if (!agent->ended)
                agent_shut_down(agent);
}

bool sip_is_stopping(const struct sip *sip)
{
    for (const struct agent *agent = sip->agents; agent; agent = agent->next)
        if (!agent->ended)
            return true;
    return false;
}

void sip_close(struct sip *sip)
{
    legs_drop(sip);
    if (sip->phone)
        phone_close(sip->phone);
    if (sip->registrar)
        registrar_close(sip->registrar);
    for (struct agent *agent = sip->agents, *next; agent; agent = next) {
        next = agent->next;
        agent_close(agent);
    }
    su_home_deinit(&sip->home);
}
