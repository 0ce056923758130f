/* SPDX-License-Identifier: Apache-2.0 */
/* The flags of the program. */
#ifndef EMULATOR_FLAGS_H
#define EMULATOR_FLAGS_H

#include "base/settings.h"

/* Reads the flags. False if the program is to end now, with *exit_code. */
bool flags_parse(int argc, char **argv, struct settings *settings, int *exit_code);

#endif
