/* libcurl's sockets. A server may send something unasked for on a connection that waits for its
   next request, and libcurl would take it for the answer to that; so it is looked for before each
   request. */
#ifndef SKILLCALL_CURL_SOCKETS_H
#define SKILLCALL_CURL_SOCKETS_H

#include "base/list.h"

#include <curl/curl.h>
#include <skillcall/allocator.h>
#include <stdbool.h>

typedef struct skillcall__sockets {
    const skillcall_allocator *allocator;
    skillcall__link list;
} skillcall__sockets;

void skillcall__sockets_init(skillcall__sockets *sockets, const skillcall_allocator *allocator);

/* Forgets all that libcurl closed by itself, when it is gone. */
void skillcall__sockets_forget(skillcall__sockets *sockets);

/* Opens a socket; CURL_SOCKET_BAD with errno if the system refuses it. */
curl_socket_t skillcall__socket_open(skillcall__sockets *sockets,
                                     const struct curl_sockaddr *address);

/* libcurl's function to close one; its data are the sockets. */
int skillcall__socket_close(void *sockets, curl_socket_t fd);

/* Notes that the connection with this local port has brought an answer of HTTP/1, after which
   nothing may come until the next request. False if it cannot be noted: then it must not be used
   again. */
bool skillcall__socket_expect_silence(skillcall__sockets *sockets, int local_port);

/* Whether nothing has come, or nothing was expected not to come. */
bool skillcall__socket_is_silent(skillcall__sockets *sockets, int local_port);

#endif
