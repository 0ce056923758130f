/* SPDX-License-Identifier: Apache-2.0 */
/* The entry of every request. */
#ifndef EMULATOR_FRONT_H
#define EMULATOR_FRONT_H

#include "api/service.h"

/* Answers a request: refuses one from another site, gives one under /_emulator/ to the emulator's
 * own API, and any other to the service. */
void front_answer(void *service, const struct request *request, struct reply *reply);

#endif
