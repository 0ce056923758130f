/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/verdict.h"

#include "base/redact.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What libcurl 8.6 and later report of headers beyond their own limit. */
enum { TOO_LARGE = 100 };

/* Whether a handshake failed because the two ends disagree, and would fail again, not because the
   connection was lost. Only the messages of OpenSSL and GnuTLS show this. */
static bool is_disagreement(const char *text)
{
    return strstr(text, "unsupported protocol") || strstr(text, "unsupported version") ||
           strstr(text, "SSL routines::tlsv1 alert") || strstr(text, "fatal alert");
}

/* No part has left if the kernel accepted none, or if the first write failed: then libcurl has
   counted nothing and never reached the transfer itself. GnuTLS may still send what such a write
   has left in it, so the kernel must not have accepted anything either. With HTTP/2, libcurl also
   counts what it has only stored, so there must have been no connection. */
static bool may_have_left(const skillcall__transfer *transfer, CURLcode result)
{
    long size = -1;
    curl_off_t began_us = -1;
    if (!transfer->has_begun)
        return false;
    skillcall__taken taken = skillcall__sending_taken(&transfer->sending);
    if (taken == SKILLCALL__TAKEN_NOTHING)
        return false;
    curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &size);
    curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &began_us);
    bool is_counted =
        transfer->is_http_2 ? result == CURLE_FAILED_INIT : taken != SKILLCALL__TAKEN_SOMETHING;
    return !is_counted || size != transfer->size_before || began_us != 0;
}

/* The status if there was no connection to send on. */
static int32_t to_connect_status(const skillcall__transfer *transfer, CURLcode result)
{
    if (transfer->is_lost)
        return SKILLCALL_E_CONNECT;
    switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return SKILLCALL_E_RESOLVE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
        return SKILLCALL_E_TLS;
    case CURLE_COULDNT_CONNECT:
        if (transfer->refused_errno == ENOMEM)
            return SKILLCALL_E_NO_MEMORY;
        return transfer->refused_errno ? SKILLCALL_E_SYSTEM : SKILLCALL_E_CONNECT;
    case CURLE_SSL_CONNECT_ERROR:
        return is_disagreement(transfer->text) ? SKILLCALL_E_TLS : SKILLCALL_E_CONNECT;
    default:
        return SKILLCALL_E_CONNECT;
    }
}

static int32_t end_status(const skillcall__transfer *transfer, CURLcode result)
{
    if (result == CURLE_OUT_OF_MEMORY)
        return SKILLCALL_E_NO_MEMORY;
    if (!may_have_left(transfer, result))
        return to_connect_status(transfer, result);
    switch ((int)result) {
    case TOO_LARGE:
        return SKILLCALL_E_TOO_LARGE;
    case CURLE_WRITE_ERROR:
        return transfer->stopped != SKILLCALL_OK ? transfer->stopped : SKILLCALL_E_ANSWER;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return SKILLCALL_E_ANSWER;
    default:
        return SKILLCALL_E_NETWORK;
    }
}

/* What the system refused, and why: an errno. */
static const char *refusal_text(skillcall__transfer *transfer, const char *what, int why)
{
    char text[64] = "";
    strerror_r(why, text, sizeof text);
    snprintf(transfer->text, sizeof transfer->text, "%s: %s", what, text);
    return transfer->text;
}

/* The status alone would blame the server. With OpenSSL, libcurl's message names the file. */
static const char *unusable_ca(skillcall__transfer *transfer)
{
    if (!transfer->text[0])
        return "the CA certificates cannot be used";
    static const char what[] = "the CA certificates cannot be used: ";
    size_t length = strlen(what), room = sizeof transfer->text - length;
    memmove(transfer->text + length, transfer->text, room);
    memcpy(transfer->text, what, length);
    transfer->text[sizeof transfer->text - 1] = '\0';
    return transfer->text;
}

static const char *end_text(skillcall__transfer *transfer, CURLcode result)
{
    if (result == CURLE_SSL_CACERT_BADFILE)
        return unusable_ca(transfer);
    if (end_status(transfer, result) == SKILLCALL_E_SYSTEM)
        return refusal_text(transfer, "a socket cannot be opened", transfer->refused_errno);
    if (transfer->is_lost && !may_have_left(transfer, result))
        return "the connection was lost before it took any of the request";
    if (transfer->is_lost)
        return "the connection was lost before the answer, and the request is not sent twice";
    if (end_status(transfer, result) == SKILLCALL_E_TOO_LARGE)
        return "its headers or its body exceed 64 KiB";
    /* it may quote the proxy's URL */
    skillcall__hide_userinfo(transfer->text, sizeof transfer->text);
    return transfer->text[0] ? transfer->text : curl_easy_strerror(result);
}

static void fail(skillcall__transfer *transfer, int32_t status, CURLcode result, const char *text)
{
    int32_t sent = may_have_left(transfer, result) ? SKILLCALL_MAYBE_SENT : SKILLCALL_NOT_SENT;
    skillcall_exchange_fail(skillcall__transfer_unload(transfer), status, sent, (int32_t)result,
                            text);
}

/* The status counts even if the answer broke off: it may be a refusal. The exchange does not take
   what is no answer yet: 0, or an interim status. */
static void take_status(skillcall__transfer *transfer)
{
    long http_status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &http_status);
    if (transfer->has_begun)
        skillcall_exchange_set_status(transfer->exchange, (int32_t)http_status);
}

/* When libcurl runs out of memory on an HTTP/2 connection, the connection is broken, but libcurl
   may keep it, and later requests would fail or wait on it. */
static void end_broken_connection(const skillcall__transfer *transfer, CURLcode result)
{
    bool is_broken = result == CURLE_OUT_OF_MEMORY || result == CURLE_HTTP2 ||
                     result == CURLE_SEND_ERROR || result == CURLE_RECV_ERROR;
    if (transfer->is_http_2 && transfer->has_begun && is_broken)
        skillcall__sending_end_connection(&transfer->sending);
}

/* libcurl takes an answer that breaks off among its headers for a whole one without a body. */
void skillcall__transfer_finish(skillcall__transfer *transfer, CURLcode result)
{
    take_status(transfer);
    if (result != CURLE_OK) {
        fail(transfer, end_status(transfer, result), result, end_text(transfer, result));
        end_broken_connection(transfer, result);
    } else if (!transfer->has_head) {
        fail(transfer, SKILLCALL_E_NETWORK, result, "the answer ended inside its headers");
    } else {
        skillcall_exchange_complete(skillcall__transfer_unload(transfer));
    }
}

void skillcall__transfer_fail_unwatched(skillcall__transfer *transfer, int why)
{
    take_status(transfer);
    fail(transfer, SKILLCALL_E_SYSTEM, CURLE_OK,
         refusal_text(transfer, "a socket cannot be watched", why));
}

void skillcall__transfer_cancel(skillcall__transfer *transfer)
{
    take_status(transfer);
    fail(transfer, SKILLCALL_E_CANCELLED, CURLE_OK, NULL);
}
