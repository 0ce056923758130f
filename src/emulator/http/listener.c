/* SPDX-License-Identifier: Apache-2.0 */
#include "http/listener.h"

#include "base/die.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 1024

static struct addrinfo *parse_address(const char *address, uint16_t port)
{
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                                   .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    char service[8];
    snprintf(service, sizeof service, "%u", port);
    int failure = getaddrinfo(address, service, &hints, &found);
    if (failure)
        die("cannot use the address %s: %s", address, gai_strerror(failure));
    return found;
}

static void write_authority(int fd, char *authority, size_t size)
{
    struct sockaddr_storage bound = {0};
    socklen_t length = sizeof bound;
    char host[64];
    char port[8];
    if (getsockname(fd, (struct sockaddr *)&bound, &length) != 0 ||
        getnameinfo((struct sockaddr *)&bound, length, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        die("cannot find out which port was picked");
    snprintf(authority, size, bound.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

int listener_open(const char *address, uint16_t port, char *authority, size_t size)
{
    struct addrinfo *where = parse_address(address, port);
    const int on = 1;
    int fd = socket(where->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(fd, where->ai_addr, where->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0)
        die("cannot listen on address %s, port %u: %s", address, port, strerror(errno));
    freeaddrinfo(where);
    write_authority(fd, authority, size);
    return fd;
}
