/* SPDX-License-Identifier: Apache-2.0 */
/* Sends requests in a way of the program's own: here by a plain libcurl handle, which could as well
   be any other HTTP client that a program has set up already.

       SKILLCALL_TOKEN=... custom_transport ENDPOINT ENDPOINT_ID FROM TO

   This is the simplest kind of transport, one that blocks: it has nothing but submit, which answers
   the exchange before it returns. The client still does all the rest: it judges the answer, repeats
   what may be repeated, and keeps the deadline. */
#include "setup.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

/* What one exchange needs while it is under way. */
struct transfer {
    CURL *easy;
    skillcall_exchange *exchange;
    int32_t sent; /* one of skillcall_sent */
};

/* libcurl calls this when it is connected and about to send. */
static int on_sending(void *user_data, char *ip, char *local_ip, int port, int local_port)
{
    (void)ip, (void)local_ip, (void)port, (void)local_port;
    struct transfer *transfer = user_data;
    transfer->sent = SKILLCALL_MAYBE_SENT;
    return CURL_PREREQFUNC_OK;
}

/* The line has no NUL at its end. Headers of 1xx answers do not matter to the client. */
static size_t on_header(char *data, size_t size, size_t count, void *user_data)
{
    struct transfer *transfer = user_data;
    long http_status = 0;
    char line[512], name[64], value[256];
    snprintf(line, sizeof line, "%.*s", (int)(size * count), data);
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &http_status);
    if (http_status >= 200 && sscanf(line, "%63[^: ]: %255[^\r\n]", name, value) == 2)
        skillcall_exchange_add_header(transfer->exchange, name, value);
    return size * count;
}

/* An answer that is too large for the exchange is not read further. */
static size_t on_body(char *data, size_t size, size_t count, void *user_data)
{
    struct transfer *transfer = user_data;
    int32_t status = skillcall_exchange_add_body(transfer->exchange, data, size * count);
    return status == SKILLCALL_OK ? size * count : 0;
}

static void set_request(struct transfer *transfer, const char *ca_file,
                        const struct curl_slist *headers)
{
    CURL *easy = transfer->easy;
    const skillcall_exchange *exchange = transfer->exchange;
    curl_easy_setopt(easy, CURLOPT_URL, skillcall_exchange_url(exchange));
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, skillcall_exchange_method(exchange));
    if (skillcall_exchange_body(exchange)) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, skillcall_exchange_body(exchange));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)skillcall_exchange_body_size(exchange));
    }
    /* A transport that blocks has to keep the deadline itself. */
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)skillcall_exchange_remaining_ms(exchange));
    if (ca_file)
        curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* On a connection that it had used before, libcurl could send the request a second time by
       itself, and a call placed twice rings twice. */
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_sending);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
}

static int32_t to_status(CURLcode result)
{
    switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return SKILLCALL_E_RESOLVE;
    case CURLE_COULDNT_CONNECT:
        return SKILLCALL_E_CONNECT;
    case CURLE_PEER_FAILED_VERIFICATION:
        return SKILLCALL_E_TLS;
    case CURLE_OPERATION_TIMEDOUT:
        return SKILLCALL_E_TIMEOUT;
    case CURLE_WRITE_ERROR: /* on_body() stopped it */
        return SKILLCALL_E_TOO_LARGE;
    default:
        return SKILLCALL_E_NETWORK;
    }
}

/* Answers the exchange once: with the service's complete answer, or with the reason why there is
   none. The part that must be right is "sent": only after NOT_SENT does the client try again, or
   report that the call was not placed. When in doubt, pass MAYBE_SENT. */
static void answer(struct transfer *transfer, CURLcode result)
{
    long http_status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &http_status);
    if (http_status >= 200)
        skillcall_exchange_set_status(transfer->exchange, (int32_t)http_status);
    if (result == CURLE_OK && http_status >= 200)
        skillcall_exchange_complete(transfer->exchange);
    else
        skillcall_exchange_fail(transfer->exchange, to_status(result), transfer->sent,
                                (int32_t)result, curl_easy_strerror(result));
}

static struct curl_slist *copy_headers(const skillcall_exchange *exchange)
{
    struct curl_slist *headers = NULL;
    for (size_t i = 0; i < skillcall_exchange_header_count(exchange); i++) {
        struct curl_slist *longer =
            curl_slist_append(headers, skillcall_exchange_header(exchange, i));
        if (!longer) {
            curl_slist_free_all(headers);
            return NULL;
        }
        headers = longer;
    }
    return headers;
}

/* A status other than SKILLCALL_OK means that nothing was sent and that the exchange will not be
   touched again. */
static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    const struct setup *setup = user_data;
    struct transfer transfer = {.exchange = exchange, .sent = SKILLCALL_NOT_SENT};
    transfer.easy = curl_easy_init();
    struct curl_slist *headers = copy_headers(exchange);
    int32_t status = transfer.easy && headers ? SKILLCALL_OK : SKILLCALL_E_NO_MEMORY;
    if (status == SKILLCALL_OK) {
        /* The headers hold the token: print anything but them. */
        printf("%s %s\n%s\n", skillcall_exchange_method(exchange), skillcall_exchange_url(exchange),
               skillcall_exchange_body(exchange));
        set_request(&transfer, setup->ca_file, headers);
        answer(&transfer, curl_easy_perform(transfer.easy));
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(transfer.easy);
    return status;
}

static skillcall_client *make_client(struct setup *setup, skillcall_error *error)
{
    skillcall_transport transport = {
        .struct_size = sizeof transport,
        .user_data = setup,
        .submit = submit,
    };
    skillcall_client_options *options = skillcall_client_options_new(NULL, error);
    skillcall_client *client = NULL;
    if (skillcall_client_options_set_transport(options, &transport, error) == SKILLCALL_OK)
        client = skillcall_client_new(NULL, options, error);
    skillcall_client_options_free(options);
    return client;
}

int main(int argc, char **argv)
{
    struct setup setup;
    setup_read(&setup, argc, argv, 1);
    curl_global_init(CURL_GLOBAL_DEFAULT);

    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session = setup_session(&setup, NULL, setup.to[0], error);
    skillcall_access *access = session ? setup_access(&setup, NULL, error) : NULL;
    skillcall_client *client = access ? make_client(&setup, error) : NULL;
    skillcall_receipt *receipt =
        client ? skillcall_client_start(client, access, session, 0, error) : NULL;
    int code = setup_report(receipt, error);

    skillcall_receipt_free(receipt);
    skillcall_client_free(client);
    skillcall_access_free(access);
    skillcall_session_free(session);
    skillcall_error_free(error);
    curl_global_cleanup();
    return code;
}
