/* SPDX-License-Identifier: Apache-2.0 */
/* What flags mean where they are not given: environment variables, then the user's configuration
 * file. */
#ifndef SKILLCALL_COMMAND_DEFAULTS_H
#define SKILLCALL_COMMAND_DEFAULTS_H

#include "cli/flags.h"
#include "command/input.h"

/*
 * Gives a value to each flag that is wanted and was not given. The file keeps the texts. False if
 * it cannot be read or is wrong: then its failure explains.
 */
bool fill_defaults(struct arguments *arguments, const bool wanted[], struct document *file);

#endif
