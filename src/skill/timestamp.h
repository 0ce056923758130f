/* SPDX-License-Identifier: Apache-2.0 */
/* Times as Alexa writes them. */
#ifndef SKILLCALL_SKILL_TIMESTAMP_H
#define SKILLCALL_SKILL_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

/* Reads a time as milliseconds since 1970 (UTC). It may be of RFC 3339 §5.6, for example
   "2026-11-22T10:00:00Z", or as some tools write it: with the offset "+0000", without an offset,
   which is taken for UTC, or as such milliseconds. False if it is none of these, or before 1970. */
bool skillcall__parse_timestamp(const char *text, int64_t *unix_ms);

#endif
