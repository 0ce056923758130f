/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/socket.h"

#include "base/element.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/tcp.h>
#endif

/* A descriptor that was one of ours; libcurl does not report every socket that it closes. */
struct known {
    skillcall__link link;
    int fd;
    int port; /* its local one; 0 if it is not known yet */
};

void skillcall__sockets_init(skillcall__sockets *sockets, const skillcall_allocator *allocator)
{
    sockets->allocator = allocator;
    skillcall__list_init(&sockets->known);
    skillcall__list_init(&sockets->sendings);
    sockets->untried = 0;
}

void skillcall__sockets_drop(skillcall__sockets *sockets)
{
    skillcall__link *link;
    while ((link = skillcall__list_take(&sockets->known)))
        skillcall__deallocate(sockets->allocator, SKILLCALL__ELEMENT(link, struct known, link));
}

/* Without this, programs that the host starts meanwhile would inherit libcurl's connections. */
static int open_close_on_exec(const struct curl_sockaddr *address)
{
#ifdef SOCK_CLOEXEC
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    int fd = socket(address->family, address->socktype, address->protocol);
    if (fd >= 0)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
#endif
}

/* While it connects, libcurl needs a second descriptor for the file of CA certificates. Without one
   it would report that the certificates are wrong. */
static bool is_last(int fd)
{
    int next = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (next < 0)
        return true;
    close(next);
    return false;
}

/* False with ENOMEM if it is out of memory. */
static bool note(skillcall__sockets *sockets, int fd)
{
    struct known *known;
    for (skillcall__link *link = sockets->known.next; link != &sockets->known; link = link->next) {
        known = SKILLCALL__ELEMENT(link, struct known, link);
        if (known->fd == fd) {
            known->port = 0;
            return true;
        }
    }
    known = skillcall__allocate(sockets->allocator, sizeof *known);
    if (!known) {
        errno = ENOMEM;
        return false;
    }
    *known = (struct known){.fd = fd};
    skillcall__list_append(&sockets->known, &known->link);
    return true;
}

curl_socket_t skillcall__socket_open(skillcall__sockets *sockets,
                                     const struct curl_sockaddr *address)
{
    int fd = open_close_on_exec(address);
    if (fd < 0)
        return CURL_SOCKET_BAD;
    if (!is_last(fd) && note(sockets, fd))
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return CURL_SOCKET_BAD;
}

/* How many bytes the kernel has accepted on a connection; retransmitted bytes count twice. 0 if it
   does not report that, or has sent nothing. */
static uint64_t count_taken(int fd, bool *is_dead)
{
#ifdef __linux__
    enum { CLOSED = 7 }; /* TCP_CLOSE of netinet/tcp.h, which has no tcpi_bytes_sent */
    struct tcp_info info = {0};
    socklen_t size = sizeof info;
    int result = getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);
    *is_dead = result == 0 && info.tcpi_state == CLOSED;
    return info.tcpi_bytes_sent ? info.tcpi_bytes_sent + info.tcpi_notsent_bytes : 0;
#else
    (void)fd;
    *is_dead = false;
    return 0;
#endif
}

static int local_port_of(int fd)
{
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return -1;
    if (address.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    return ntohs(((struct sockaddr_in *)&address)->sin_port);
}

/* With a thousand connections, reading each port would take longer than the rest of a request. A
   closed descriptor may now belong to someone else, so the port of the one that is found is read
   again. The system may reuse a port as soon as its connection is dead, so a port identifies a
   socket only if no other socket has it. */
static int find_by_port(const skillcall__sockets *sockets, int port)
{
    int found = -1;
    for (skillcall__link *link = sockets->known.next; link != &sockets->known; link = link->next) {
        struct known *known = SKILLCALL__ELEMENT(link, struct known, link);
        if (known->port <= 0)
            known->port = local_port_of(known->fd);
        if (known->port != port || local_port_of(known->fd) != port)
            continue;
        if (found >= 0)
            return -1;
        found = known->fd;
    }
    return found;
}

void skillcall__sending_begin(skillcall__sockets *sockets, skillcall__sending *sending,
                              int local_port, uint64_t others)
{
    bool is_dead;
    sending->fd = find_by_port(sockets, local_port);
    sending->port = local_port;
    sending->before = sending->fd < 0 ? 0 : count_taken(sending->fd, &is_dead);
    sending->others = others;
    sending->taken = SKILLCALL__TAKEN_UNKNOWN;
    skillcall__list_remove(&sending->link);
    skillcall__list_append(&sockets->sendings, &sending->link);
}

/* Whether it has ended is known if it was closed. */
static skillcall__taken compare(const skillcall__sending *sending, bool is_closed)
{
    bool is_dead;
    uint64_t now = count_taken(sending->fd, &is_dead);
    if (now > sending->before + sending->others)
        return SKILLCALL__TAKEN_SOMETHING;
    return sending->before > 0 && now >= sending->before && (is_closed || is_dead)
               ? SKILLCALL__TAKEN_NOTHING
               : SKILLCALL__TAKEN_UNKNOWN;
}

skillcall__taken skillcall__sending_taken(const skillcall__sending *sending)
{
    return sending->fd < 0 ? sending->taken : compare(sending, false);
}

void skillcall__sending_end_connection(const skillcall__sending *sending)
{
    if (sending->fd >= 0 && local_port_of(sending->fd) == sending->port)
        shutdown(sending->fd, SHUT_RDWR);
}

/* Any part of a request that libcurl or the TLS library still holds is lost with the socket. */
static void end_sendings(skillcall__sockets *sockets, int fd)
{
    skillcall__link *link = &sockets->sendings;
    while ((link = link->next) != &sockets->sendings) {
        skillcall__sending *sending = SKILLCALL__ELEMENT(link, skillcall__sending, link);
        if (sending->fd != fd)
            continue;
        sending->taken = compare(sending, true);
        sending->fd = -1;
    }
}

int skillcall__socket_close(void *user_data, curl_socket_t fd)
{
    end_sendings(user_data, fd);
    return close(fd);
}
