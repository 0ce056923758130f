/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/handle_options.h"

#include <skillcall/version.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    RECEIVE_BUFFER = 4096,
    SEND_BUFFER = 16384, /* the least that libcurl takes, a quarter of what it does by itself */
    IDLE_SECONDS_MAX = 30
};

static bool is_readable(const char *path)
{
    return path && access(path, R_OK) == 0;
}

void skillcall__curl_require(CURLcode *result, CURLcode next)
{
    if (*result == CURLE_OK)
        *result = next;
}

/* The host's CA certificates, for a libcurl that was built without a place for them because it goes
   from one distribution to another: the file that the environment names, as OpenSSL reads it, or
   else where the distributions keep them. NULL where there are none. */
static const char *find_host_ca(void)
{
    static const char *const files[] = {
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    };
    const char *named = getenv("SSL_CERT_FILE");
    if (named && *named)
        return named;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (is_readable(files[i]))
            return files[i];
    return NULL;
}

/* A directory of certificates switches libcurl's cache of them off, at 20 to 30 ms for each
   connection, so the host's default directory is used only where there is no file. */
static void set_host_ca(CURL *easy, CURLcode *result)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    if (is_readable(info->cainfo))
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    else if (!info->cainfo && !info->capath)
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAINFO, find_host_ca()));
}

static void set_ca(CURL *easy, const struct skillcall__ca *ca, CURLcode *result)
{
    if (ca->blob) {
        struct curl_blob blob = {ca->blob, ca->blob_size, CURL_BLOB_NOCOPY};
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob));
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    } else if (ca->path) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, NULL);
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAPATH, ca->path));
    } else if (ca->file) {
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAINFO, ca->file));
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    } else {
        set_host_ca(easy, result);
    }
}

static void set_security(CURL *easy, const skillcall_client_options *options, CURLcode *result)
{
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https"));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L));
    skillcall__curl_require(
        result, curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2));
    set_ca(easy, &options->ca, result);
    if (options->proxy)
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_PROXY, options->proxy));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L));
}

/* HTTP/1.1: one connection for each request. Nothing proves that a kept one is silent, because the
   TLS library may hold what a server has sent unasked, and libcurl would take it for the answer to
   the next request. HTTP/2 names the request that an answer belongs to. */
static void set_protocol(CURL *easy, int32_t http_version, CURLcode *result)
{
    bool is_2 = http_version == SKILLCALL_HTTP_2;
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
                                                     is_2 ? (long)CURL_HTTP_VERSION_2TLS
                                                          : (long)CURL_HTTP_VERSION_1_1));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, is_2 ? 0L : 1L));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L));
}

static void set_user_agent(CURL *easy, const char *text, CURLcode *result)
{
    char ours[64];
    snprintf(ours, sizeof ours, "skillcall/%s libcurl/%s", skillcall_version(),
             curl_version_info(CURLVERSION_NOW)->version);
    const char *agent = text ? text : ours;
    skillcall__curl_require(result,
                            curl_easy_setopt(easy, CURLOPT_USERAGENT, agent[0] ? agent : NULL));
}

/* What a libcurl without these does is slower, but not wrong. */
static void set_behaviour(CURL *easy, const skillcall_client_options *options)
{
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 1L);
#if CURL_AT_LEAST_VERSION(7, 87, 0)
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* a cancel does not wait for a resolver */
#endif
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)options->connect_timeout_ms);
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)IDLE_SECONDS_MAX);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)RECEIVE_BUFFER);
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)SEND_BUFFER);
}

void skillcall__curl_set_options(CURL *easy, const skillcall_client_options *options,
                                 CURLcode *result)
{
    set_security(easy, options, result);
    set_protocol(easy, options->http_version, result);
    set_user_agent(easy, options->user_agent, result);
    set_behaviour(easy, options);
}
