/* SPDX-License-Identifier: Apache-2.0 */
/* The Retry-After header. */
#ifndef SKILLCALL_SERVICE_RETRY_AFTER_H
#define SKILLCALL_SERVICE_RETRY_AFTER_H

#include <stdint.h>

/* A Retry-After value (RFC 9110 §10.2.3: seconds or a date) in milliseconds from now; -1 if it is
   neither. */
int64_t skillcall__retry_after(const char *value, int64_t unix_now_ms);

#endif
