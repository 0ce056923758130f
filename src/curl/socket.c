/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

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

/* libcurl needs a second descriptor while it connects, for the file of CA certificates; without
   one it would report that the certificates are wrong. */
static bool is_last(int fd)
{
    int next = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (next < 0)
        return true;
    close(next);
    return false;
}

curl_socket_t skillcall__socket_open(const struct curl_sockaddr *address)
{
    int fd = open_close_on_exec(address);
    if (fd < 0)
        return CURL_SOCKET_BAD;
    if (!is_last(fd))
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return CURL_SOCKET_BAD;
}
