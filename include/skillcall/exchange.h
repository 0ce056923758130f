/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * An exchange: one HTTP request that a transport sends, and the answer that it returns.
 *
 * Only authors of transports need this. An exchange belongs to the client. The transport gets it
 * with submit, and answers it once, with skillcall_exchange_complete() or
 * skillcall_exchange_fail(). Until then, or until the transport is destroyed, the transport may use
 * it from any thread, but from one at a time. Only the first answer counts. After it the exchange
 * may be freed at any moment, so a second answer is a mistake. It is refused safely only on the
 * thread on which the client called the transport, until that function returns.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_EXCHANGE_H
#define SKILLCALL_EXCHANGE_H

#include <skillcall/status.h>

SKILLCALL_BEGIN

/** The largest answer body that an exchange takes, in bytes. */
#define SKILLCALL_ANSWER_MAX 65536

/** One request and its answer. */
typedef struct skillcall_exchange skillcall_exchange;

/** Whether the service may have seen a request that failed. */
enum skillcall_sent {
    SKILLCALL_NOT_SENT = 0,  /**< provably no part of the request left this machine */
    SKILLCALL_MAYBE_SENT = 1 /**< anything else */
};

/**
 * Returns the request method, "POST" or "GET".
 *
 * \param exchange the exchange; NULL is allowed and gives NULL.
 * \returns text borrowed until the exchange is answered.
 */
SKILLCALL_API const char *skillcall_exchange_method(const skillcall_exchange *exchange);

/**
 * Returns the URL to request. Redirects must not be followed.
 *
 * \param exchange the exchange; NULL is allowed and gives NULL.
 * \returns text borrowed until the exchange is answered.
 */
SKILLCALL_API const char *skillcall_exchange_url(const skillcall_exchange *exchange);

/**
 * Counts the request headers. Besides these, only Host, Content-Length and User-Agent belong in the
 * request.
 *
 * \param exchange the exchange; NULL is allowed and gives 0.
 * \returns the number of headers.
 */
SKILLCALL_API size_t skillcall_exchange_header_count(const skillcall_exchange *exchange);

/**
 * Returns one request header as "Name: value". The Authorization header holds the token: keep no
 * copy of it and log nothing.
 *
 * \param exchange the exchange; NULL is allowed and gives NULL.
 * \param index from 0.
 * \returns text borrowed until the exchange is answered; NULL for an index out of range.
 */
SKILLCALL_API const char *skillcall_exchange_header(const skillcall_exchange *exchange,
                                                    size_t index);

/**
 * Returns the request body.
 *
 * \param exchange the exchange; NULL is allowed and gives NULL.
 * \returns bytes borrowed until the exchange is answered, NUL-terminated; NULL for a request
 * without a body.
 */
SKILLCALL_API const char *skillcall_exchange_body(const skillcall_exchange *exchange);

/**
 * Returns the length of the request body.
 *
 * \param exchange the exchange; NULL is allowed and gives 0.
 * \returns bytes, 0 for a request without a body.
 */
SKILLCALL_API size_t skillcall_exchange_body_size(const skillcall_exchange *exchange);

/**
 * Returns how long the exchange may still take. A transport that blocks must end it within this
 * time. For others, the client ends the exchange at its deadline with the table's cancel function.
 *
 * \param exchange the exchange; NULL is allowed and gives 0.
 * \returns milliseconds, 0 when the deadline has passed.
 */
SKILLCALL_API int64_t skillcall_exchange_remaining_ms(const skillcall_exchange *exchange);

/**
 * Keeps a pointer with the exchange, for the transport's own use.
 *
 * \param exchange the exchange; NULL is allowed and does nothing.
 * \param user_data any pointer; the library does not look at it.
 */
SKILLCALL_API void skillcall_exchange_set_user_data(skillcall_exchange *exchange, void *user_data);

/**
 * Returns the pointer kept with skillcall_exchange_set_user_data().
 *
 * \param exchange the exchange; NULL is allowed and gives NULL.
 * \returns the pointer, NULL if none was kept.
 */
SKILLCALL_API void *skillcall_exchange_user_data(const skillcall_exchange *exchange);

/**
 * Sets the HTTP status of the final answer; the transport handles 1xx answers itself.
 *
 * \param exchange the exchange.
 * \param http_status 200 to 999.
 * \returns SKILLCALL_OK, SKILLCALL_E_ARGUMENT, or SKILLCALL_E_STATE if it was answered already.
 */
SKILLCALL_API int32_t skillcall_exchange_set_status(skillcall_exchange *exchange,
                                                    int32_t http_status);

/**
 * Adds a header of the answer; the client keeps those that it understands.
 *
 * \param exchange the exchange.
 * \param name the name in any case.
 * \param value the value without blanks around it.
 * \returns SKILLCALL_OK, SKILLCALL_E_ARGUMENT, or SKILLCALL_E_STATE if it was answered already.
 */
SKILLCALL_API int32_t skillcall_exchange_add_header(skillcall_exchange *exchange, const char *name,
                                                    const char *value);

/**
 * Appends to the body of the answer.
 *
 * \param exchange the exchange.
 * \param data the bytes, copied; NULL is allowed if size is 0.
 * \param size their number; #SKILLCALL_ANSWER_MAX in all.
 * \returns SKILLCALL_OK, SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_TOO_LARGE beyond
 * the limit (the transport should then stop and fail the exchange with that status), or
 * SKILLCALL_E_STATE if it was answered already.
 */
SKILLCALL_API int32_t skillcall_exchange_add_body(skillcall_exchange *exchange, const void *data,
                                                  size_t size);

/**
 * Ends the exchange with the answer collected so far, which must be complete.
 *
 * \param exchange the exchange; not to be used again.
 * \returns SKILLCALL_OK, SKILLCALL_E_ARGUMENT, or SKILLCALL_E_STATE if it was answered already or
 * has no status.
 */
SKILLCALL_API int32_t skillcall_exchange_complete(skillcall_exchange *exchange);

/**
 * Ends the exchange without a complete answer. A status that was set before still counts: a refusal
 * is a refusal even if the rest of the answer was lost.
 *
 * \param exchange the exchange; not to be used again.
 * \param status why: SKILLCALL_E_RESOLVE, SKILLCALL_E_CONNECT, SKILLCALL_E_TLS,
 * SKILLCALL_E_NETWORK, SKILLCALL_E_TIMEOUT, SKILLCALL_E_CANCELLED, SKILLCALL_E_TOO_LARGE,
 * SKILLCALL_E_ANSWER, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM; anything else counts as
 * SKILLCALL_E_TRANSPORT.
 * \param sent one of ::skillcall_sent; the client repeats the request only after
 * SKILLCALL_NOT_SENT, so when in doubt use SKILLCALL_MAYBE_SENT.
 * \param transport_code the transport's own number for it, for example a CURLcode; 0 for none.
 * \param transport_text the transport's own text, copied; NULL for none. No secrets.
 * \returns SKILLCALL_OK, SKILLCALL_E_ARGUMENT, or SKILLCALL_E_STATE if it was answered already.
 */
SKILLCALL_API int32_t skillcall_exchange_fail(skillcall_exchange *exchange, int32_t status,
                                              int32_t sent, int32_t transport_code,
                                              const char *transport_text);

SKILLCALL_END

#endif
