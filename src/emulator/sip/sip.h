/* SPDX-License-Identifier: Apache-2.0 */
/* Calls over SIP, with Sofia-SIP. */
#ifndef EMULATOR_SIP_H
#define EMULATOR_SIP_H

#include "base/settings.h"
#include "journal/journal.h"
#include "sip/started_call.h"

#include <sofia-sip/su_wait.h>

struct sip;

/* Opens what the settings ask for: --invite, or the phone and the registrar. Ends the program if
 * that cannot be done. */
struct sip *sip_open(su_root_t *root, const struct settings *settings, struct journal *journal);

/* Sends the INVITE of a call. The journal shows its course. */
void sip_invite(struct sip *sip, const struct started_call *call);

/* The SIP URI of the registrar, NULL if there is none. */
const char *sip_registrar(const struct sip *sip);

/* Handles what has come in. In one step of the loop Sofia-SIP reads only one datagram, but
 * libmicrohttpd answers many requests, so the datagrams would pile up. */
void sip_catch_up(struct sip *sip);

/* Begins to end all calls, with CANCEL or BYE, then the stack itself. */
void sip_stop(struct sip *sip);

/* Whether the end is still to come. */
bool sip_is_stopping(const struct sip *sip);

/* Frees all; calls that have not ended are given up. */
void sip_close(struct sip *sip);

#endif
