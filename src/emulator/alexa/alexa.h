/* SPDX-License-Identifier: Apache-2.0 */
/* What Alexa does after a session was started: it calls, and the SIP side hears of it. */
#ifndef EMULATOR_ALEXA_H
#define EMULATOR_ALEXA_H

#include "base/settings.h"
#include "journal/journal.h"
#include "sip/phone.h"

#include <jansson.h>
#include <sofia-sip/su_wait.h>

#define ALEXA_INVITE 1U
#define ALEXA_EVENT 2U

struct alexa;

/* Makes ready for what the settings ask for. Ends the program if that cannot be done. */
struct alexa *alexa_open(su_root_t *root, const struct settings *settings, struct journal *journal);

/* Plays the call of a session, its event or both, as far as the settings ask for them. The body was
 * accepted, and the journal has a record of it with this number. Returns whether there was
 * something to play. */
bool alexa_play(struct alexa *alexa, unsigned parts, uint64_t number, const json_t *body,
                const char *session_id);

/* Lets the built-in phone do something with the call of a record; false where it cannot. */
bool alexa_phone(struct alexa *alexa, uint64_t number, enum phone_verb verb);

/* The SIP URI of the registrar, NULL if there is none. */
const char *alexa_registrar(const struct alexa *alexa);

/* Takes what has come in, to be called in each turn of the loop. */
void alexa_catch_up(struct alexa *alexa);

/* Begins to end everything; nothing is played after this. */
void alexa_stop(struct alexa *alexa);

/* Whether the end is still to come. */
bool alexa_is_stopping(const struct alexa *alexa);

void alexa_close(struct alexa *alexa);

#endif
