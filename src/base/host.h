/* SPDX-License-Identifier: Apache-2.0 */
/* Hosts, in lower case. */
#ifndef SKILLCALL_BASE_HOST_H
#define SKILLCALL_BASE_HOST_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a host has this name. Both are in lower case. */
bool skillcall__host_is(const char *host, size_t length, const char *name);

/* Whether a host is the local machine: localhost, of 127.0.0.0/8, or [::1]. */
bool skillcall__is_loopback(const char *host, size_t length);

#endif
