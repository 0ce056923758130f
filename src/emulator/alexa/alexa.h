/* What Alexa does after a session was started: it calls, and the SIP side hears of it. */
#ifndef EMULATOR_ALEXA_H
#define EMULATOR_ALEXA_H

#include "base/settings.h"

#include <jansson.h>
#include <sofia-sip/su_wait.h>

struct alexa;

/* Makes ready for what the options ask for. Ends the program if that cannot be done. */
struct alexa *alexa_open(su_root_t *root, const struct settings *settings);

/* Begins the call of a session, of which the body was accepted. */
void alexa_call(struct alexa *alexa, const json_t *body, const char *session_id);

/* Takes what has come in, to be called in each turn of the loop. */
void alexa_catch_up(struct alexa *alexa);

/* Begins to end everything; a session that starts after this is not called. */
void alexa_stop(struct alexa *alexa);

/* Whether the end is still to come. */
bool alexa_is_stopping(const struct alexa *alexa);

void alexa_close(struct alexa *alexa);

#endif
