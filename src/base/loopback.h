/* Which hosts are the local machine. */
#ifndef SKILLCALL_BASE_LOOPBACK_H
#define SKILLCALL_BASE_LOOPBACK_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a host in lower case is localhost, of 127.0.0.0/8, or [::1]. */
bool skillcall__is_loopback(const char *host, size_t length);

#endif
