/* SPDX-License-Identifier: Apache-2.0 */
/* What is set once for every handle of libcurl: what is secure, and the client's options. */
#ifndef SKILLCALL_CURL_HANDLE_OPTIONS_H
#define SKILLCALL_CURL_HANDLE_OPTIONS_H

#include "options/options.h"

#include <curl/curl.h>

void skillcall__curl_set_options(CURL *easy, const skillcall_client_options *options,
                                 CURLcode *result);

#endif
