/* SPDX-License-Identifier: Apache-2.0 */
#include "access/endpoint.h"

#include "base/ascii.h"
#include "base/error.h"
#include "base/host.h"

#include <string.h>

/* A host and port in the normal form. */
struct authority {
    const char *host;
    size_t host_length;
    bool is_https;
};

static bool host_is(const struct authority *authority, const char *name)
{
    return skillcall__host_is(authority->host, authority->host_length, name);
}

static bool is_alexa(const struct authority *authority)
{
    return host_is(authority, "api.amazonalexa.com") ||
           host_is(authority, "api.eu.amazonalexa.com") ||
           host_is(authority, "api.fe.amazonalexa.com");
}

static bool is_trusted(const struct authority *authority, const char *trusted_host)
{
    return trusted_host && strlen(trusted_host) == authority->host_length &&
           skillcall__same_letters(trusted_host, authority->host, authority->host_length);
}

static const char *skip_host(const char *at)
{
    if (*at == '[') {
        at++;
        while (skillcall__is_digit(*at) || (*at >= 'a' && *at <= 'f') || *at == ':' || *at == '.')
            at++;
        return *at == ']' ? at + 1 : NULL;
    }
    const char *start = at;
    while (skillcall__is_alpha(*at) || skillcall__is_digit(*at) || *at == '-' || *at == '.')
        at++;
    return at > start ? at : NULL;
}

static const char *skip_port(const char *at)
{
    if (*at != ':')
        return at;
    const char *start = ++at;
    int32_t port = 0;
    while (skillcall__is_digit(*at) && at - start < 5)
        port = port * 10 + (*at++ - '0');
    return port > 0 && port <= 65535 ? at : NULL;
}

/* Scheme, host and perhaps a port: no user, path, query or fragment. */
static bool parse(const char *normal, struct authority *authority)
{
    if (strncmp(normal, "https://", 8) == 0)
        authority->is_https = true;
    else if (strncmp(normal, "http://", 7) == 0)
        authority->is_https = false;
    else
        return false;
    authority->host = normal + (authority->is_https ? 8 : 7);
    const char *end = skip_host(authority->host);
    if (!end)
        return false;
    authority->host_length = (size_t)(end - authority->host);
    end = skip_port(end);
    return end && *end == '\0';
}

int32_t skillcall__endpoint_check(const char *endpoint, const char *trusted_host, char *normal,
                                  skillcall_error *error)
{
    size_t length = strlen(endpoint);
    if (length && endpoint[length - 1] == '/')
        length--;
    for (size_t i = 0; i < length; i++)
        normal[i] = skillcall__to_lower(endpoint[i]);
    normal[length] = '\0';

    struct authority authority;
    if (!parse(normal, &authority))
        return skillcall__fail(error, SKILLCALL_E_ENDPOINT,
                               "the endpoint must be a scheme, a host and perhaps a port, like "
                               "https://api.amazonalexa.com (context.System.apiEndpoint of the "
                               "skill request)");
    if (skillcall__is_loopback(authority.host, authority.host_length))
        return SKILLCALL_OK;
    if (!is_alexa(&authority) && !is_trusted(&authority, trusted_host))
        return skillcall__fail(error, SKILLCALL_E_ENDPOINT,
                               "a token is sent only to Alexa's endpoints and to the trusted host, "
                               "both by https, and to this machine");
    if (!authority.is_https)
        return skillcall__fail(error, SKILLCALL_E_ENDPOINT,
                               "a token is sent over plain http only to this machine: use "
                               "https");
    return SKILLCALL_OK;
}
