/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/registrar.h"

#include "base/die.h"
#include "sip/stack.h"

#include <sofia-sip/su_time.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS_MAX 3600 /* also if the phone asks for no time */

struct registrar {
    struct agent *agent;
    su_home_t *home; /* of the URI of the phone; NULL if none is registered */
    struct callee phone;
    time_t until; /* on the clock of Sofia-SIP */
};

static time_t now(void)
{
    return (time_t)su_now().tv_sec;
}

static void forget(struct registrar *registrar)
{
    su_home_unref(registrar->home);
    registrar->home = NULL;
}

const struct callee *registrar_callee(const struct registrar *registrar)
{
    return registrar->home && now() < registrar->until ? &registrar->phone : NULL;
}

static unsigned long seconds_wanted(const sip_t *request)
{
    const char *own = request->sip_contact->m_expires;
    unsigned long seconds = SECONDS_MAX;
    if (own)
        seconds = strtoul(own, NULL, 10);
    else if (request->sip_expires)
        seconds = request->sip_expires->ex_delta;
    return seconds < SECONDS_MAX ? seconds : SECONDS_MAX;
}

static bool keep(struct registrar *registrar, const url_t *contact, unsigned long seconds)
{
    forget(registrar);
    registrar->home = must(su_home_new(sizeof *registrar->home));
    registrar->phone.uri = must(url_hdup(registrar->home, contact));
    registrar->until = now() + (time_t)seconds;
    if (!callee_find(&registrar->phone))
        return true;
    forget(registrar);
    return false;
}

/* Handles a REGISTER; false if its contact cannot be used. */
static bool register_phone(struct registrar *registrar, const sip_t *request)
{
    const sip_contact_t *contact = request->sip_contact;
    if (!contact)
        return true; /* it only asks who is registered */
    unsigned long seconds = seconds_wanted(request);
    if (contact->m_url->url_type != url_any && seconds > 0)
        return sip_url_has_address(contact->m_url) && keep(registrar, contact->m_url, seconds);
    if (contact->m_url->url_type == url_any ||
        (registrar->home && url_cmp(contact->m_url, registrar->phone.uri) == 0))
        forget(registrar);
    return true;
}

static void answer(struct registrar *registrar, const struct happening *happening)
{
    nua_t *nua = registrar->agent->nua;
    if (!register_phone(registrar, happening->message)) {
        nua_respond(happening->handle, 400, "The contact needs an IP address, and UDP or TCP",
                    NUTAG_WITH_THIS(nua), TAG_END());
        return;
    }
    const struct callee *phone = registrar_callee(registrar);
    char contact[512] = "";
    if (phone)
        snprintf(contact, sizeof contact, "<%s>;expires=%ld",
                 url_as_string(registrar->home, phone->uri), (long)(registrar->until - now()));
    nua_respond(happening->handle, SIP_200_OK, NUTAG_WITH_THIS(nua),
                TAG_IF(phone, SIPTAG_CONTACT_STR(contact)), TAG_END());
}

static void take(void *context, const struct happening *happening)
{
    if (happening->event == nua_i_register)
        answer(context, happening);
    nua_handle_destroy(happening->handle);
}

/* It listens where the service does, on UDP and TCP. */
struct registrar *registrar_open(struct sip *sip)
{
    const struct settings *settings = sip->settings;
    const char *address = settings->address;
    struct registrar *registrar = must(calloc(1, sizeof *registrar));
    char uri[128];
    char port[12] = "*";
    if (settings->registrar_port > 0)
        snprintf(port, sizeof port, "%u", (unsigned)settings->registrar_port);
    if (strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0)
        address = "*";
    snprintf(uri, sizeof uri, strchr(address, ':') ? "sip:[%s]:%s" : "sip:%s:%s", address, port);
    registrar->agent = agent_open(sip->root, uri, "REGISTER, OPTIONS", take, registrar);
    if (!registrar->agent)
        die("cannot open the registrar at %s: is the port in use?", uri);
    stack_add_agent(sip, registrar->agent);
    return registrar;
}

const char *registrar_uri(const struct registrar *registrar)
{
    return registrar->agent->contact;
}

void registrar_close(struct registrar *registrar)
{
    forget(registrar);
    free(registrar);
}
