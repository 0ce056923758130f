/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The client: places calls, one or thousands, from one thread or many.
 *
 * A client holds connections, but no data of users: endpoint and token come with each call. So one
 * client serves all users of a program. It starts no thread: a thread that waits for a call drives
 * the client. Any number of threads may use a client at once; one of them frees it
 * (docs/reference/threading.md).
 *
 * \since 0.1
 */
#ifndef SKILLCALL_CLIENT_H
#define SKILLCALL_CLIENT_H

#include <skillcall/access.h>
#include <skillcall/call.h>
#include <skillcall/client_options.h>
#include <skillcall/session.h>

SKILLCALL_BEGIN

/** Places calls and holds the connections for them. */
typedef struct skillcall_client skillcall_client;

/**
 * Makes a client. Nothing is connected yet.
 *
 * \param allocator where the memory of the client and its calls comes from; NULL for the C
 * library's.
 * \param options copied; NULL for the defaults.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM, or
 * SKILLCALL_E_TRANSPORT if libcurl cannot be set up; NULL is allowed.
 * \returns the client, to be freed with skillcall_client_free(), or NULL.
 */
SKILLCALL_API skillcall_client *skillcall_client_new(const skillcall_allocator *allocator,
                                                     const skillcall_client_options *options,
                                                     skillcall_error *error);

/**
 * Frees a client. Calls in flight end as cancelled; their objects stay readable until they are
 * freed. In a child process after fork, this does nothing: the client is the parent's.
 *
 * It waits for a thread that drives, so it must not be called from a callback of the client
 * (transport, log). Such a callback can cancel calls; the program frees the client after its
 * functions have returned.
 *
 * \param client NULL is allowed.
 */
SKILLCALL_API void skillcall_client_free(skillcall_client *client);

/**
 * Places a call and waits for its end.
 *
 * \param client the client.
 * \param access endpoint and token; may be freed when the function returns.
 * \param session the call to place; may be freed when the function returns.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param error always with an outcome. What a call ends with: SKILLCALL_E_TIMEOUT,
 * SKILLCALL_E_CANCELLED, SKILLCALL_E_RESOLVE, SKILLCALL_E_CONNECT, SKILLCALL_E_TLS,
 * SKILLCALL_E_NETWORK, SKILLCALL_E_ANSWER, SKILLCALL_E_TOO_LARGE, SKILLCALL_E_INPUT_REFUSED,
 * SKILLCALL_E_BAD_TOKEN, SKILLCALL_E_ACCESS_DENIED, SKILLCALL_E_REGION, SKILLCALL_E_THROTTLED,
 * SKILLCALL_E_REFUSED, SKILLCALL_E_UNAVAILABLE, SKILLCALL_E_SERVICE, SKILLCALL_E_TRANSPORT or
 * SKILLCALL_E_SYSTEM. What prevents its start: SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY,
 * SKILLCALL_E_BUSY, SKILLCALL_E_FORKED, or SKILLCALL_E_STATE if the client is being freed or the
 * caller is inside one of its callbacks. NULL is allowed, but then the program cannot know whether
 * a failed call may have been placed.
 * \returns the receipt if the call was placed, to be freed with skillcall_receipt_free(), or NULL.
 */
SKILLCALL_API skillcall_receipt *skillcall_client_start(skillcall_client *client,
                                                        const skillcall_access *access,
                                                        const skillcall_session *session,
                                                        int64_t deadline_ms,
                                                        skillcall_error *error);

/**
 * Submits a call and returns at once. It makes progress while any thread drives or waits.
 *
 * \param client the client.
 * \param access endpoint and token; may be freed when the function returns.
 * \param session the call to place; may be freed when the function returns.
 * \param deadline_ms how long it may take with all its attempts, from now, 1 to 600000; 0 for the
 * client's.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM, SKILLCALL_E_BUSY,
 * SKILLCALL_E_FORKED, or SKILLCALL_E_STATE if the client is being freed, all with the outcome "not
 * placed"; NULL is allowed.
 * \returns the call, to be freed with skillcall_call_free(), or NULL.
 */
SKILLCALL_API skillcall_call *skillcall_client_submit(skillcall_client *client,
                                                      const skillcall_access *access,
                                                      const skillcall_session *session,
                                                      int64_t deadline_ms, skillcall_error *error);

/**
 * Makes progress with all calls of a client. Waits until a submitted call has ended, until
 * skillcall_client_wake(), or until the time has passed. If another thread already drives, this one
 * only waits.
 *
 * It returns at once if an ended call was neither taken nor freed. So a loop that waits for another
 * call would spin: take what has ended, or use skillcall_call_wait().
 *
 * \param client the client.
 * \param timeout_ms how long to wait at most; 0 for not at all, -1 for no limit.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_FORKED, SKILLCALL_E_STATE if the client is being
 * freed or the caller is inside one of its callbacks, SKILLCALL_E_TRANSPORT if a transport cannot
 * be driven; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_drive(skillcall_client *client, int64_t timeout_ms,
                                             skillcall_error *error);

/**
 * Takes the next submitted call that has ended. Calls come in the order in which they ended, each
 * once, unless it was freed before.
 *
 * \param client NULL is allowed and gives NULL.
 * \returns the call, which was the caller's all along, or NULL if none has ended.
 */
SKILLCALL_API skillcall_call *skillcall_client_take_ended(skillcall_client *client);

/**
 * Returns a descriptor that polls readable whenever skillcall_client_drive() has something to do,
 * for use in an event loop: when it is readable, drive with a timeout of 0 and take what has ended.
 *
 * \param client the client.
 * \param error SKILLCALL_E_UNSUPPORTED, SKILLCALL_E_SYSTEM, SKILLCALL_E_NO_MEMORY,
 * SKILLCALL_E_ARGUMENT, SKILLCALL_E_FORKED, or SKILLCALL_E_STATE while the client is being freed;
 * NULL is allowed.
 * \returns the descriptor, which stays the client's and must not be read or closed, or -1.
 */
SKILLCALL_API int32_t skillcall_client_pollable_fd(skillcall_client *client,
                                                   skillcall_error *error);

/**
 * Makes every thread that is inside skillcall_client_drive() return. If none is, the next thread
 * that enters it returns at once; several wake-ups until then count as one. A thread that waits for
 * one call continues to wait. Any thread may call this.
 *
 * \param client NULL is allowed.
 */
SKILLCALL_API void skillcall_client_wake(skillcall_client *client);

/**
 * Counts the calls of a client that have not ended.
 *
 * \param client NULL is allowed and gives 0.
 * \returns the number at this moment.
 */
SKILLCALL_API size_t skillcall_client_calls_in_flight(const skillcall_client *client);

SKILLCALL_END

#endif
