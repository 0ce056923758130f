#include "curl/sockets.h"

#include "base/allocator.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

struct open_socket {
    skillcall__link link;
    int fd;
    int local_port; /* 0 until it is connected */
    bool is_to_be_silent;
};

void skillcall__sockets_init(skillcall__sockets *sockets, const skillcall_allocator *allocator)
{
    sockets->allocator = allocator;
    skillcall__list_init(&sockets->list);
}

/* libcurl alone would leave connections open in programs that the host starts meanwhile. */
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

static struct open_socket *socket_at(skillcall__link *link)
{
    return SKILLCALL__ELEMENT(link, struct open_socket, link);
}

static void forget(skillcall__sockets *sockets, struct open_socket *known)
{
    skillcall__list_remove(&known->link);
    skillcall__deallocate(sockets->allocator, known);
}

static void forget_fd(skillcall__sockets *sockets, int fd)
{
    skillcall__link *link = sockets->list.next;
    while (link != &sockets->list && socket_at(link)->fd != fd)
        link = link->next;
    if (link != &sockets->list)
        forget(sockets, socket_at(link));
}

void skillcall__sockets_forget(skillcall__sockets *sockets)
{
    while (!skillcall__list_is_empty(&sockets->list))
        forget(sockets, socket_at(sockets->list.next));
}

/* One that there is no memory to know of serves one request. */
curl_socket_t skillcall__socket_open(skillcall__sockets *sockets,
                                     const struct curl_sockaddr *address)
{
    int fd = open_close_on_exec(address);
    if (fd < 0)
        return CURL_SOCKET_BAD;
    forget_fd(sockets, fd); /* libcurl may have closed it by itself */
    struct open_socket *known = skillcall__allocate(sockets->allocator, sizeof *known);
    if (known) {
        *known = (struct open_socket){.fd = fd};
        skillcall__list_append(&sockets->list, &known->link);
    }
    return fd;
}

int skillcall__socket_close(void *sockets, curl_socket_t fd)
{
    forget_fd(sockets, fd);
    return close(fd);
}

static int port_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {.any = {.sa_family = AF_UNSPEC}};
    socklen_t size = sizeof address;
    if (getsockname(fd, &address.any, &size) != 0)
        return 0;
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

/* Whether it has this port, which two may have that lead to different servers. */
static bool has_port(struct open_socket *known, int local_port)
{
    if (!known->local_port)
        known->local_port = port_of(known->fd);
    return known->local_port && known->local_port == local_port;
}

bool skillcall__socket_expect_silence(skillcall__sockets *sockets, int local_port)
{
    bool is_known = false;
    skillcall__link *link;
    for (link = sockets->list.next; link != &sockets->list; link = link->next)
        if (has_port(socket_at(link), local_port))
            is_known = socket_at(link)->is_to_be_silent = true;
    return is_known;
}

static bool is_readable(int fd)
{
    struct pollfd readable = {.fd = fd, .events = POLLIN};
    return poll(&readable, 1, 0) != 0;
}

bool skillcall__socket_is_silent(skillcall__sockets *sockets, int local_port)
{
    skillcall__link *link;
    for (link = sockets->list.next; link != &sockets->list; link = link->next)
        if (socket_at(link)->is_to_be_silent && has_port(socket_at(link), local_port) &&
            is_readable(socket_at(link)->fd))
            return false;
    return true;
}
