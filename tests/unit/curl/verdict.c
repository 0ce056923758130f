/* SPDX-License-Identifier: Apache-2.0 */
/* What each result of libcurl means, where nothing was sent and where a request may have been. */
#include "support/next.h"
#include "support/stage.h"

#include <curl/curl.h>
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
