/* SPDX-License-Identifier: Apache-2.0 */
/* The rule for endpoints: where a token may go. */
#ifndef SKILLCALL_ACCESS_ENDPOINT_H
#define SKILLCALL_ACCESS_ENDPOINT_H

#include <skillcall/error.h>

/* Checks an endpoint and writes its normal form (lower case, no final slash) into a buffer that
   has room for it. SKILLCALL_OK or SKILLCALL_E_ENDPOINT. */
int32_t skillcall__endpoint_check(const char *endpoint, const char *trusted_host, char *normal,
                                  skillcall_error *error);

#endif
