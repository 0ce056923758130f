/* Times as Alexa writes them. */
#ifndef SKILLCALL_SKILL_TIMESTAMP_H
#define SKILLCALL_SKILL_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

/* Reads a time of RFC 3339 §5.6, for example "2026-11-22T10:00:00Z", as milliseconds since 1970
   (UTC). False if it is none, or an earlier one. */
bool skillcall__parse_timestamp(const char *text, int64_t *unix_ms);

#endif
