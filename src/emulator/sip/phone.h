/* The built-in phone, which the INVITE of a call reaches. */
#ifndef EMULATOR_PHONE_H
#define EMULATOR_PHONE_H

#include "sip/sip.h"

enum phone_verb { PHONE_ANSWER, PHONE_DECLINE, PHONE_HANG_UP };

/* Lets the phone do something with the call of a record. False where it does not ring, or for
 * PHONE_HANG_UP does not talk. */
bool phone_do(struct sip *sip, uint64_t number, enum phone_verb verb);

#endif
