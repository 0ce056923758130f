/* SPDX-License-Identifier: Apache-2.0 */
/* The emulator's own API under /_emulator/, for tests and for its page. */
#ifndef EMULATOR_CONTROL_H
#define EMULATOR_CONTROL_H

#include "api/service.h"

#define CONTROL_PREFIX "/_emulator/"

/* Answers a request whose path begins with CONTROL_PREFIX. */
void control_answer(struct service *service, const struct request *request, struct reply *reply);

#endif
