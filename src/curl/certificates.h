/* SPDX-License-Identifier: Apache-2.0 */
/* Which certificate authorities libcurl trusts. */
#ifndef SKILLCALL_CURL_CERTIFICATES_H
#define SKILLCALL_CURL_CERTIFICATES_H

#include "options/options.h"

#include <curl/curl.h>

/* Sets those of the options, or else the host's. */
void skillcall__curl_set_ca(CURL *easy, const struct skillcall__ca *ca, CURLcode *result);

#endif
