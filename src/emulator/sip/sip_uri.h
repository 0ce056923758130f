/* The SIP URI that calls go to. */
#ifndef EMULATOR_SIP_URI_H
#define EMULATOR_SIP_URI_H

#include <sofia-sip/url.h>
#include <stdbool.h>

/* Whether this is a SIP URI with a host, for UDP or TCP. */
bool sip_uri_is_good(const char *text);

/* Where the requests for a URI go to and come from, in the forms that URIs have. */
struct sip_route {
    char peer[128];    /* the URI of the peer's address */
    char own_host[80]; /* the address of this machine that the peer sees */
    char own[128];     /* the URI of that, with a port to be picked */
};

/* Finds the way to a good URI. Ends the program if the host cannot be found. */
void sip_route_find(struct sip_route *route, const url_t *uri);

#endif
