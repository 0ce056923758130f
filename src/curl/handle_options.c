/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/handle_options.h"

#include "curl/certificates.h"
#include "curl/require.h"

#include <skillcall/version.h>
#include <stdbool.h>

enum {
    SEND_BUFFER = 16384, /* libcurl's minimum, a quarter of its default */
    IDLE_SECONDS_MAX = 30
};

static void set_security(CURL *easy, const skillcall_client_options *options, CURLcode *result)
{
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https"));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L));
    skillcall__curl_require(
        result, curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2));
    skillcall__curl_set_ca(easy, &options->ca, result);
    if (options->proxy)
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_PROXY, options->proxy));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L));
}

/* HTTP/1.1: one connection for each request. Nothing proves that a kept connection is silent: the
   TLS library may hold unrequested data, which libcurl would take for the answer to the next
   request. With HTTP/2, each answer names its request. */
static void set_protocol(CURL *easy, int32_t http_version, CURLcode *result)
{
    bool is_2 = http_version == SKILLCALL_HTTP_2;
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
                                                     is_2 ? (long)CURL_HTTP_VERSION_2TLS
                                                          : (long)CURL_HTTP_VERSION_1_1));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, is_2 ? 0L : 1L));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L));
}

/* A libcurl without these options is slower, but not wrong. */
static void set_behaviour(CURL *easy, const skillcall_client_options *options)
{
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 1L);
#if CURL_AT_LEAST_VERSION(7, 87, 0)
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* a cancel does not wait for a resolver */
#endif
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)options->connect_timeout_ms);
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)IDLE_SECONDS_MAX);
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)SEND_BUFFER);
}

void skillcall__curl_set_options(CURL *easy, const skillcall_client_options *options,
                                 CURLcode *result)
{
    set_security(easy, options, result);
    set_protocol(easy, options->http_version, result);
    set_behaviour(easy, options);
}

/* libcurl does not send a header without a value. */
void skillcall__curl_write_user_agent(skillcall__text *header, const char *text)
{
    skillcall__text_puts(header, "User-Agent: ");
    if (text) {
        skillcall__text_puts(header, text);
        return;
    }
    skillcall__text_puts(header, "skillcall/");
    skillcall__text_puts(header, skillcall_version());
    skillcall__text_puts(header, " libcurl/");
    skillcall__text_puts(header, curl_version_info(CURLVERSION_NOW)->version);
}
