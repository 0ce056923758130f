/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * An endpoint and a bearer token, both checked: where a call goes, and what authorizes it.
 *
 * A token is sent only to the Alexa endpoints and one more host that the application names, both by
 * https, and to the local machine (contract: endpoints).
 *
 * Any number of threads may use an access object at once; it is immutable.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_ACCESS_H
#define SKILLCALL_ACCESS_H

#include <skillcall/error.h>

SKILLCALL_BEGIN

/** The endpoint for the United States and Canada. Europe and the Far East have no calling. */
#define SKILLCALL_ENDPOINT_NORTH_AMERICA "https://api.amazonalexa.com"

/** The longest token accepted, in characters. */
#define SKILLCALL_TOKEN_MAX 65536

/** An endpoint and a bearer token. */
typedef struct skillcall_access skillcall_access;

/**
 * Checks an endpoint and a token and keeps copies.
 *
 * The endpoint is scheme, host and perhaps a port, as context.System.apiEndpoint of the skill
 * request gives it: "https://api.amazonalexa.com". It must be https on api.amazonalexa.com,
 * api.eu.amazonalexa.com, api.fe.amazonalexa.com or the trusted host, or http or https on the
 * local machine (localhost, 127.0.0.0/8, [::1]).
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param endpoint the endpoint; a single "/" after it is ignored.
 * \param token the apiAccessToken of the skill request: the b64token alphabet of RFC 6750 §2.1, at
 * most #SKILLCALL_TOKEN_MAX characters.
 * \param trusted_host one more host name that may see the token, from the application's own
 * configuration and never from a request; NULL for none.
 * \param error SKILLCALL_E_ENDPOINT, SKILLCALL_E_TOKEN, SKILLCALL_E_ARGUMENT or
 * SKILLCALL_E_NO_MEMORY; NULL is allowed. It never holds the token.
 * \returns the access object, to be freed with skillcall_access_free(), or NULL.
 */
SKILLCALL_API skillcall_access *skillcall_access_new(const skillcall_allocator *allocator,
                                                     const char *endpoint, const char *token,
                                                     const char *trusted_host,
                                                     skillcall_error *error);

/**
 * Wipes the token and frees the object. Calls that were started with it continue.
 *
 * \param access NULL is allowed.
 */
SKILLCALL_API void skillcall_access_free(skillcall_access *access);

/**
 * Returns the endpoint in its normal form: lower case, without a final "/".
 *
 * \param access NULL is allowed.
 * \returns text borrowed until the object is freed; NULL for NULL.
 */
SKILLCALL_API const char *skillcall_access_endpoint(const skillcall_access *access);

SKILLCALL_END

#endif
