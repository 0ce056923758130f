/* One call over SIP, from its INVITE to its end. */
#include "base/die.h"
#include "base/texts.h"
#include "sip/stack.h"

#include <stdlib.h>
#include <string.h>

/* The media offered: none flows. */
#define OFFER "m=audio 9 RTP/AVP 0 8\r\na=inactive\r\n"

struct leg {
    struct sip *sip;
    nua_handle_t *handle;
    su_timer_t *timer; /* how long it may ring, then how long it lasts */
    uint64_t number;   /* of its record */
    json_t *about;     /* what each of its entries in the journal begins with */
    bool answered;
    bool hung_up; /* by this end */
    struct leg *next;
};

static void tell(const struct leg *leg, const char *what, int status, const char *phrase)
{
    journal_grow(leg->sip->journal, leg->number, leg->about,
                 json_pack("{s:s, s:i, s:o}", "sip", what, "status", status, "phrase",
                           text_to_json(phrase)));
}

static void end(struct leg *leg)
{
    struct leg **link = &leg->sip->legs;
    while (*link != leg)
        link = &(*link)->next;
    *link = leg->next;
    nua_handle_destroy(leg->handle);
    su_timer_destroy(leg->timer);
    json_decref(leg->about);
    free(leg);
}

static void hang_up(struct leg *leg)
{
    leg->hung_up = true;
    if (leg->answered)
        nua_bye(leg->handle, TAG_END());
    else
        nua_cancel(leg->handle, TAG_END());
}

static void run_out(su_root_magic_t *magic, su_timer_t *timer, void *context)
{
    (void)magic;
    (void)timer;
    hang_up(context);
}

static void wait_for_end(struct leg *leg, uint32_t ms)
{
    su_timer_set_interval(leg->timer, run_out, leg, (su_duration_t)ms);
}

/* An answer may cross a CANCEL: then that call is to be ended, too. */
static void begin_talk(struct leg *leg)
{
    leg->answered = true;
    if (leg->hung_up)
        hang_up(leg);
    else
        wait_for_end(leg, leg->sip->settings->talk_ms);
}

static void take_answer(struct leg *leg, int status, const char *phrase, bool from_peer)
{
    if (status <= 100)
        return;
    if (status < 200) {
        tell(leg, "ringing", status, phrase);
    } else if (status < 300) {
        tell(leg, "answered", status, phrase);
        begin_talk(leg);
    } else {
        tell(leg, !from_peer ? "failed" : leg->hung_up ? "cancelled" : "refused", status, phrase);
        end(leg);
    }
}

void leg_go_on(struct leg *leg, nua_event_t event, int status, const char *phrase, bool from_peer)
{
    if (event == nua_r_invite) {
        take_answer(leg, status, phrase, from_peer);
    } else if (event == nua_i_bye) {
        tell(leg, "hung up", status, phrase);
        end(leg);
    } else if (event == nua_i_terminated) {
        tell(leg, "ended", status, phrase);
        end(leg);
    }
}

/* A number or any other text as the user part of a SIP URI. */
static char *escape_user(const char *text)
{
    static const char reserved[] = "@:;?,&=$#%";
    char *escaped = must(malloc((size_t)url_esclen(text, reserved) + 1));
    return url_escape(escaped, text, reserved);
}

/* The number called is the user part of the URI that is called, unless that has one. */
static void invite(struct leg *leg, const struct started_call *call)
{
    const struct sip *sip = leg->sip;
    char *from = escape_user(call->ends.from);
    char *to = escape_user(call->ends.to);
    url_t uri = *sip->uri;
    if (!uri.url_user)
        uri.url_user = to;

    su_home_t *home = su_home_new(sizeof *home);
    leg->handle = must(nua_handle(
        sip->nua, leg, NUTAG_URL(&uri),
        SIPTAG_FROM_STR(su_sprintf(home, "<sip:%s@%s>", from, sip->route.own_host)),
        SIPTAG_TO_STR(su_sprintf(home, "<sip:%s@%s>", to, uri.url_host)),
        SIPTAG_CALL_ID_STR(json_string_value(json_object_get(leg->about, "callId"))), TAG_END()));
    nua_invite(leg->handle, NUTAG_PROXY(sip->route.peer), SOATAG_ADDRESS(sip->route.own_host),
               SOATAG_USER_SDP_STR(OFFER),
               TAG_IF(call->user_to_user,
                      SIPTAG_HEADER_STR(su_sprintf(home, "User-to-User: %s", call->user_to_user))),
               SIPTAG_HEADER_STR(su_sprintf(home, "X-Alexa-LWA-ClientId: %s", call->lwa_client_id)),
               TAG_END());
    su_home_unref(home);
    free(from);
    free(to);
}

void leg_start(struct sip *sip, const struct started_call *call)
{
    struct leg *leg = must(calloc(1, sizeof *leg));
    char call_id[UUID_TEXT_SIZE];
    new_uuid(call_id);
    leg->sip = sip;
    leg->number = call->number;
    leg->about = must(json_deep_copy(call->ids));
    json_object_set_new(leg->about, "callId", json_string(call_id));
    leg->timer = must(su_timer_create(su_root_task(sip->root), 0));
    leg->next = sip->legs;
    sip->legs = leg;
    invite(leg, call);
    wait_for_end(leg, sip->settings->ring_ms);
}

void legs_hang_up(struct sip *sip)
{
    for (struct leg *leg = sip->legs; leg; leg = leg->next)
        if (!leg->hung_up)
            hang_up(leg);
}

void legs_drop(struct sip *sip)
{
    for (struct leg *leg = sip->legs, *next; leg; leg = next) {
        next = leg->next;
        tell(leg, "given up", 0, "the emulator stopped");
        end(leg);
    }
}
