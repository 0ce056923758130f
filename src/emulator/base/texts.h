/* SPDX-License-Identifier: Apache-2.0 */
/* Texts for the log and for identifiers. */
#ifndef EMULATOR_TEXTS_H
#define EMULATOR_TEXTS_H

#include <jansson.h>

#define UUID_TEXT_SIZE 37

/* Writes a random UUID of RFC 9562. */
void new_uuid(char text[UUID_TEXT_SIZE]);

/* Any bytes as a JSON string: if they are not UTF-8 text, question marks replace each NUL and all
 * that is not ASCII. */
json_t *bytes_to_json(const char *bytes, size_t size);

/* The same for a text. */
json_t *text_to_json(const char *text);

/* The same; NULL becomes null. */
json_t *text_or_null(const char *text);

#endif
