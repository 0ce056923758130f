#include "sip/sip_uri.h"

#include "base/die.h"

#include <errno.h>
#include <netdb.h>
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

bool sip_uri_is_good(const char *text)
{
    char *copy = must(strdup(text));
    url_t uri;
    bool good = url_d(&uri, copy) == 0 && uri.url_type == url_sip && uri.url_host &&
                *uri.url_host && strlen(uri.url_host) < HOST_SIZE && !uri.url_headers &&
                !uri.url_fragment && has_known_transport(&uri);
    free(copy);
    return good;
}

static const char *transport(const url_t *uri)
{
    char name[8] = "";
    url_param(uri->url_params, "transport", name, sizeof name);
    return strcasecmp(name, "tcp") == 0 ? "tcp" : "udp";
}

/* An IPv6 address stands in brackets in a URI, and without them elsewhere. */
static struct addrinfo *find_host(const url_t *uri)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_DGRAM};
    struct addrinfo *found;
    char host[HOST_SIZE];
    bool brackets = *uri->url_host == '[';
    snprintf(host, sizeof host, "%s", uri->url_host + brackets);
    if (brackets)
        host[strcspn(host, "]")] = '\0';
    int failure = getaddrinfo(host, url_port(uri), &hints, &found);
    if (failure)
        die("cannot find the host of --invite, %s: %s", host, gai_strerror(failure));
    return found;
}

static void write_host(const struct sockaddr *address, socklen_t length, char *text, size_t size)
{
    char host[64];
    if (getnameinfo(address, length, host, sizeof host, NULL, 0, NI_NUMERICHOST) != 0)
        die("cannot write the address of --invite");
    snprintf(text, size, address->sa_family == AF_INET6 ? "[%s]" : "%s", host);
}

/* The kernel knows which address it would send from; nothing is sent. */
static void find_own_host(const struct addrinfo *peer, char *text, size_t size)
{
    struct sockaddr_storage own = {0};
    socklen_t length = sizeof own;
    int fd = socket(peer->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, peer->ai_addr, peer->ai_addrlen) != 0 ||
        getsockname(fd, (struct sockaddr *)&own, &length) != 0)
        die("cannot reach the host of --invite: %s", strerror(errno));
    write_host((struct sockaddr *)&own, length, text, size);
    close(fd);
}

void sip_route_find(struct sip_route *route, const url_t *uri)
{
    struct addrinfo *peer = find_host(uri);
    char host[sizeof route->own_host];
    write_host(peer->ai_addr, peer->ai_addrlen, host, sizeof host);
    snprintf(route->peer, sizeof route->peer, "sip:%s:%s;transport=%s", host, url_port(uri),
             transport(uri));
    find_own_host(peer, route->own_host, sizeof route->own_host);
    snprintf(route->own, sizeof route->own, "sip:%s:*;transport=%s", route->own_host,
             transport(uri));
    freeaddrinfo(peer);
}
