/* SPDX-License-Identifier: Apache-2.0 */
/* SIP URIs that calls go to. */
#ifndef EMULATOR_SIP_URI_H
#define EMULATOR_SIP_URI_H

#include <sofia-sip/url.h>
#include <stdbool.h>
#include <stddef.h>

#define ROUTES_MAX 4

/* Whether this is a SIP URI with a host, for UDP or TCP. */
bool sip_uri_is_good(const char *text);

/* The same for a URI that was read. */
bool sip_url_is_good(const url_t *uri);

/* Whether it also has an IP address. A name that a peer sends is never looked up: Sofia-SIP tries
 * forever if it can reach no name server. */
bool sip_url_has_address(const url_t *uri);

/* Where the requests for a URI go to and come from, in the forms that URIs have. */
struct sip_route {
    char peer[128];    /* the URI of the peer's address */
    char own_host[80]; /* the address of this machine that the peer sees */
    char own[128];     /* the URI of that, with a port to be picked */
};

/* Who is called. */
struct callee {
    const url_t *uri;
    struct sip_route routes[ROUTES_MAX]; /* to its host's addresses, in the order of trying */
    size_t route_count;
};

/* Finds the routes to the good URI of a callee. Returns NULL, or why there are none. */
const char *callee_find(struct callee *callee);

#endif
