/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/sip_uri.h"

#include "base/die.h"

#include <netdb.h>
#include <sofia-sip/hostdomain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOST_SIZE 256

static bool has_known_transport(const url_t *uri)
{
    char name[8] = "";
    if (!url_has_param(uri, "transport"))
        return true;
    url_param(uri->url_params, "transport", name, sizeof name);
    return strcasecmp(name, "udp") == 0 || strcasecmp(name, "tcp") == 0;
}

static bool has_good_port(const url_t *uri)
{
    char *end = NULL;
    unsigned long port = uri->url_port ? strtoul(uri->url_port, &end, 10) : 1;
    return port > 0 && port <= 65535 && (!end || *end == '\0');
}

bool sip_url_is_good(const url_t *uri)
{
    return uri->url_type == url_sip && uri->url_host && *uri->url_host &&
           strlen(uri->url_host) < HOST_SIZE && has_good_port(uri) && !uri->url_headers &&
           !uri->url_fragment && has_known_transport(uri);
}

bool sip_url_has_address(const url_t *uri)
{
    return sip_url_is_good(uri) && host_is_ip_address(uri->url_host);
}

bool sip_uri_is_good(const char *text)
{
    char *copy = must(strdup(text));
    url_t uri;
    bool good = url_d(&uri, copy) == 0 && sip_url_is_good(&uri);
    free(copy);
    return good;
}

static const char *transport(const url_t *uri)
{
    char name[8] = "";
    url_param(uri->url_params, "transport", name, sizeof name);
    return strcasecmp(name, "tcp") == 0 ? "tcp" : "udp";
}

/* An IPv6 address has brackets in a URI, and none elsewhere. */
static int find_host(const url_t *uri, struct addrinfo **found)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_DGRAM};
    char host[HOST_SIZE];
    bool brackets = *uri->url_host == '[';
    snprintf(host, sizeof host, "%s", uri->url_host + brackets);
    if (brackets)
        host[strcspn(host, "]")] = '\0';
    return getaddrinfo(host, url_port(uri), &hints, found);
}

static bool write_host(const struct sockaddr *address, socklen_t length, char *text, size_t size)
{
    char host[64];
    if (getnameinfo(address, length, host, sizeof host, NULL, 0, NI_NUMERICHOST) != 0)
        return false;
    snprintf(text, size, address->sa_family == AF_INET6 ? "[%s]" : "%s", host);
    return true;
}

/* The kernel knows which address it would send from; nothing is sent. */
static bool find_own_host(const struct addrinfo *peer, char *text, size_t size)
{
    struct sockaddr_storage own = {0};
    socklen_t length = sizeof own;
    int fd = socket(peer->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool found = fd >= 0 && connect(fd, peer->ai_addr, peer->ai_addrlen) == 0 &&
                 getsockname(fd, (struct sockaddr *)&own, &length) == 0 &&
                 write_host((struct sockaddr *)&own, length, text, size);
    if (fd >= 0)
        close(fd);
    return found;
}

static bool find_route(struct sip_route *route, const url_t *uri, const struct addrinfo *peer)
{
    char host[sizeof route->own_host];
    char own[sizeof route->own_host];
    if (!write_host(peer->ai_addr, peer->ai_addrlen, host, sizeof host) ||
        !find_own_host(peer, own, sizeof own))
        return false;
    snprintf(route->peer, sizeof route->peer, "sip:%s:%s;transport=%s", host, url_port(uri),
             transport(uri));
    snprintf(route->own_host, sizeof route->own_host, "%s", own);
    snprintf(route->own, sizeof route->own, "sip:%s:*;transport=%s", own, transport(uri));
    return true;
}

const char *callee_find(struct callee *callee)
{
    struct addrinfo *found;
    int failure = find_host(callee->uri, &found);
    if (failure)
        return gai_strerror(failure);
    callee->route_count = 0;
    for (struct addrinfo *peer = found; peer && callee->route_count < ROUTES_MAX;
         peer = peer->ai_next)
        if (find_route(&callee->routes[callee->route_count], callee->uri, peer))
            callee->route_count++;
    freeaddrinfo(found);
    return callee->route_count > 0 ? NULL : "no route to its address";
}
