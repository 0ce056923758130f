/* SPDX-License-Identifier: Apache-2.0 */
/* The files of the page, compiled into the program. */
#ifndef EMULATOR_ASSET_H
#define EMULATOR_ASSET_H

#include <stddef.h>

struct asset {
    const char *name; /* "" for the page itself */
    const char *type;
    const unsigned char *data;
    size_t size;
};

/* The file with a name, NULL if there is none. */
const struct asset *find_asset(const char *name);

#endif
