/* Phone numbers in E.164 form. */
#ifndef SKILLCALL_SESSION_E164_H
#define SKILLCALL_SESSION_E164_H

#include <stdbool.h>

/* A plus sign, then 2 to 15 ASCII digits of which the first is not 0, and nothing else. */
bool skillcall__is_e164(const char *number);

#endif
