/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SKILLCALL_CURL_REQUIRE_H
#define SKILLCALL_CURL_REQUIRE_H

#include <curl/curl.h>

/* Keeps the first failure: an option that this libcurl does not know, or out of memory. */
static inline void skillcall__curl_require(CURLcode *result, CURLcode next)
{
    if (*result == CURLE_OK)
        *result = next;
}

#endif
