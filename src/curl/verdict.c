/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/verdict.h"

#include "base/redact.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What libcurl 8.6 and later report of headers longer than they take themselves. */
enum { TOO_LARGE = 100 };

/* Whether a handshake failed because the two ends disagree, and would fail again, rather than
   because the connection was lost. Only the messages of OpenSSL and GnuTLS show that. */
static bool is_disagreement(const char *text)
{
    return strstr(text, "unsupported protocol") || strstr(text, "unsupported version") ||
           strstr(text, "SSL routines::tlsv1 alert") || strstr(text, "fatal alert");
}

/* None of it has left if the kernel took nothing of it, or if the first write failed: then libcurl
   has counted nothing and never got to the transfer proper. GnuTLS may still send what such a write
   has left in it, so that the kernel must not have taken anything. With HTTP/2 libcurl counts what
   it keeps itself, so there must have been no connection. */
bool skillcall__may_have_left(const skillcall__transfer *transfer, CURLcode result)
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

/* Why there was no connection to send on. */
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

int32_t skillcall__end_status(const skillcall__transfer *transfer, CURLcode result)
{
    if (result == CURLE_OUT_OF_MEMORY)
        return SKILLCALL_E_NO_MEMORY;
    if (!skillcall__may_have_left(transfer, result))
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

const char *skillcall__refusal_text(skillcall__transfer *transfer, const char *what, int why)
{
    char text[64] = "";
    strerror_r(why, text, sizeof text);
    snprintf(transfer->text, sizeof transfer->text, "%s: %s", what, text);
    return transfer->text;
}

/* The status alone would blame the server. With OpenSSL, what libcurl reports names the file. */
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

const char *skillcall__end_text(skillcall__transfer *transfer, CURLcode result)
{
    if (result == CURLE_SSL_CACERT_BADFILE)
        return unusable_ca(transfer);
    if (skillcall__end_status(transfer, result) == SKILLCALL_E_SYSTEM)
        return skillcall__refusal_text(transfer, "a socket cannot be opened",
                                       transfer->refused_errno);
    if (transfer->is_lost && !skillcall__may_have_left(transfer, result))
        return "the connection was lost before it took any of the request";
    if (transfer->is_lost)
        return "the connection was lost before the answer, and the request is not sent twice";
    if (skillcall__end_status(transfer, result) == SKILLCALL_E_TOO_LARGE)
        return "its headers or its body exceed 64 KiB";
    /* it may quote the proxy's URL */
    skillcall__hide_userinfo(transfer->text, sizeof transfer->text);
    return transfer->text[0] ? transfer->text : curl_easy_strerror(result);
}
