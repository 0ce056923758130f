#include "alexa/alexa.h"

#include "base/die.h"
#include "base/json_lines.h"
#include "base/texts.h"
#include "event/inbound_event.h"
#include "event/poster.h"
#include "sip/sip.h"
#include "sip/started_call.h"

#include <stdlib.h>
#include <unistd.h>

struct alexa {
    const struct settings *settings;
    struct sip *sip;       /* NULL without --invite */
    struct poster *poster; /* NULL without --event-url */
    int event_file;        /* -1 without --event-file */
    bool stopping;         /* no more calls */
};

struct alexa *alexa_open(su_root_t *root, const struct settings *settings)
{
    struct alexa *alexa = must(calloc(1, sizeof *alexa));
    alexa->settings = settings;
    alexa->sip = settings->invite ? sip_open(root, settings) : NULL;
    alexa->poster = settings->event_url ? poster_open(root, settings->event_url) : NULL;
    alexa->event_file = settings->event_file ? lines_open(settings->event_file) : -1;
    return alexa;
}

/* Only a phone number leads to a SIP media application; an extension is the PBX's own. */
static void send_event(struct alexa *alexa, const struct started_call *call)
{
    char transaction_id[UUID_TEXT_SIZE];
    new_uuid(transaction_id);
    json_t *event = inbound_event(call, transaction_id);
    if (alexa->event_file >= 0)
        lines_write(alexa->event_file, event);
    if (alexa->poster) {
        json_t *about = must(json_copy(call->ids));
        json_object_set_new(about, "transactionId", json_string(transaction_id));
        poster_send(alexa->poster, event, about);
        json_decref(about);
    }
    json_decref(event);
}

void alexa_call(struct alexa *alexa, const json_t *body, const char *session_id)
{
    struct started_call call;
    if (alexa->stopping)
        return;
    call_read(&call, body, session_id, alexa->settings->lwa_client_id);
    if (alexa->sip)
        sip_invite(alexa->sip, &call);
    if (call.to_phone)
        send_event(alexa, &call);
    call_clear(&call);
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
    if (alexa->event_file > STDOUT_FILENO)
        close(alexa->event_file);
    free(alexa);
}
