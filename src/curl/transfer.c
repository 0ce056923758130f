/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/transfer.h"

#include "base/host.h"
#include "curl/handle_options.h"
#include "curl/require.h"

#include <errno.h>
#include <string.h>

enum { HEADERS_MAX = 65536 }; /* of all headers of one exchange together */

/* HTTP/2's preface, which libcurl 7.86 and older send on a new connection after on_sending: three
   writes, each with the maximum that TLS adds. A request after it takes at least 70 bytes. */
enum { PREFACE_MAX = 24 + 27 + 13 + 3 * 29 };

static uint64_t preface_size(const skillcall__transfer *transfer)
{
    long connections = 0; /* that were made for this request */
    curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connections);
    return transfer->has_late_preface && connections > 0 ? PREFACE_MAX : 0;
}

/* libcurl repeats a request by itself when a reused connection dies before the answer, or a stream
   is refused. The server may have read the first one, so the second is stopped here, just before it
   is sent. */
static int on_sending(void *user_data, char *ip, char *local_ip, int port, int local_port)
{
    (void)ip;
    (void)local_ip;
    (void)port;
    skillcall__transfer *transfer = user_data;
    if (transfer->has_begun) {
        transfer->is_lost = true;
        return CURL_PREREQFUNC_ABORT;
    }
    transfer->has_begun = true;
    skillcall__sending_begin(&transfer->shared->sockets, &transfer->sending, local_port,
                             preface_size(transfer));
    curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &transfer->size_before);
    return CURL_PREREQFUNC_OK;
}

/* For the second sending, libcurl would make a connection first. The call would end only after the
   name lookup, the connection and the check of the certificate, and perhaps with their errors. */
static bool is_needless(skillcall__transfer *transfer)
{
    transfer->is_lost = transfer->has_begun;
    return transfer->is_lost;
}

static int on_lookup(void *resolver, void *reserved, void *user_data)
{
    (void)resolver;
    (void)reserved;
    return is_needless(user_data);
}

static size_t on_body(char *data, size_t size, size_t count, void *user_data)
{
    skillcall__transfer *transfer = user_data;
    transfer->stopped = skillcall_exchange_add_body(transfer->exchange, data, size * count);
    return transfer->stopped == SKILLCALL_OK ? size * count : 0;
}

static bool is_space(char c)
{
    return c == '\r' || c == '\n' || c == ' ' || c == '\t';
}

static void add_header(skillcall_exchange *exchange, const char *line, size_t length)
{
    char header[512];
    while (length && is_space(line[length - 1]))
        length--;
    if (length >= sizeof header)
        return; /* none of those that matter is that long */
    memcpy(header, line, length);
    header[length] = '\0';
    char *colon = strchr(header, ':');
    if (!colon)
        return;
    *colon = '\0';
    skillcall_exchange_add_header(exchange, header, colon + 1 + strspn(colon + 1, " \t"));
}

static void set_untried(skillcall__transfer *transfer, bool is_untried)
{
    transfer->shared->sockets.untried -= transfer->is_untried;
    transfer->shared->sockets.untried += is_untried;
    transfer->is_untried = is_untried;
}

/* libcurl keeps an HTTP/2 connection on which sending failed, and later requests would wait for it
   in vain. So a connection is kept only if it has delivered an answer. */
static void take_head(skillcall__transfer *transfer)
{
    long version = CURL_HTTP_VERSION_NONE;
    transfer->has_head = true;
    set_untried(transfer, false);
    curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_VERSION, &version);
    if (version >= CURL_HTTP_VERSION_2_0)
        curl_easy_setopt(transfer->easy, CURLOPT_FORBID_REUSE, 0L);
}

static size_t on_header(char *data, size_t size, size_t count, void *user_data)
{
    skillcall__transfer *transfer = user_data;
    transfer->header_size += size * count;
    if (transfer->header_size > HEADERS_MAX) {
        transfer->stopped = SKILLCALL_E_TOO_LARGE;
        return 0;
    }
    if (size * count > 5 && memcmp(data, "HTTP/", 5) == 0)
        curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &transfer->header_status);
    if (transfer->header_status < 200)
        return size * count;
    if (data[0] == '\r' || data[0] == '\n')
        take_head(transfer);
    else
        add_header(transfer->exchange, data, size * count);
    return size * count;
}

/* libcurl would take this for a host that cannot be reached. */
static bool is_shortage(int why)
{
    return why == EMFILE || why == ENFILE || why == ENOBUFS || why == ENOMEM;
}

static curl_socket_t on_open(void *user_data, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)purpose;
    skillcall__transfer *transfer = user_data;
    if (is_needless(transfer))
        return CURL_SOCKET_BAD;
    curl_socket_t fd = skillcall__socket_open(&transfer->shared->sockets, address);
    if (fd == CURL_SOCKET_BAD && is_shortage(errno))
        transfer->refused_errno = errno;
    set_untried(transfer, transfer->is_http_2);
    return fd;
}

static void set_callbacks(CURL *easy, skillcall__transfer *transfer, CURLcode *result)
{
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->text));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer));
    skillcall__curl_require(
        result, curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, skillcall__socket_close));
    skillcall__curl_require(
        result, curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, &transfer->shared->sockets));
    skillcall__curl_require(result,
                            curl_easy_setopt(easy, CURLOPT_RESOLVER_START_FUNCTION, on_lookup));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_RESOLVER_START_DATA, transfer));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_sending));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body));
    skillcall__curl_require(result, curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer));
}

/* A program may run with a libcurl other than the one it was built with. */
static int32_t set_up(skillcall__transfer *transfer)
{
    skillcall__shared *shared = transfer->shared;
    transfer->easy = curl_easy_init();
    if (!transfer->easy)
        return SKILLCALL_E_NO_MEMORY;
    transfer->url = curl_url();
    if (!transfer->url)
        return SKILLCALL_E_NO_MEMORY;
    CURLcode result = CURLE_OK;
    curl_easy_setopt(transfer->easy, CURLOPT_SHARE, shared->share);
    curl_easy_setopt(transfer->easy, CURLOPT_PROXYHEADER, &shared->user_agent);
    skillcall__curl_set_options(transfer->easy, shared->options, &result);
    set_callbacks(transfer->easy, transfer, &result);
    if (result == CURLE_OK)
        return SKILLCALL_OK;
    return result == CURLE_OUT_OF_MEMORY ? SKILLCALL_E_NO_MEMORY : SKILLCALL_E_TRANSPORT;
}

skillcall__transfer *skillcall__transfer_new(skillcall__shared *shared, int32_t *status)
{
    *status = SKILLCALL_E_NO_MEMORY;
    skillcall__transfer *transfer = skillcall__allocate(shared->allocator, sizeof *transfer);
    if (!transfer)
        return NULL;
    memset(transfer, 0, sizeof *transfer);
    transfer->is_http_2 = shared->options->http_version == SKILLCALL_HTTP_2;
    transfer->has_late_preface =
        transfer->is_http_2 && curl_version_info(CURLVERSION_NOW)->version_num < 0x075700;
    transfer->shared = shared;
    skillcall__list_init(&transfer->link);
    skillcall__list_init(&transfer->sending.link);
    *status = set_up(transfer);
    if (*status == SKILLCALL_OK)
        return transfer;
    skillcall__transfer_free(transfer);
    return NULL;
}

void skillcall__transfer_free(skillcall__transfer *transfer)
{
    curl_easy_cleanup(transfer->easy);
    curl_url_cleanup(transfer->url);
    skillcall__free_text(transfer->shared->allocator, transfer->url_text);
    skillcall__list_remove(&transfer->sending.link);
    skillcall__deallocate(transfer->shared->allocator, transfer);
}

/* libcurl does not copy the list; without the empty one it would add an Accept header. */
static void load_headers(skillcall__transfer *transfer)
{
    size_t count = skillcall_exchange_header_count(transfer->exchange);
    for (size_t i = 0; i <= count; i++) {
        const char *header =
            i < count ? skillcall_exchange_header(transfer->exchange, i) : "Accept:";
        transfer->headers[i].data = (char *)(uintptr_t)header;
        transfer->headers[i].next =
            i < count ? &transfer->headers[i + 1] : &transfer->shared->user_agent;
    }
}

/* Requests to the local machine do not use a proxy. */
static bool is_local(const char *url)
{
    const char *host = strstr(url, "://") + 3;
    size_t length = strcspn(host, *host == '[' ? "]" : ":/");
    return skillcall__is_loopback(host, length + (*host == '['));
}

/* libcurl parses a text again for each request, but not a URL that is parsed already: that saves a
   twentieth of a request. From 8.12 on it turns that into a text each time. NULL if it is of no
   use, or libcurl has to report what is wrong with the text. */
static CURLU *parse(skillcall__transfer *transfer, const char *url)
{
    bool is_kept = curl_version_info(CURLVERSION_NOW)->version_num < 0x080C00;
    return is_kept && curl_url_set(transfer->url, CURLUPART_URL, url, 0) == CURLUE_OK
               ? transfer->url
               : NULL;
}

/* Nearly always it is that of the last request. libcurl takes it from what is parsed, but still
   connects again, and reports, by the text. */
static CURLcode load_url(skillcall__transfer *transfer, const char *url)
{
    CURL *easy = transfer->easy;
    const skillcall_allocator *allocator = transfer->shared->allocator;
    if (transfer->url_text && strcmp(transfer->url_text, url) == 0)
        return CURLE_OK;
    skillcall__free_text(allocator, transfer->url_text);
    transfer->url_text = skillcall__duplicate(allocator, url);
    if (!transfer->url_text)
        return CURLE_OUT_OF_MEMORY;
    curl_easy_setopt(easy, CURLOPT_CURLU, parse(transfer, url));
    CURLcode result = curl_easy_setopt(easy, CURLOPT_URL, url);
    if (result == CURLE_OK)
        result = curl_easy_setopt(easy, CURLOPT_NOPROXY, is_local(url) ? "*" : NULL);
    return result;
}

int32_t skillcall__transfer_load(skillcall__transfer *transfer, skillcall_exchange *exchange)
{
    CURL *easy = transfer->easy;
    transfer->exchange = exchange;
    transfer->has_begun = false;
    transfer->is_lost = false;
    transfer->header_size = 0;
    transfer->header_status = 0;
    transfer->has_head = false;
    transfer->stopped = SKILLCALL_OK;
    transfer->refused_errno = 0;
    transfer->unwatched_errno = 0;
    transfer->text[0] = '\0';
    load_headers(transfer);

    CURLcode result = load_url(transfer, skillcall_exchange_url(exchange));
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    if (skillcall_exchange_body(exchange)) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, skillcall_exchange_body(exchange));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         (curl_off_t)skillcall_exchange_body_size(exchange));
    } else {
        curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    }
    return result == CURLE_OK ? SKILLCALL_OK : SKILLCALL_E_NO_MEMORY;
}

skillcall_exchange *skillcall__transfer_unload(skillcall__transfer *transfer)
{
    skillcall_exchange *exchange = transfer->exchange;
    set_untried(transfer, false);
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, NULL);
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, NULL);
    transfer->exchange = NULL;
    return exchange;
}
