/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/phone.h"

#include "base/die.h"
#include "sip/leg.h"
#include "sip/sdp.h"
#include "sip/stack.h"
#include "sip/uui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define OWN_HOST "127.0.0.1"

enum talk_state { RINGING, TALKING, OVER };

struct phone {
    struct sip *sip;
    struct agent *agent;
    struct talk *talks;
};

/* A call as the phone sees it. */
struct talk {
    struct phone *phone;
    nua_handle_t *handle;
    su_timer_t *timer; /* until the phone acts by itself */
    uint64_t number;   /* of the record */
    enum talk_state state;
    struct talk *next;
};

static void release(struct talk *talk)
{
    nua_handle_destroy(talk->handle);
    su_timer_destroy(talk->timer);
    free(talk);
}

static void drop(struct talk *talk)
{
    struct talk **link = &talk->phone->talks;
    while (*link != talk)
        link = &(*link)->next;
    *link = talk->next;
    release(talk);
}

/* Answers the INVITE of a call with its own session description. */
static void accept_invite(nua_handle_t *handle, const sip_t *invite)
{
    su_home_t *home = must(su_home_new(sizeof *home));
    nua_respond(handle, SIP_200_OK, SIPTAG_CONTENT_TYPE_STR(SDP_TYPE),
                SIPTAG_PAYLOAD_STR(sdp_answer(home, OWN_HOST, invite)), TAG_END());
    su_home_unref(home);
}

static void act(struct talk *talk, enum phone_verb verb)
{
    talk->state = verb == PHONE_ANSWER ? TALKING : OVER;
    su_timer_reset(talk->timer);
    if (verb == PHONE_ANSWER)
        accept_invite(talk->handle, NULL);
    else if (verb == PHONE_DECLINE)
        nua_respond(talk->handle, SIP_603_DECLINE, TAG_END());
    else
        nua_bye(talk->handle, TAG_END());
}

static void run_out(su_root_magic_t *magic, su_timer_t *timer, void *context)
{
    struct talk *talk = context;
    (void)magic;
    (void)timer;
    act(talk, talk->phone->sip->settings->phone == PHONE_ANSWERS ? PHONE_ANSWER : PHONE_DECLINE);
}

/* The client session id in an INVITE, for the caller to free; NULL if it has none. */
static char *read_client_session_id(const sip_t *invite)
{
    for (const sip_unknown_t *header = invite->sip_unknown; header; header = header->un_next)
        if (strcasecmp(header->un_name, "User-to-User") == 0)
            return uui_client_session_id(header->un_value);
    return NULL;
}

static void show(struct leg *leg, const sip_t *invite)
{
    char phrase[160] = "no client session id";
    char *id = read_client_session_id(invite);
    if (id)
        snprintf(phrase, sizeof phrase, "client session id %s", id);
    leg_report(leg, "invited", 0, phrase);
    free(id);
}

static void ring(struct phone *phone, struct leg *leg, const struct happening *happening)
{
    const struct settings *settings = phone->sip->settings;
    struct talk *talk = must(calloc(1, sizeof *talk));
    talk->phone = phone;
    talk->handle = happening->handle;
    talk->timer = must(su_timer_create(su_root_task(phone->sip->root), 0));
    talk->number = leg_number(leg);
    talk->next = phone->talks;
    phone->talks = talk;
    nua_handle_bind(talk->handle, talk);
    show(leg, happening->message);
    nua_respond(talk->handle, SIP_180_RINGING, TAG_END());
    if (settings->phone != PHONE_BY_HAND)
        su_timer_set_interval(talk->timer, run_out, talk, (su_duration_t)settings->answer_after_ms);
}

/* Only the emulator itself can call the phone. */
static void take_stranger(struct phone *phone, const struct happening *happening)
{
    struct leg *leg = NULL;
    if (happening->event == nua_i_invite) {
        leg = leg_find(phone->sip, happening->message->sip_call_id->i_id);
        if (!leg)
            nua_respond(happening->handle, SIP_403_FORBIDDEN, TAG_END());
    }
    if (leg)
        ring(phone, leg, happening);
    else
        nua_handle_destroy(happening->handle);
}

static void take(void *context, const struct happening *happening)
{
    if (!happening->call)
        take_stranger(context, happening);
    else if (happening->event == nua_i_invite)
        accept_invite(happening->handle, happening->message);
    else if (happening->event == nua_i_terminated)
        drop(happening->call);
}

struct phone *phone_open(struct sip *sip)
{
    struct phone *phone = must(calloc(1, sizeof *phone));
    phone->sip = sip;
    phone->agent =
        agent_open(sip->root, "sip:" OWN_HOST ":*;transport=udp", CALL_METHODS, take, phone);
    if (!phone->agent)
        die("cannot open the phone: no UDP port at " OWN_HOST);
    stack_add_agent(sip, phone->agent);
    return phone;
}

const char *phone_uri(const struct phone *phone)
{
    return phone->agent->contact;
}

bool phone_do(struct sip *sip, uint64_t number, enum phone_verb verb)
{
    enum talk_state state = verb == PHONE_HANG_UP ? TALKING : RINGING;
    struct talk *talk = sip->phone ? sip->phone->talks : NULL;
    while (talk && (talk->number != number || talk->state != state))
        talk = talk->next;
    if (talk)
        act(talk, verb);
    return talk != NULL;
}

void phone_close(struct phone *phone)
{
    struct talk *talk = phone->talks;
    while (talk) {
        struct talk *next = talk->next;
        release(talk);
        talk = next;
    }
    free(phone);
}
