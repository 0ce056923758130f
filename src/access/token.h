/* SPDX-License-Identifier: Apache-2.0 */
/* Bearer tokens (RFC 6750). */
#ifndef SKILLCALL_ACCESS_TOKEN_H
#define SKILLCALL_ACCESS_TOKEN_H

#include <skillcall/access.h>
#include <stdbool.h>

/* b64token of RFC 6750 §2.1: the alphabet, then perhaps padding. */
/*@ requires valid_read_string(token) && strlen(token) <= SKILLCALL_TOKEN_MAX;
    assigns \nothing;
    ensures \result <==> b64token(token, strlen(token));
*/
bool skillcall__is_b64token(const char *token);

#endif
