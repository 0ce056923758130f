/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/trace.h"

#include <stdlib.h>
#include <string.h>

static void copy(char *buffer, size_t size, const char *data, size_t length)
{
    skillcall__text text;
    skillcall__text_fixed(&text, buffer, size);
    skillcall__text_add(&text, data, length);
}

/* From "scheme://host:port/path?query"; the endpoint's check ensures this form. */
static void read_url(struct skillcall__trace *trace, const char *url)
{
    const char *host = strstr(url, "://") + 3;
    size_t length = strcspn(host, "/");
    const char *path = host + length;
    const char *end = host[0] == '[' ? strchr(host, ']') : host + strcspn(host, ":/");
    size_t skipped = host[0] == '[';
    const char *port = end + skipped;
    bool has_port = *port == ':';
    trace->server_port = has_port                         ? (int32_t)strtol(port + 1, NULL, 10)
                         : strncmp(url, "https:", 6) == 0 ? 443
                                                          : 80;
    copy(trace->server_address, sizeof trace->server_address, host + skipped,
         (size_t)(end - host) - skipped);
    /* Without the query, because that of a lookup names a unit. */
    copy(trace->url_template, sizeof trace->url_template, path, strcspn(path, "?"));
}

void skillcall__trace_take(struct skillcall__trace *trace, const skillcall_exchange *exchange)
{
    trace->method = exchange->method;
    trace->bytes_sent = exchange->body_size;
    trace->pause_ms = -1;
    read_url(trace, exchange->url);
}
