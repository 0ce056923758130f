/* SPDX-License-Identifier: Apache-2.0 */
/* Documents that others wrote. */
#ifndef EMULATOR_FOREIGN_JSON_H
#define EMULATOR_FOREIGN_JSON_H

#include <jansson.h>

/* Reads a value of any kind, with flags of jansson. NULL if it is not JSON, has a NUL byte (which
 * jansson may skip), or is nested so deeply that a record with it could not be read again;
 * error->text is the reason. */
json_t *read_foreign_json(const char *bytes, size_t size, size_t flags, json_error_t *error);

#endif
