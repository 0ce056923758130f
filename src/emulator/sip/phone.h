/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in phone: a second user agent on loopback, which the INVITE of a call reaches. */
#ifndef EMULATOR_PHONE_H
#define EMULATOR_PHONE_H

#include <stdbool.h>
#include <stdint.h>

struct phone;
struct sip;

enum phone_verb { PHONE_ANSWER, PHONE_DECLINE, PHONE_HANG_UP };

/* Opens the phone. Ends the program if it cannot. */
struct phone *phone_open(struct sip *sip);

/* The SIP URI at which it takes calls. */
const char *phone_uri(const struct phone *phone);

/* Makes the phone act on the call of a record. False if it does not ring, or for PHONE_HANG_UP does
 * not talk. */
bool phone_do(struct sip *sip, uint64_t number, enum phone_verb verb);

/* Frees every call. */
void phone_close(struct phone *phone);

#endif
