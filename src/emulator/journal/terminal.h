/* SPDX-License-Identifier: Apache-2.0 */
/* One readable line for each thing that happens. */
#ifndef EMULATOR_TERMINAL_H
#define EMULATOR_TERMINAL_H

#include "base/settings.h"

#include <jansson.h>

/* Whether stdout is a terminal, and no JSON goes there. */
bool terminal_is_free(const struct settings *settings);

/* Prints the line of an entry. */
void terminal_show(const json_t *entry);

#endif
