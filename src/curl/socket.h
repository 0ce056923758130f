/* SPDX-License-Identifier: Apache-2.0 */
/* The sockets that libcurl connects. */
#ifndef SKILLCALL_CURL_SOCKET_H
#define SKILLCALL_CURL_SOCKET_H

#include <curl/curl.h>

/* Opens one; CURL_SOCKET_BAD with errno if the system refuses it. */
curl_socket_t skillcall__socket_open(const struct curl_sockaddr *address);

#endif
