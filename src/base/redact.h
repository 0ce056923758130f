/* SPDX-License-Identifier: Apache-2.0 */
/* Takes secrets out of what a server sends. A token shorter than 16 characters is not searched for,
   because that would spoil ordinary words. Copies are cut to the buffer. Bytes that are not UTF-8
   or would control a terminal become '?'. */
#ifndef SKILLCALL_BASE_REDACT_H
#define SKILLCALL_BASE_REDACT_H

#include <stdbool.h>
#include <stddef.h>

/* Copies a sentence without any piece of 12 or more characters of the token, even if
   percent-encoded or broken up by blanks, and with at most the last four digits of anything that
   may be a phone number. */
void skillcall__redact_text(char *buffer, size_t size, const char *text, const char *token);

/* Copies an id without the whole token, and with no more than the last four digits of a phone
   number that begins with '+'; other digits are its own. */
void skillcall__redact_id(char *buffer, size_t size, const char *id, const char *token);

/* Whether an id holds the whole token. */
bool skillcall__holds_token(const char *id, const char *token);

/* Removes user name and password from a URL in quotes: all between its scheme, if it has one, and
   the last '@'. A text that fills its buffer was cut off, and loses all after the scheme. */
void skillcall__hide_userinfo(char *text, size_t size);

#endif
