/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * Client options: deadlines, attempts, TLS, proxy, log, transport.
 *
 * Options are copied when a client is made; they may then be changed, used again or freed. One
 * thread at a time may use an options object.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_CLIENT_OPTIONS_H
#define SKILLCALL_CLIENT_OPTIONS_H

#include <skillcall/clock.h>
#include <skillcall/error.h>
#include <skillcall/log.h>
#include <skillcall/observer.h>
#include <skillcall/transport.h>

SKILLCALL_BEGIN

/** The defaults. */
enum skillcall_default {
    SKILLCALL_DEFAULT_DEADLINE_MS = 6000,
    SKILLCALL_DEFAULT_CONNECT_TIMEOUT_MS = 2000,
    SKILLCALL_DEFAULT_MAX_ATTEMPTS = 3,
    SKILLCALL_DEFAULT_BACKOFF_BASE_MS = 100,
    SKILLCALL_DEFAULT_BACKOFF_CAP_MS = 2000,
    SKILLCALL_DEFAULT_MAX_CONNECTIONS = 16,
    SKILLCALL_DEFAULT_MAX_CALLS = 10000
};

/** The version of HTTP that the built-in transport speaks. */
enum skillcall_http_version {
    SKILLCALL_HTTP_1_1 = 1, /**< HTTP/1.1, one connection for each request */
    SKILLCALL_HTTP_2 = 2    /**< HTTP/2 over TLS where the server agrees, connections are shared */
};

/** A source of random numbers for tests: uniform over all of uint32_t, callable from any thread. */
typedef uint32_t (*skillcall_random_function)(void *user_data);

/** What a client is made with. */
typedef struct skillcall_client_options skillcall_client_options;

/**
 * Makes options with every default.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the options, to be freed with skillcall_client_options_free(), or NULL.
 */
SKILLCALL_API skillcall_client_options *
skillcall_client_options_new(const skillcall_allocator *allocator, skillcall_error *error);

/**
 * Frees options. Clients keep their own copies.
 *
 * \param options NULL is allowed.
 */
SKILLCALL_API void skillcall_client_options_free(skillcall_client_options *options);

/**
 * Sets how long a call may take with all its attempts.
 *
 * \param options the options.
 * \param deadline_ms 1 to 600000 milliseconds; 6000 unless set: a skill has 8 s to answer.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_deadline_ms(skillcall_client_options *options,
                                                               int64_t deadline_ms,
                                                               skillcall_error *error);

/**
 * Sets how long one attempt may take to connect: name resolution, TCP and TLS.
 *
 * \param options the options.
 * \param timeout_ms 1 to 600000 milliseconds; 2000 unless set.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_connect_timeout_ms(
    skillcall_client_options *options, int64_t timeout_ms, skillcall_error *error);

/**
 * Sets how often a request may be handed to the transport. It is repeated only if the previous
 * attempt is known not to have been processed (docs/reference/outcomes.md).
 *
 * \param options the options.
 * \param attempts 1 (never repeat) to 10; 3 unless set.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_max_attempts(skillcall_client_options *options,
                                                                int32_t attempts,
                                                                skillcall_error *error);

/**
 * Sets the pause before a request is repeated: a random time up to base * 2^(attempts so far - 1),
 * but at most the cap ("full jitter"). A Retry-After of the service is added to it.
 *
 * \param options the options.
 * \param base_ms 0 to 60000 milliseconds; 100 unless set.
 * \param cap_ms base_ms to 60000 milliseconds; 2000 unless set.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_backoff_ms(skillcall_client_options *options,
                                                              int64_t base_ms, int64_t cap_ms,
                                                              skillcall_error *error);

/**
 * Sets how many connections the built-in transport opens at most; further requests wait.
 *
 * \param options the options.
 * \param connections 1 to 1000; 16 unless set.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_max_connections(
    skillcall_client_options *options, int32_t connections, skillcall_error *error);

/**
 * Sets how many calls may be in flight; a further one is refused with SKILLCALL_E_BUSY.
 *
 * \param options the options.
 * \param calls 1 to 1000000; 10000 unless set.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_max_calls(skillcall_client_options *options,
                                                             int32_t calls, skillcall_error *error);

/**
 * Sets the file of CA certificates (PEM) that servers are verified with, instead of the host's.
 *
 * \param options the options.
 * \param path the file, copied; NULL returns to the host's.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_ca_file(skillcall_client_options *options,
                                                           const char *path,
                                                           skillcall_error *error);

/**
 * Sets a directory of CA certificates, as made by openssl-rehash(1), instead of the host's. It is
 * read for each connection. So are a blob and, with libcurl 8.17 and later, a file; earlier
 * versions read a file once.
 *
 * \param options the options.
 * \param path the directory, copied; NULL returns to the host's.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_ca_path(skillcall_client_options *options,
                                                           const char *path,
                                                           skillcall_error *error);

/**
 * Sets CA certificates (PEM) from memory, instead of the host's. If libcurl cannot use them,
 * as with GnuTLS and libcurl 8.14, skillcall_client_new reports SKILLCALL_E_TRANSPORT.
 *
 * \param options the options.
 * \param data the certificates, copied; NULL returns to the host's.
 * \param size their length in bytes, at most 16777216.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_ca_blob(skillcall_client_options *options,
                                                           const void *data, size_t size,
                                                           skillcall_error *error);

/**
 * Sets the proxy. Requests to the local machine, and to the hosts in the environment variable
 * no_proxy ("*" means all), never use it.
 *
 * \param options the options.
 * \param url as libcurl's CURLOPT_PROXY takes it, copied; "/", "?", "#" and "@" in its user name
 * and password must be percent-encoded; "" for no proxy; NULL (the default) follows the
 * environment: https_proxy, all_proxy and no_proxy.
 * \param error SKILLCALL_E_ARGUMENT, also if one of these is not encoded, or
 * SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_proxy(skillcall_client_options *options,
                                                         const char *url, skillcall_error *error);

/**
 * Sets the version of HTTP. HTTP/1.1 makes a connection for each request and resumes the TLS
 * session: a call depends on no other, and as few outcomes as possible are unknown. HTTP/2 keeps
 * connections and sends many requests over each. This saves handshakes, but when a connection is
 * lost or a server takes no more requests on it, all calls on it are unknown
 * (docs/reference/outcomes.md). A server that does not agree to HTTP/2 gets HTTP/1.1, and so does
 * http.
 *
 * \param options the options.
 * \param version one of ::skillcall_http_version; SKILLCALL_HTTP_1_1 unless set.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_http_version(skillcall_client_options *options,
                                                                int32_t version,
                                                                skillcall_error *error);

/**
 * Sets the User-Agent header. Some firewalls refuse requests without one.
 *
 * \param options the options.
 * \param text printable ASCII characters, copied; "" for no such header; NULL (the default)
 * for "skillcall/VERSION libcurl/VERSION".
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_user_agent(skillcall_client_options *options,
                                                              const char *text,
                                                              skillcall_error *error);

/**
 * Sets where log lines go.
 *
 * \param options the options.
 * \param log the function; NULL (the default) for no log.
 * \param user_data passed to the function unchanged; must outlive the client.
 * \param level one of ::skillcall_log_level.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_log(skillcall_client_options *options,
                                                       skillcall_log_function log, void *user_data,
                                                       int32_t level, skillcall_error *error);

/**
 * Sets the observer of calls.
 *
 * \param options the options.
 * \param observer the table, checked and copied; NULL (the default) for none.
 * \param error SKILLCALL_E_ARGUMENT, also for a table that is too short; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_observer(skillcall_client_options *options,
                                                            const skillcall_observer *observer,
                                                            skillcall_error *error);

/**
 * Sets a transport instead of libcurl. The options for TLS, proxy, connect timeout, connections,
 * HTTP version and User-Agent then have no effect.
 *
 * \param options the options.
 * \param transport the table, checked and copied; NULL returns to libcurl.
 * \param error SKILLCALL_E_ARGUMENT, or SKILLCALL_E_TRANSPORT for a table that is too short or
 * lacks a required function; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_transport(skillcall_client_options *options,
                                                             const skillcall_transport *transport,
                                                             skillcall_error *error);

/**
 * Sets the clocks, for tests.
 *
 * \param options the options.
 * \param clock the table, checked and copied; NULL returns to the system's clocks.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_clock(skillcall_client_options *options,
                                                         const skillcall_clock *clock,
                                                         skillcall_error *error);

/**
 * Sets where the jitter of pauses comes from, for tests.
 *
 * \param options the options.
 * \param random the function; NULL returns to the library's own.
 * \param user_data passed to the function unchanged; must outlive the client.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_options_set_random(skillcall_client_options *options,
                                                          skillcall_random_function random,
                                                          void *user_data, skillcall_error *error);

SKILLCALL_END

#endif
