/* SPDX-License-Identifier: Apache-2.0 */
/* Where every request arrives. */
#ifndef EMULATOR_FRONT_H
#define EMULATOR_FRONT_H

#include "api/service.h"

/* Answers a request: from another site not at all, under /_emulator/ by the emulator's own API, and
 * else as the service does. */
void front_answer(void *service, const struct request *request, struct reply *reply);

#endif
