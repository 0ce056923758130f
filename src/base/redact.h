/* Takes secrets out of what a server says; a token also where its end is missing. Copies are cut to
   the buffer and cleaned of control characters and of what is not UTF-8. */
#ifndef SKILLCALL_BASE_REDACT_H
#define SKILLCALL_BASE_REDACT_H

#include <stdbool.h>
#include <stddef.h>

/* Copies a sentence without the token and with no more than the last four digits of anything that
   could be a phone number. */
void skillcall__redact_text(char *buffer, size_t size, const char *text, const char *token);

/* Copies an id without the token, and with no more than the last four digits of a phone number that
   begins with '+'; other digits are its own. */
void skillcall__redact_id(char *buffer, size_t size, const char *id, const char *token);

/* Whether the token, or so much of it as would be hidden, stands in a text. */
bool skillcall__holds_token(const char *text, const char *token);

/* Takes the name and the password out of a URL in quotes: all between its scheme, if it has one,
   and the last '@'. A text that fills its buffer was cut off, and loses all behind the scheme. */
void skillcall__hide_userinfo(char *text, size_t size);

#endif
