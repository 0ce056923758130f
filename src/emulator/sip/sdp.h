/* SPDX-License-Identifier: Apache-2.0 */
/* Session descriptions (RFC 4566) of audio that does not flow. */
#ifndef EMULATOR_SDP_H
#define EMULATOR_SDP_H

#include <sofia-sip/sip.h>
#include <sofia-sip/su_alloc.h>

/* An offer of this machine's address, as a URI has it. */
char *sdp_offer(su_home_t *home, const char *own_host);

/* The answer to the offer in a message; an offer if the message has none. */
char *sdp_answer(su_home_t *home, const char *own_host, const sip_t *message);

#endif
