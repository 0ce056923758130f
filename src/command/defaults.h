/* SPDX-License-Identifier: Apache-2.0 */
/* The defaults of flags: environment variables, then the user's configuration file. */
#ifndef SKILLCALL_COMMAND_DEFAULTS_H
#define SKILLCALL_COMMAND_DEFAULTS_H

#include "cli/flags.h"
#include "command/input.h"

/*
 * Gives a default to each wanted flag without a value. The file keeps the texts. False if it cannot
 * be read or is wrong: then its failure explains why.
 */
bool fill_defaults(struct arguments *arguments, const bool wanted[], struct document *file);

#endif
