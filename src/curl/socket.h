/* SPDX-License-Identifier: Apache-2.0 */
/* The sockets that libcurl connects, and whether the kernel accepted any of a request on one. */
#ifndef SKILLCALL_CURL_SOCKET_H
#define SKILLCALL_CURL_SOCKET_H

#include "base/allocator.h"
#include "base/list.h"

#include <curl/curl.h>
#include <stdbool.h>

typedef struct skillcall__sockets {
    const skillcall_allocator *allocator;
    skillcall__link known;
    skillcall__link sendings;
    size_t untried; /* HTTP/2 connections that have brought no answer yet */
} skillcall__sockets;

/* What the kernel has accepted on a connection since a request was about to be sent on it. */
typedef enum skillcall__taken {
    SKILLCALL__TAKEN_UNKNOWN,
    SKILLCALL__TAKEN_NOTHING, /* and nothing can follow, because the connection has ended */
    SKILLCALL__TAKEN_SOMETHING
} skillcall__taken;

/* A request on its way. */
typedef struct skillcall__sending {
    skillcall__link link;
    int fd;          /* -1 if it is closed or not known */
    int port;        /* its local one */
    uint64_t before; /* what the kernel had accepted when the request was about to be sent */
    uint64_t others; /* what it may accept after that although no part of the request has left */
    skillcall__taken taken; /* since then, until it was closed */
} skillcall__sending;

void skillcall__sockets_init(skillcall__sockets *sockets, const skillcall_allocator *allocator);

void skillcall__sockets_drop(skillcall__sockets *sockets);

/* Opens one; CURL_SOCKET_BAD with errno if the system refuses it. */
curl_socket_t skillcall__socket_open(skillcall__sockets *sockets,
                                     const struct curl_sockaddr *address);

/* A CURLOPT_CLOSESOCKETFUNCTION, whose data are the sockets. */
int skillcall__socket_close(void *sockets, curl_socket_t fd);

/* Call this just before a request is sent on the connection with that local port, with the size of
   what may be sent on it before the request. */
void skillcall__sending_begin(skillcall__sockets *sockets, skillcall__sending *sending,
                              int local_port, uint64_t others);

skillcall__taken skillcall__sending_taken(const skillcall__sending *sending);

/* Ends the connection of a request, so that libcurl finds it dead. */
void skillcall__sending_end_connection(const skillcall__sending *sending);

#endif
