/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/leg.h"

#include "base/die.h"
#include "base/texts.h"
#include "sip/sdp.h"
#include "sip/stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PHRASE_MAX 200
#define STEPS_MAX 100             /* reported of a call besides its end */
#define CANCELLED_MS 32000        /* after this no answer will come: 64 * T1 of RFC 3261 */
#define SHORTEST_SESSION_TIMER 90 /* of RFC 4028, in seconds */

struct leg {
    struct sip *sip;
    nua_handle_t *handle;
    su_timer_t *timer; /* how long it may ring, then how long it lasts */
    uint64_t number;   /* of its record */
    json_t *about;     /* what each of its entries in the journal begins with */
    unsigned steps;
    struct callee callee;
    size_t route;     /* the one that is tried */
    su_home_t *home;  /* of the INVITE's texts */
    const char *from; /* as user part of a URI */
    const char *to;
    const char *user_to_user; /* the whole header, NULL for none */
    const char *client_id;    /* the whole header */
    const url_t *first_proxy; /* of the route in the answer, NULL for none */
    bool ringing;
    bool answered;
    bool hung_up; /* by this end */
    struct leg *next;
};

/* Writes a step to the journal. The status is 0 if the peer sent none. */
static void report(const struct leg *leg, const char *step, int status, const char *phrase)
{
    char kept[PHRASE_MAX + 1];
    snprintf(kept, sizeof kept, "%s", phrase);
    journal_grow(
        leg->sip->journal, leg->number, leg->about,
        json_pack("{s:s, s:i, s:o}", "sip", step, "status", status, "phrase", text_to_json(kept)));
}

void leg_report(struct leg *leg, const char *step, int status, const char *phrase)
{
    if (leg->steps++ < STEPS_MAX)
        report(leg, step, status, phrase);
}

/* Writes the last step to the journal and frees the call. */
static void end(struct leg *leg, const char *step, int status, const char *phrase)
{
    struct leg **link = &leg->sip->legs;
    while (*link != leg)
        link = &(*link)->next;
    *link = leg->next;
    report(leg, step, status, phrase);
    nua_handle_destroy(leg->handle);
    su_timer_destroy(leg->timer);
    su_home_unref(leg->home);
    json_decref(leg->about);
    free(leg);
}

/* A status that the stack invented does not count. */
static int sent_status(const struct happening *happening)
{
    return happening->from_peer ? happening->status : 0;
}

static const char *reason(const struct happening *happening)
{
    if (happening->from_peer)
        return happening->phrase;
    if (happening->status == 408)
        return "no response";
    return happening->status == 503 ? "cannot be reached" : happening->phrase;
}

static void run_out(su_root_magic_t *magic, su_timer_t *timer, void *context);

static void wait_for_end(struct leg *leg, uint32_t ms)
{
    su_timer_set_interval(leg->timer, run_out, leg, (su_duration_t)ms);
}

static void hang_up(struct leg *leg)
{
    leg->hung_up = true;
    if (leg->answered) {
        nua_bye(leg->handle, TAG_END());
    } else {
        nua_cancel(leg->handle, TAG_END());
        wait_for_end(leg, CANCELLED_MS);
    }
}

static void run_out(su_root_magic_t *magic, su_timer_t *timer, void *context)
{
    struct leg *leg = context;
    (void)magic;
    (void)timer;
    if (!leg->hung_up)
        hang_up(leg);
    else if (leg->ringing)
        end(leg, "cancelled", 0, "487 did not come");
    else
        end(leg, "failed", 0, "no response");
}

/* Where the rest of the dialog goes: to the first proxy of the route in the answer, otherwise to
 * the peer's latest Contact. If that is not a SIP URI (Sofia-SIP runs out of stack then) or has no
 * IP address, it goes where INVITE went. */
static const url_string_t *next_hop(struct leg *leg, const sip_t *message)
{
    const sip_record_route_t *route = message->sip_status ? message->sip_record_route : NULL;
    while (route && route->r_next)
        route = route->r_next;
    if (route && !leg->answered)
        leg->first_proxy = url_hdup(leg->home, route->r_url);
    const url_t *hop = leg->first_proxy;
    if (!hop && message->sip_contact)
        hop = message->sip_contact->m_url;
    return hop && sip_url_has_address(hop)
               ? (const url_string_t *)hop
               : (const url_string_t *)leg->callee.routes[leg->route].peer;
}

/* From now on the stack refuses a session timer that is too short, unless the session already has
 * one. */
static void acknowledge(struct leg *leg, const sip_t *answer)
{
    const sip_session_expires_t *expires = answer->sip_session_expires;
    bool is_short = expires && expires->x_delta < SHORTEST_SESSION_TIMER;
    nua_ack(leg->handle, NUTAG_PROXY(next_hop(leg, answer)),
            NUTAG_MIN_SE(is_short ? 0 : SHORTEST_SESSION_TIMER), TAG_END());
}

/* An answer may cross a CANCEL: then that call must be ended as well, like one without a session
 * description. */
static void begin_talk(struct leg *leg, const sip_t *answer)
{
    acknowledge(leg, answer);
    leg->answered = true;
    if (leg->hung_up || !answer->sip_payload)
        hang_up(leg);
    else
        wait_for_end(leg, leg->sip->settings->talk_ms);
}

static void send_invite(struct leg *leg);

/* Tries the next address of the callee's host; false if there is none, or the call has ended. */
static bool try_next(struct leg *leg)
{
    if (leg->hung_up || leg->ringing || leg->route + 1 >= leg->callee.route_count)
        return false;
    nua_handle_destroy(leg->handle);
    leg->route++;
    send_invite(leg);
    return true;
}

static void take_refusal(struct leg *leg, const struct happening *happening)
{
    bool is_cancelled =
        leg->hung_up && (happening->from_peer ? happening->status == 487 : leg->ringing);
    if (!happening->from_peer && try_next(leg))
        return;
    end(leg,
        is_cancelled           ? "cancelled"
        : happening->from_peer ? "refused"
                               : "failed",
        sent_status(happening), reason(happening));
}

static void take_answer(struct leg *leg, const struct happening *happening)
{
    if (happening->status >= 300) {
        take_refusal(leg, happening);
    } else if (happening->status >= 200) {
        leg_report(leg, "answered", happening->status, happening->phrase);
        begin_talk(leg, happening->message);
    } else if (happening->status > 100) {
        leg->ringing = true;
        leg_report(leg, "ringing", happening->status, happening->phrase);
    }
}

/* The answer to an INVITE with which the stack keeps the session from expiring. */
static void take_refresh(struct leg *leg, const struct happening *happening)
{
    if (happening->status >= 200 && happening->status < 300)
        acknowledge(leg, happening->message);
    if (happening->status >= 200)
        leg_report(leg, happening->status < 300 ? "refreshed" : "not refreshed",
                   sent_status(happening), reason(happening));
}

static void take_reinvite(struct leg *leg, const struct happening *happening)
{
    const char *own_host = leg->callee.routes[leg->route].own_host;
    su_home_t *home = must(su_home_new(sizeof *home));
    nua_set_hparams(leg->handle, NUTAG_PROXY(next_hop(leg, happening->message)), TAG_END());
    nua_respond(leg->handle, SIP_200_OK, SIPTAG_CONTENT_TYPE_STR(SDP_TYPE),
                SIPTAG_PAYLOAD_STR(sdp_answer(home, own_host, happening->message)), TAG_END());
    su_home_unref(home);
    leg_report(leg, "re-invited", 200, sip_200_OK);
}

/* The stack itself sends BYE if the peer does not refresh the session. */
static void take_bye_answer(struct leg *leg, const struct happening *happening)
{
    if (happening->status >= 200)
        end(leg, leg->hung_up ? "ended" : "expired", sent_status(happening), reason(happening));
}

void leg_take(struct leg *leg, const struct happening *happening)
{
    if (happening->event == nua_r_invite && leg->answered)
        take_refresh(leg, happening);
    else if (happening->event == nua_r_invite)
        take_answer(leg, happening);
    else if (happening->event == nua_i_invite)
        take_reinvite(leg, happening);
    else if (happening->event == nua_i_bye)
        end(leg, "hung up", happening->status, happening->phrase);
    else if (happening->event == nua_r_bye)
        take_bye_answer(leg, happening);
    else if (happening->event == nua_i_terminated)
        end(leg, "ended", 0, happening->phrase);
}

/* A number or any other text as the user part of a SIP URI. */
static char *escape_user(su_home_t *home, const char *text)
{
    static const char reserved[] = "@:;?,&=$#%";
    char *escaped = must(su_alloc(home, (isize_t)url_esclen(text, reserved) + 1));
    return url_escape(escaped, text, reserved);
}

static void send_invite(struct leg *leg)
{
    const struct sip_route *route = &leg->callee.routes[leg->route];
    const struct agent *agent = stack_caller(leg->sip, route->own);
    su_home_t *home = leg->home;
    if (!agent)
        die("cannot start the SIP stack at %s", route->own);
    leg->handle = must(nua_handle(
        agent->nua, leg, NUTAG_URL(leg->callee.uri), NUTAG_ENABLEINVITE(1), NUTAG_AUTOACK(0),
        SIPTAG_FROM_STR(su_sprintf(home, "<sip:%s@%s>", leg->from, route->own_host)),
        SIPTAG_TO_STR(su_sprintf(home, "<sip:%s@%s>", leg->to, leg->callee.uri->url_host)),
        SIPTAG_CALL_ID_STR(json_string_value(json_object_get(leg->about, "callId"))), TAG_END()));
    nua_invite(leg->handle, NUTAG_PROXY(route->peer), SIPTAG_CONTENT_TYPE_STR(SDP_TYPE),
               SIPTAG_PAYLOAD_STR(sdp_offer(home, route->own_host)),
               TAG_IF(leg->user_to_user, SIPTAG_HEADER_STR(leg->user_to_user)),
               SIPTAG_HEADER_STR(leg->client_id), TAG_END());
}

/* The number called is the user part of the URI that is called, unless that has one. */
static void keep_texts(struct leg *leg, const struct started_call *call)
{
    su_home_t *home = leg->home;
    leg->from = escape_user(home, call->ends.from);
    leg->to = escape_user(home, call->ends.to);
    url_t *uri = must(url_hdup(home, leg->callee.uri));
    if (!uri->url_user)
        uri->url_user = leg->to;
    leg->callee.uri = uri;
    if (call->user_to_user)
        leg->user_to_user = must(su_sprintf(home, "User-to-User: %s", call->user_to_user));
    leg->client_id = must(su_sprintf(home, "X-Alexa-LWA-ClientId: %s", call->lwa_client_id));
}

void leg_start(struct sip *sip, const struct started_call *call, const struct callee *callee)
{
    struct leg *leg = must(calloc(1, sizeof *leg));
    char call_id[UUID_TEXT_SIZE];
    new_uuid(call_id);
    leg->sip = sip;
    leg->number = call->number;
    leg->about = must(json_deep_copy(call->ids));
    json_object_set_new(leg->about, "callId", json_string(call_id));
    leg->timer = must(su_timer_create(su_root_task(sip->root), 0));
    leg->home = must(su_home_new(sizeof *leg->home));
    leg->next = sip->legs;
    sip->legs = leg;
    if (!callee) {
        end(leg, "failed", 0, "no phone is registered");
        return;
    }
    leg->callee = *callee;
    keep_texts(leg, call);
    send_invite(leg);
    wait_for_end(leg, sip->settings->ring_ms);
}

struct leg *leg_find(const struct sip *sip, const char *call_id)
{
    struct leg *leg = sip->legs;
    while (leg && strcmp(json_string_value(json_object_get(leg->about, "callId")), call_id) != 0)
        leg = leg->next;
    return leg;
}

uint64_t leg_number(const struct leg *leg)
{
    return leg->number;
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
        bool is_cancelled = leg->ringing && !leg->answered;
        end(leg, is_cancelled ? "cancelled" : "given up", 0, "the emulator stopped");
    }
}
