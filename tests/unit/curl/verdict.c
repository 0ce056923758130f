/* SPDX-License-Identifier: Apache-2.0 */
/* What each result of libcurl means, where nothing was sent and where a request may have been. */
#include "support/next.h"
#include "support/stage.h"

#include <curl/curl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdarg.h>

struct row {
    CURLcode result;
    const char *text; /* what libcurl reports */
    int32_t status;
    const char *message; /* a part of the error's */
};

/* What libcurl gives instead of its own result. */
static const struct row *given;
static char *error_text;

#undef curl_easy_setopt
CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
    va_list arguments;
    va_start(arguments, option);
    void *value = va_arg(arguments, void *);
    va_end(arguments);
    if (option == CURLOPT_ERRORBUFFER)
        error_text = value;
    return NEXT(curl_easy_setopt)(easy, option, value);
}

CURLMsg *curl_multi_info_read(CURLM *multi, int *left)
{
    CURLMsg *message = NEXT(curl_multi_info_read)(multi, left);
    if (message && message->msg == CURLMSG_DONE) {
        message->data.result = given->result;
        strcpy(error_text, given->text);
    }
    return message;
}

static void assert_verdicts(const struct row *rows, size_t count, int32_t outcome)
{
    for (size_t i = 0; i < count; i++) {
        given = &rows[i];
        assert_int_equal(place(), given->status);
        assert_error(outcome, 0, given->message);
        assert_int_equal(skillcall_error_transport_code(stage.error), given->result);
    }
}

TEST(without_a_connection_nothing_was_sent)
{
    static const struct row rows[] = {
        {CURLE_COULDNT_RESOLVE_HOST, "no such name", SKILLCALL_E_RESOLVE, "no such name"},
        {CURLE_COULDNT_RESOLVE_PROXY, "", SKILLCALL_E_RESOLVE, ""},
        {CURLE_COULDNT_CONNECT, "", SKILLCALL_E_CONNECT, ""},
        {CURLE_OPERATION_TIMEDOUT, "too slow", SKILLCALL_E_CONNECT, "too slow"},
        {CURLE_PEER_FAILED_VERIFICATION, "", SKILLCALL_E_TLS, ""},
        {CURLE_SSL_ISSUER_ERROR, "", SKILLCALL_E_TLS, ""},
        {CURLE_SSL_CERTPROBLEM, "", SKILLCALL_E_TLS, ""},
        {CURLE_SSL_CIPHER, "", SKILLCALL_E_TLS, ""},
        {CURLE_SSL_CACERT_BADFILE, "", SKILLCALL_E_TLS, "(the CA certificates cannot be used)"},
        {CURLE_SSL_CACERT_BADFILE, "no file", SKILLCALL_E_TLS,
         "(the CA certificates cannot be used: no file)"},
        {CURLE_SSL_CONNECT_ERROR, "connection reset", SKILLCALL_E_CONNECT, "connection reset"},
        {CURLE_SSL_CONNECT_ERROR, "unsupported protocol", SKILLCALL_E_TLS, ""},
        {CURLE_SSL_CONNECT_ERROR, "an unsupported version", SKILLCALL_E_TLS, ""},
        {CURLE_SSL_CONNECT_ERROR, "SSL routines::tlsv1 alert", SKILLCALL_E_TLS, ""},
        {CURLE_SSL_CONNECT_ERROR, "a fatal alert", SKILLCALL_E_TLS, ""},
        {CURLE_OUT_OF_MEMORY, "", SKILLCALL_E_NO_MEMORY, ""},
    };
    open_stage(NULL, 0);
    shutdown(stage.server.listener, SHUT_RDWR);
    assert_verdicts(rows, sizeof rows / sizeof *rows, NOT_PLACED);
}

TEST(once_a_request_was_sent_its_outcome_is_unknown)
{
    enum { TOO_LARGE = 100 }; /* of libcurl 8.6 and later */
    static const struct row rows[] = {
        {(CURLcode)TOO_LARGE, "", SKILLCALL_E_TOO_LARGE, "64 KiB"},
        {CURLE_WRITE_ERROR, "", SKILLCALL_E_ANSWER, ""},
        {CURLE_WEIRD_SERVER_REPLY, "what is this", SKILLCALL_E_ANSWER, "what is this"},
        {CURLE_UNSUPPORTED_PROTOCOL, "", SKILLCALL_E_ANSWER, ""},
        {CURLE_RECV_ERROR, "", SKILLCALL_E_NETWORK, ""},
        {CURLE_PEER_FAILED_VERIFICATION, "", SKILLCALL_E_NETWORK, ""},
        {CURLE_COULDNT_CONNECT, "", SKILLCALL_E_NETWORK, ""},
        {CURLE_OUT_OF_MEMORY, "", SKILLCALL_E_NO_MEMORY, ""},
    };
    open_stage("no HTTP at all\r\n\r\n", 0);
    assert_verdicts(rows, sizeof rows / sizeof *rows, UNKNOWN);
}

/* What the kernel and libcurl have counted of a request, and what that proves. */
struct counts {
    CURLcode result;
    uint32_t before, after; /* what the kernel accepted on the connection */
    long libcurl;           /* the bytes that libcurl has counted as sent */
    curl_off_t began_us;    /* when it had sent them */
    bool is_proof;          /* nothing was sent */
};

/* What both report instead; NULL for the truth. */
static const struct counts *counts;
static size_t kernel_asked, libcurl_asked;

int getsockopt(int fd, int level, int name, void *value, socklen_t *size)
{
    if (!counts || level != IPPROTO_TCP || name != TCP_INFO)
        return NEXT(getsockopt)(fd, level, name, value, size);
    struct tcp_info info = {.tcpi_bytes_sent = kernel_asked++ ? counts->after : counts->before};
    memcpy(value, &info, *size < sizeof info ? *size : sizeof info);
    return 0;
}

/* It reports no count below 0. */
#undef curl_easy_getinfo
CURLcode curl_easy_getinfo(CURL *easy, CURLINFO info, ...)
{
    va_list arguments;
    va_start(arguments, info);
    void *value = va_arg(arguments, void *);
    va_end(arguments);
    long size;
    switch (counts ? info : CURLINFO_NONE) {
    case CURLINFO_REQUEST_SIZE:
        size = libcurl_asked++ ? counts->libcurl : 0;
        if (size >= 0)
            *(long *)value = size;
        return CURLE_OK;
    case CURLINFO_PRETRANSFER_TIME_T:
        if (counts->began_us >= 0)
            *(curl_off_t *)value = counts->began_us;
        return CURLE_OK;
    default:
        return NEXT(curl_easy_getinfo)(easy, info, value);
    }
}

static void assert_proofs(const struct counts *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct row broken = {.result = rows[i].result, .text = ""};
        given = &broken;
        counts = &rows[i];
        kernel_asked = libcurl_asked = 0;
        int32_t status = place();
        counts = NULL;
        assert_int_equal(status, rows[i].is_proof ? SKILLCALL_E_CONNECT : SKILLCALL_E_NETWORK);
        assert_error(rows[i].is_proof ? NOT_PLACED : UNKNOWN, 0, "");
        assert_true(libcurl_asked > 0);
    }
}

TEST(nothing_was_sent_only_if_both_counts_prove_it)
{
    static const struct counts rows[] = {
        {CURLE_SEND_ERROR, 0, 0, 0, 0, true},
        {CURLE_SEND_ERROR, 0, 0, 1, 0, false},
        {CURLE_SEND_ERROR, 0, 0, 0, 1, false},
        {CURLE_SEND_ERROR, 0, 0, -1, 0, false},
        {CURLE_SEND_ERROR, 0, 0, 0, -1, false},
        {CURLE_SEND_ERROR, 0, 1, 0, 0, false}, /* GnuTLS may hold a part */
        {CURLE_SEND_ERROR, 517, 518, 0, 0, false},
        {CURLE_SEND_ERROR, 517, 517, 900, 9, true},
    };
    open_stage("no HTTP at all\r\n\r\n", 0);
    assert_proofs(rows, sizeof rows / sizeof *rows);
}

static const char *refuse(const char *head, const char *body)
{
    return "";
}

TEST(over_http_2_there_was_no_connection_either)
{
    static const struct counts rows[] = {
        {CURLE_FAILED_INIT, 0, 0, 0, 0, true},
        {CURLE_SEND_ERROR, 0, 0, 0, 0, false},
        {CURLE_FAILED_INIT, 0, 0, 1, 0, false},
        {CURLE_FAILED_INIT, 0, 0, 0, 1, false},
    };
    open_stage_over_h2(NULL, refuse);
    assert_proofs(rows, sizeof rows / sizeof *rows);
}
