/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/certificates.h"

#include "curl/require.h"

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_readable(const char *path)
{
    return path && access(path, R_OK) == 0;
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

/* Since libcurl 8.17, NULL means libcurl's built-in place, whose certificates would be trusted as
   well. So another one is named. */
static bool is_kept(const char *built_in)
{
    return built_in && curl_version_info(CURLVERSION_NOW)->version_num >= 0x081100;
}

static void set_file(CURL *easy, const char *file, CURLcode *result)
{
    const char *built_in = curl_version_info(CURLVERSION_NOW)->capath;
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAINFO, file));
    curl_easy_setopt(easy, CURLOPT_CAPATH, is_kept(built_in) ? "/proc/self/task" : NULL);
}

/* One of the certificates in a directory made by openssl-rehash(1); false if it has none. */
static bool find_certificate(const char *directory, char *path, size_t size)
{
    DIR *entries = opendir(directory);
    bool is_found = false;
    const struct dirent *entry;
    while (entries && !is_found && (entry = readdir(entries))) {
        size_t length = strlen(entry->d_name);
        is_found = length > 2 && strcmp(entry->d_name + length - 2, ".0") == 0 &&
                   (size_t)snprintf(path, size, "%s/%s", directory, entry->d_name) < size;
    }
    if (entries)
        closedir(entries);
    return is_found;
}

static void set_directory(CURL *easy, const char *directory, CURLcode *result)
{
    char path[PATH_MAX];
    const char *file = NULL;
    if (is_kept(curl_version_info(CURLVERSION_NOW)->cainfo))
        file = find_certificate(directory, path, sizeof path) ? path : directory;
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAINFO, file));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAPATH, directory));
}

/* Whether OpenSSL would read the host's file and its directory for each connection. The directory
   alone costs a tenth, because OpenSSL reads its certificates only when it needs them. */
static bool is_directory_better(const curl_version_info_data *info)
{
    char path[PATH_MAX];
    return is_kept(info->capath) && strncmp(info->ssl_version, "OpenSSL", 7) == 0 &&
           find_certificate(info->capath, path, sizeof path);
}

/* A directory switches off libcurl's certificate cache, which costs 20 to 30 ms for each
   connection. So the host's default directory is used only if there is no file. */
static void set_host_ca(CURL *easy, CURLcode *result)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    if (is_directory_better(info))
        set_directory(easy, info->capath, result);
    else if (is_readable(info->cainfo))
        set_file(easy, info->cainfo, result);
    else if (!info->cainfo && !info->capath)
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAINFO, find_host_ca()));
}

void skillcall__curl_set_ca(CURL *easy, const struct skillcall__ca *ca, CURLcode *result)
{
    if (ca->blob) {
        struct curl_blob blob = {ca->blob, ca->blob_size, CURL_BLOB_NOCOPY};
        skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob));
        set_file(easy, NULL, result);
    } else if (ca->path) {
        set_directory(easy, ca->path, result);
    } else if (ca->file) {
        set_file(easy, ca->file, result);
    } else {
        set_host_ca(easy, result);
    }
}
