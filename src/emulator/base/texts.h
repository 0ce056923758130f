/* Texts for the log and for identifiers. */
#ifndef EMULATOR_TEXTS_H
#define EMULATOR_TEXTS_H

#include <jansson.h>

#define UUID_TEXT_SIZE 37

/* Writes a random UUID of RFC 9562. */
void new_uuid(char text[UUID_TEXT_SIZE]);

/* Text of any bytes as a JSON string: what is not UTF-8 becomes question marks. */
json_t *text_to_json(const char *text);

/* The same; NULL becomes null. */
json_t *text_or_null(const char *text);

#endif
