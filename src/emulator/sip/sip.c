#include "base/die.h"
#include "sip/stack.h"

#include <errno.h>
#include <sofia-sip/nta.h>
#include <sofia-sip/su_log.h>
#include <string.h>

#define CATCH_UP_MAX 64

/* Static, because it keeps what Sofia-SIP does not free: a stack that could not shut down in time.
 */
static struct sip the_only;

/* The stack tells nothing of calls any more when it shuts down, so it has to wait for their end. */
static void shut_down_when_idle(struct sip *sip)
{
    if (sip->stopping && !sip->ended && !sip->legs)
        nua_shutdown(sip->nua);
}

static void take_event(nua_event_t event, int status, const char *phrase, nua_t *nua,
                       struct sip *sip, nua_handle_t *handle, struct leg *leg, const sip_t *message,
                       tagi_t tags[])
{
    (void)nua;
    (void)handle;
    (void)tags;
    sip->events++;
    if (event == nua_r_shutdown && status >= 200) {
        sip->ended = true;
    } else if (leg) {
        leg_go_on(leg, event, status, phrase, !nta_sip_is_internal(message));
        shut_down_when_idle(sip);
    }
}

static void say_nothing(void *stream, const char *format, va_list arguments)
{
    (void)stream;
    (void)format;
    (void)arguments;
}

/* It sends and listens only where the peer sees this machine. */
static nua_t *create_agent(struct sip *sip)
{
    return nua_create(sip->root, take_event, sip, NUTAG_URL(sip->route.own), NUTAG_ENABLEINVITE(0),
                      NUTAG_SESSION_TIMER(0), NUTAG_AUTO302(0),
                      SIPTAG_ALLOW_STR("INVITE, ACK, BYE, CANCEL"),
                      SIPTAG_USER_AGENT_STR("skillcall-emulator/" EMULATOR_VERSION), TAG_END());
}

struct sip *sip_open(su_root_t *root, const struct settings *settings, struct journal *journal)
{
    struct sip *sip = &the_only;
    sip->root = root;
    sip->settings = settings;
    sip->journal = journal;
    su_home_init(&sip->home);
    sip->uri = must(url_make(&sip->home, settings->invite));
    sip_route_find(&sip->route, sip->uri);
    su_log_redirect(NULL, say_nothing, NULL);
    sip->nua = create_agent(sip);
    if (!sip->nua)
        die("cannot start the SIP stack: %s", strerror(errno));
    return sip;
}

void sip_invite(struct sip *sip, const struct started_call *call)
{
    leg_start(sip, call);
}

void sip_catch_up(struct sip *sip)
{
    unsigned seen;
    int steps = 0;
    do {
        seen = sip->events;
        su_root_step(sip->root, 0);
    } while (sip->events != seen && ++steps < CATCH_UP_MAX);
}

void sip_stop(struct sip *sip)
{
    sip->stopping = true;
    legs_hang_up(sip);
    shut_down_when_idle(sip);
}

bool sip_is_stopping(const struct sip *sip)
{
    return !sip->ended;
}

void sip_close(struct sip *sip)
{
    legs_drop(sip);
    if (sip->ended)
        nua_destroy(sip->nua);
    su_home_deinit(&sip->home);
}
