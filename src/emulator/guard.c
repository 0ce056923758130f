/* SPDX-License-Identifier: Apache-2.0 */
#include "guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define HOST_SIZE 272

/* Copies the host of "HOST[:PORT]", an IPv6 address without its brackets. False if it is none. */
static bool read_host(const char *authority, char host[HOST_SIZE])
{
    bool brackets = *authority == '[';
    const char *begin = authority + brackets;
    size_t length = strcspn(begin, brackets ? "]" : ":");
    const char *rest = begin + length + (brackets && begin[length] == ']');
    if (length == 0 || length >= HOST_SIZE || (brackets && begin[length] != ']') ||
        brackets != (memchr(begin, ':', length) != NULL))
        return false;
    if (*rest == ':')
        rest += 1 + strspn(rest + 1, "0123456789");
    snprintf(host, HOST_SIZE, "%.*s", (int)length, begin);
    return *rest == '\0';
}

static bool is_own_host(const struct settings *settings, const struct request *request,
                        const char *authority)
{
    char host[HOST_SIZE];
    char given[HOST_SIZE] = "";
    char own[64];
    if (settings->control_host)
        read_host(settings->control_host, given);
    request_own_address(request, own, sizeof own);
    return read_host(authority, host) &&
           (strcasecmp(host, "localhost") == 0 || strcasecmp(host, settings->address) == 0 ||
            strcasecmp(host, own) == 0 || strcasecmp(host, given) == 0);
}

/* The origin of the service's own page, which the client called by this Host. */
static bool is_own_origin(const struct settings *settings, const char *authority,
                          const char *origin)
{
    const char *scheme = settings->tls ? "https://" : "http://";
    size_t length = strlen(scheme);
    return strncasecmp(origin, scheme, length) == 0 && strcasecmp(origin + length, authority) == 0;
}

const char *guard_refuse(const struct settings *settings, const struct request *request)
{
    const char *authority = request_header(request, "Host");
    const char *origin = request_header(request, "Origin");
    if (!authority || !is_own_host(settings, request, authority))
        return "The header Host must name the address that the emulator listens on, or localhost; "
               "--control-host NAME allows another name.";
    if (request_has_header(request, "Origin") &&
        !(origin && is_own_origin(settings, authority, origin)))
        return "The header Origin names another site, whose pages may not use this service.";
    return NULL;
}
