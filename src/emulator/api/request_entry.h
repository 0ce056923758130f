/* SPDX-License-Identifier: Apache-2.0 */
/* A request and its answer as an entry of the journal. */
#ifndef EMULATOR_REQUEST_ENTRY_H
#define EMULATOR_REQUEST_ENTRY_H

#include "api/endpoint.h"

json_t *request_entry(const struct turn *turn);

#endif
