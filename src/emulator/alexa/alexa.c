/* SPDX-License-Identifier: Apache-2.0 */
#include "alexa/alexa.h"

#include "base/die.h"
#include "base/json_lines.h"
#include "base/texts.h"
#include "event/inbound_event.h"
#include "event/poster.h"
#include "sip/sip.h"
#include "sip/started_call.h"

#include <stdlib.h>

struct alexa {
    const struct settings *settings;
    struct journal *journal;
    struct sip *sip;              /* NULL if no one is called */
    struct poster *poster;        /* NULL without --event-url */
    struct json_lines event_file; /* open with --event-file */
    bool stopping;                /* no more calls */
};

struct alexa *alexa_open(su_root_t *root, const struct settings *settings, struct journal *journal)
{
    struct alexa *alexa = must(calloc(1, sizeof *alexa));
    alexa->settings = settings;
    alexa->journal = journal;
    if (settings->invite || settings->phone || settings->registrar)
        alexa->sip = sip_open(root, settings, journal);
    alexa->poster = settings->event_url ? poster_open(root, settings->event_url, journal) : NULL;
    json_lines_open(&alexa->event_file, settings->event_file, 0);
    return alexa;
}

static bool invite(struct alexa *alexa, const struct started_call *call)
{
    if (!alexa->sip || alexa->stopping)
        return false;
    sip_invite(alexa->sip, call);
    return true;
}

/* Only a phone number leads to a SIP media application; an extension is the PBX's own. */
static bool send_event(struct alexa *alexa, const struct started_call *call)
{
    char transaction_id[UUID_TEXT_SIZE];
    if (!call->ends.to_phone || alexa->stopping ||
        (!alexa->settings->event_url && !alexa->settings->event_file))
        return false;
    new_uuid(transaction_id);
    json_t *event = inbound_event(call, transaction_id);
    json_t *about = must(json_copy(call->ids));
    json_object_set_new(about, "transactionId", json_string(transaction_id));
    journal_grow(alexa->journal, call->number, about, json_pack("{s:O}", "sent", event));
    json_lines_write(&alexa->event_file, event);
    if (alexa->poster)
        poster_send(alexa->poster, call->number, event, about);
    json_decref(about);
    json_decref(event);
    return true;
}

bool alexa_play(struct alexa *alexa, unsigned parts, uint64_t number, const json_t *body,
                const char *session_id)
{
    struct started_call call;
    bool is_played = false;
    call_read(&call, number, body, session_id, alexa->settings->lwa_client_id);
    if (parts & ALEXA_INVITE)
        is_played |= invite(alexa, &call);
    if (parts & ALEXA_EVENT)
        is_played |= send_event(alexa, &call);
    call_clear(&call);
    return is_played;
}

bool alexa_phone(struct alexa *alexa, uint64_t number, enum phone_verb verb)
{
    return alexa->sip && phone_do(alexa->sip, number, verb);
}

const char *alexa_registrar(const struct alexa *alexa)
{
    return alexa->sip ? sip_registrar(alexa->sip) : NULL;
}

void alexa_catch_up(struct alexa *alexa)
{
    if (alexa->sip)
        sip_catch_up(alexa->sip);
}

void alexa_stop(struct alexa *alexa)
{
    alexa->stopping = true;
    if (alexa->sip)
        sip_stop(alexa->sip);
}

bool alexa_is_stopping(const struct alexa *alexa)
{
    return (alexa->sip && sip_is_stopping(alexa->sip)) ||
           (alexa->poster && poster_is_busy(alexa->poster));
}

void alexa_close(struct alexa *alexa)
{
    if (alexa->sip)
        sip_close(alexa->sip);
    if (alexa->poster)
        poster_close(alexa->poster);
    json_lines_close(&alexa->event_file);
    free(alexa);
}
