/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the log of an earlier run. */
#ifndef EMULATOR_LOAD_H
#define EMULATOR_LOAD_H

#include <jansson.h>
#include <sys/types.h>

/* Passes each entry of a log to a function, and returns the size of all of them. Ends the program
 * if the file is not a log. */
off_t load_log(const char *file, void (*take)(void *context, const json_t *entry), void *context);

#endif
