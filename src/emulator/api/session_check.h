/* SPDX-License-Identifier: Apache-2.0 */
/* The rules for the body of StartCommunicationSession, as the emulator reads the contract. */
#ifndef EMULATOR_SESSION_CHECK_H
#define EMULATOR_SESSION_CHECK_H

#include <jansson.h>
#include <stdbool.h>

/* Adds everything that is wrong with the body to the violations. */
void check_session_body(const json_t *body, bool allow_unknown, json_t *violations);

#endif
