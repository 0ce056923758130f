/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * What functions return, and what became of a call.
 *
 * Functions return these constants as int32_t, so every foreign-function interface sees one plain
 * integer type. Numbers never change their meaning; new ones may be added.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_STATUS_H
#define SKILLCALL_STATUS_H

#include <skillcall/export.h>

SKILLCALL_BEGIN

/** How a function ended. */
enum skillcall_status {
    SKILLCALL_OK = 0,
    SKILLCALL_E_ARGUMENT = 1,   /**< an argument is NULL or out of range */
    SKILLCALL_E_NO_MEMORY = 2,  /**< an allocation failed */
    SKILLCALL_E_STATE = 3,      /**< the object is in the wrong state for this */
    SKILLCALL_E_INVALID = 4,    /**< rules are broken: the error lists the violations */
    SKILLCALL_E_MALFORMED = 5,  /**< a document is not what its format demands */
    SKILLCALL_E_TOO_LARGE = 6,  /**< a document or an answer exceeds its limit */
    SKILLCALL_E_ENDPOINT = 7,   /**< the endpoint is not one a token may be sent to */
    SKILLCALL_E_TOKEN = 8,      /**< the token is not a bearer token */
    SKILLCALL_E_GENERATOR = 9,  /**< no client session id could be generated */
    SKILLCALL_E_TRANSPORT = 10, /**< the transport violated its contract or refused the exchange */
    SKILLCALL_E_SYSTEM = 11,    /**< the operating system refused a resource */
    SKILLCALL_E_UNSUPPORTED = 12, /**< not available on this platform or with this transport */
    SKILLCALL_E_BUSY = 13,        /**< too many calls are in flight */
    SKILLCALL_E_FORKED = 14,      /**< the client belongs to the parent process */
    SKILLCALL_E_PENDING = 15,     /**< the call has not ended yet */
    SKILLCALL_E_TIMEOUT = 16,     /**< the deadline passed */
    SKILLCALL_E_CANCELLED = 17,   /**< the call was cancelled */
    SKILLCALL_E_RESOLVE = 18,     /**< the host name could not be resolved */
    SKILLCALL_E_CONNECT = 19,     /**< could not connect to the server */
    SKILLCALL_E_TLS = 20,         /**< the server's certificate or TLS version is not acceptable */
    SKILLCALL_E_NETWORK = 21,     /**< the connection was lost */
    SKILLCALL_E_ANSWER = 22,      /**< the service sent an undocumented answer */
    SKILLCALL_E_INPUT_REFUSED = 23, /**< HTTP 400: the service rejected the request as invalid */
    SKILLCALL_E_BAD_TOKEN = 24,     /**< HTTP 401: the token is expired or invalid */
    SKILLCALL_E_ACCESS_DENIED = 25, /**< HTTP 403: access was denied */
    SKILLCALL_E_REGION = 26,        /**< HTTP 404: calling is not available at this endpoint */
    SKILLCALL_E_THROTTLED = 27,     /**< HTTP 429: too many requests */
    SKILLCALL_E_REFUSED = 28,       /**< any other HTTP status that proves a refusal */
    SKILLCALL_E_UNAVAILABLE = 29,   /**< HTTP 503: what became of the call is unknown */
    SKILLCALL_E_SERVICE = 30,       /**< any other HTTP 5xx: the same */
    SKILLCALL_E_ABSENT = 31,        /**< the document is valid but lacks the requested value */
    SKILLCALL_E_MISMATCH = 32       /**< the document belongs to another skill */
};

/** What became of a call (docs/reference/outcomes.md). */
enum skillcall_outcome {
    SKILLCALL_OUTCOME_NONE = 0,       /**< no call has ended here */
    SKILLCALL_OUTCOME_PLACED = 1,     /**< the service accepted the call */
    SKILLCALL_OUTCOME_NOT_PLACED = 2, /**< it is certain that no call was started */
    SKILLCALL_OUTCOME_UNKNOWN = 3     /**< the call may or may not have been started */
};

/**
 * Names a status for logs and JSON, for example "bad_token".
 *
 * \param status any value.
 * \returns a static string; "unknown_status" for a value this library does not know.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API const char *skillcall_status_name(int32_t status);

/**
 * Explains a status in one sentence for people.
 *
 * \param status any value.
 * \returns a static string, never NULL.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API const char *skillcall_status_text(int32_t status);

/**
 * Names an outcome for logs and JSON: "none", "placed", "not_placed" or "unknown".
 *
 * \param outcome any value; one that this library does not know is "unknown".
 * \returns a static string, never NULL.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API const char *skillcall_outcome_name(int32_t outcome);

SKILLCALL_END

#endif
