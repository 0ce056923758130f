/* SPDX-License-Identifier: Apache-2.0 */
/* What Alexa does after a session was started: it calls, and informs the SIP side. */
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

/* Prepares what the settings ask for. Ends the program if it cannot. */
struct alexa *alexa_open(su_root_t *root, const struct settings *settings, struct journal *journal);

/* Plays the call of a session, its event or both, as the settings require. The body was accepted,
 * and the journal has a record of it with this number. Returns whether there was anything. */
bool alexa_play(struct alexa *alexa, unsigned parts, uint64_t number, const json_t *body,
                const char *session_id);

/* Lets the built-in phone act on the call of a record; false if it cannot. */
bool alexa_phone(struct alexa *alexa, uint64_t number, enum phone_verb verb);

/* The SIP URI of the registrar, NULL if there is none. */
const char *alexa_registrar(const struct alexa *alexa);

/* Handles what has come in. Call it in each turn of the loop. */
void alexa_catch_up(struct alexa *alexa);

/* Begins to end everything; nothing is played after this. */
void alexa_stop(struct alexa *alexa);

/* Whether the end is still to come. */
bool alexa_is_stopping(const struct alexa *alexa);

void alexa_close(struct alexa *alexa);

#endif
