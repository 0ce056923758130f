/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps web pages of other sites out: any page can send requests to a port of this machine. */
#ifndef EMULATOR_GUARD_H
#define EMULATOR_GUARD_H

#include "base/settings.h"
#include "http/http_request.h"

/* Why the request is refused, as a sentence; NULL if its Host is one of this service, and its
 * Origin is absent or the service's own. */
const char *guard_refuse(const struct settings *settings, const struct request *request);

#endif
