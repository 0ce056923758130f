/* SPDX-License-Identifier: Apache-2.0 */
/* The options that are set once for every libcurl handle: secure settings, and the client's
   options. */
#ifndef SKILLCALL_CURL_HANDLE_OPTIONS_H
#define SKILLCALL_CURL_HANDLE_OPTIONS_H

#include "base/text.h"
#include "options/options.h"

#include <curl/curl.h>

void skillcall__curl_set_options(CURL *easy, const skillcall_client_options *options,
                                 CURLcode *result);

/* The header User-Agent as the options have it: NULL for ours, "" for none. In a list of headers it
   costs half of what CURLOPT_USERAGENT does, which libcurl formats twice for each request. */
void skillcall__curl_write_user_agent(skillcall__text *header, const char *text);

#endif
