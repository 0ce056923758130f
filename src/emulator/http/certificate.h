/* SPDX-License-Identifier: Apache-2.0 */
/* The certificate of the service, signed by a CA that lives as long as the program. */
#ifndef EMULATOR_CERTIFICATE_H
#define EMULATOR_CERTIFICATE_H

#include "base/settings.h"

/* PEM text, NUL-terminated. */
struct certificate {
    char *key;
    char *chain; /* the server's certificate */
    char *ca;    /* what clients are to trust */
};

/* Makes a new CA and a certificate of the server; ends the program if that fails. */
void certificate_make(struct certificate *certificate, const struct settings *settings);

/* Writes the CA certificate to a file that only its owner can read, and that never holds half of
 * it. Replaces a symbolic link of that name. */
void certificate_write_ca(const struct certificate *certificate, const char *file);

/* Wipes the key and frees everything. */
void certificate_clear(struct certificate *certificate);

#endif
