/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps tokens out of all output. */
#ifndef EMULATOR_SECRETS_H
#define EMULATOR_SECRETS_H

#include <jansson.h>

/* The value of a header for output. */
const char *masked_header(const char *name, const char *value);

/* A copy of a document, with *** for the members whose names are those of secrets. */
json_t *masked_document(const json_t *document);

/* The document, freed and made anew if this token is in it, in a name or a value; NULL for none. */
json_t *without_token(json_t *document, const char *token);

/* A text that is not a document, as JSON: *** if it names a secret. */
json_t *masked_text(const char *text);

#endif
