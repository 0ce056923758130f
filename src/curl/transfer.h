/* SPDX-License-Identifier: Apache-2.0 */
/* One libcurl handle and the exchange it carries. Handles are set up once and reused, which saves
   most of a request's cost apart from the network. */
#ifndef SKILLCALL_CURL_TRANSFER_H
#define SKILLCALL_CURL_TRANSFER_H

#include "base/list.h"
#include "base/text.h"
#include "curl/socket.h"
#include "options/options.h"

#include <curl/curl.h>
#include <skillcall/exchange.h>
#include <stdbool.h>

enum { SKILLCALL__CURL_HEADERS = 3 };

/* What all transfers of a transport use. */
typedef struct skillcall__shared {
    const skillcall_allocator *allocator;
    const skillcall_client_options *options;
    CURLSH *share; /* of TLS sessions, so a new connection resumes that of an old one */
    skillcall__sockets sockets;
    skillcall__text user_agent_text;
    struct curl_slist user_agent; /* the last header of each request; a proxy gets only this one */
} skillcall__shared;

typedef struct skillcall__transfer {
    skillcall__link link; /* in one of the transport's lists */
    bool is_busy;         /* libcurl has it */
    CURL *easy;
    skillcall_exchange *exchange;
    skillcall__shared *shared;
    skillcall__sending sending;
    CURLU *url;     /* the last request's, parsed */
    char *url_text; /* the same; NULL before the first request */
    struct curl_slist headers[SKILLCALL__CURL_HEADERS]; /* ours, so no copy of a token stays */
    bool is_http_2;                                     /* or may be: the server chooses */
    bool has_late_preface;                              /* libcurl 7.86 and older, with HTTP/2 */
    bool has_begun;                                     /* libcurl was about to send the request */
    bool is_lost;        /* and then to send it again, which was stopped */
    long size_before;    /* what libcurl had counted as sent when it was first about to */
    size_t header_size;  /* of all headers so far, including those of 1xx answers */
    long header_status;  /* of the answer whose headers are read; 0 before the first */
    bool has_head;       /* the headers of the final answer are complete */
    bool is_untried;     /* it made its HTTP/2 connection, which has brought no answer yet */
    int32_t stopped;     /* why a callback stopped libcurl: a status */
    int refused_errno;   /* why the system refused a socket; 0 if it did not */
    int unwatched_errno; /* why the system does not watch its socket; 0 if it does */
    char text[CURL_ERROR_SIZE];
} skillcall__transfer;

/* NULL with SKILLCALL_E_NO_MEMORY, or with SKILLCALL_E_TRANSPORT if libcurl lacks something that
   correctness or the options need. */
skillcall__transfer *skillcall__transfer_new(skillcall__shared *shared, int32_t *status);
void skillcall__transfer_free(skillcall__transfer *transfer);

/* Loads an exchange; SKILLCALL_OK or SKILLCALL_E_NO_MEMORY. */
int32_t skillcall__transfer_load(skillcall__transfer *transfer, skillcall_exchange *exchange);

/* Gives the exchange back, and leaves no pointer into it behind. */
skillcall_exchange *skillcall__transfer_unload(skillcall__transfer *transfer);

#endif
