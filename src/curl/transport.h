/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in transport: libcurl behind the transport hook's table. */
#ifndef SKILLCALL_CURL_TRANSPORT_H
#define SKILLCALL_CURL_TRANSPORT_H

#include "options/options.h"

/* Fills the table of a transport that serves one client. The options must outlive it. */
int32_t skillcall__curl_open(const skillcall_allocator *allocator,
                             const skillcall_client_options *options,
                             skillcall_transport *transport, skillcall_error *error);

#endif
