/* SPDX-License-Identifier: Apache-2.0 */
/* The header Authorization of RFC 6750. */
#ifndef EMULATOR_BEARER_H
#define EMULATOR_BEARER_H

/* The token in the value of a header Authorization; NULL if it is not "Bearer b64token". */
const char *bearer_token(const char *header);

#endif
