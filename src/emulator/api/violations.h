/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with a request, as the answer and the log list it. */
#ifndef EMULATOR_VIOLATIONS_H
#define EMULATOR_VIOLATIONS_H

#include <jansson.h>

/* Adds {"path", "message"} to what is wrong with a request. */
void add_violation(json_t *violations, const char *path, const char *message);

#endif
