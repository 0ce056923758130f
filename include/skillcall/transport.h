/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The transport hook: how requests reach the service.
 *
 * The built-in transport (libcurl) uses this same table and nothing else. A client calls the
 * functions of its transport one at a time, never two at once, on whichever thread drives the
 * client; only wake may be called from any thread at any time. None is called with a lock held, so
 * they may use this library. Functions that would wait for the client fail there with
 * SKILLCALL_E_STATE, because the client waits for the transport. wake must not wait at all, and
 * none of them may free the client.
 *
 * Three kinds of transports fit: one that blocks (only submit: it answers the exchange before it
 * returns; calls of one client are then made one after the other), one with its own threads
 * (submit, perhaps cancel; it answers later from any thread), and one that is driven (submit, drive
 * and wake, perhaps cancel and pollable_fd).
 *
 * \since 0.1
 */
#ifndef SKILLCALL_TRANSPORT_H
#define SKILLCALL_TRANSPORT_H

#include <skillcall/exchange.h>

SKILLCALL_BEGIN

/** A table of transport functions. */
typedef struct skillcall_transport {
    /** sizeof(struct skillcall_transport), as the caller was compiled with. */
    size_t struct_size;
    /** Passed to each function as it is. */
    void *user_data;
    /**
     * Takes an exchange. SKILLCALL_OK means that it is or will be answered; any other status means
     * that nothing was sent and that the transport will not use the exchange again. Required.
     */
    int32_t (*submit)(void *user_data, skillcall_exchange *exchange);
    /**
     * Makes progress with all exchanges: waits until there is work, at most timeout_ms (0: not at
     * all), does it, and returns SKILLCALL_OK. Any other status means that the transport has
     * failed, and ends all its calls. May be NULL.
     */
    int32_t (*drive)(void *user_data, int32_t timeout_ms);
    /**
     * Makes a running drive return at once, or the next one if none runs. Required with drive,
     * NULL without.
     */
    void (*wake)(void *user_data);
    /**
     * Cancels an exchange. The function should answer it with skillcall_exchange_fail() before it
     * returns, and report whether it may have been sent. Otherwise the call ends with an unknown
     * outcome, and a later answer is ignored. May be NULL, with the same effect.
     */
    void (*cancel)(void *user_data, skillcall_exchange *exchange);
    /**
     * Returns a descriptor that polls readable whenever drive has something to do, timers included;
     * it stays the transport's. A negative number means that there is none, as does NULL here.
     */
    int32_t (*pollable_fd)(void *user_data);
    /**
     * Frees user_data; called once for each client that was made with the table. After it returns,
     * no exchange may be used. May be NULL.
     */
    void (*destroy)(void *user_data);
} skillcall_transport;

SKILLCALL_END

#endif
