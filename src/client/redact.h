/* Takes secrets out of what a server says. */
#ifndef SKILLCALL_CLIENT_REDACT_H
#define SKILLCALL_CLIENT_REDACT_H

#include <stddef.h>

/* Copies foreign text, cut to the buffer, cleaned of control characters, without the token, and
   with no more than the last four digits of anything that could be a phone number. */
void skillcall__redact(char *buffer, size_t size, const char *text, const char *token);

#endif
