/* SPDX-License-Identifier: Apache-2.0 */
/* Takes secrets out of what a server sends. A token shorter than 16 characters is not looked for:
   it would take parts of ordinary words with it. Copies are cut to the buffer, and what is not
   UTF-8 or would steer a terminal becomes '?'. */
#ifndef SKILLCALL_BASE_REDACT_H
#define SKILLCALL_BASE_REDACT_H

#include <stdbool.h>
#include <stddef.h>

/* Copies a sentence without any piece of 12 or more characters of the token, also where it is
   percent-encoded or parted by blanks, and with no more than the last four digits of anything that
   could be a phone number. */
void skillcall__redact_text(char *buffer, size_t size, const char *text, const char *token);

/* Copies an id without the whole token, and with no more than the last four digits of a phone
   number that begins with '+'; other digits are its own. */
void skillcall__redact_id(char *buffer, size_t size, const char *id, const char *token);

/* Whether an id holds the whole token. */
bool skillcall__holds_token(const char *id, const char *token);

/* Takes the name and the password out of a URL in quotes: all between its scheme, if it has one,
   and the last '@'. A text that fills its buffer was cut off, and loses all behind the scheme. */
void skillcall__hide_userinfo(char *text, size_t size);

#endif
