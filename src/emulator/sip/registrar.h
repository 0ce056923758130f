/* SPDX-License-Identifier: Apache-2.0 */
/* A small registrar: the soft phone that registers last is called. */
#ifndef EMULATOR_REGISTRAR_H
#define EMULATOR_REGISTRAR_H

#include "sip/sip_uri.h"

struct registrar;
struct sip;

/* Opens the registrar that the settings ask for. Ends the program if it cannot. */
struct registrar *registrar_open(struct sip *sip);

/* The SIP URI at which it takes registrations. */
const char *registrar_uri(const struct registrar *registrar);

/* The phone that is registered, NULL if there is none. */
const struct callee *registrar_callee(const struct registrar *registrar);

void registrar_close(struct registrar *registrar);

#endif
