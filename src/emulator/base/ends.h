/* SPDX-License-Identifier: Apache-2.0 */
/* Who calls whom, in the body of StartCommunicationSession. */
#ifndef EMULATOR_ENDS_H
#define EMULATOR_ENDS_H

#include <jansson.h>
#include <stdbool.h>

struct ends {
    const char *from;
    const char *to;
    bool to_phone; /* the callee is a phone number, not an extension */
};

/* Reads any document; what it lacks is NULL. The texts live as long as the body. */
struct ends read_ends(const json_t *body);

#endif
