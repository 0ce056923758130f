/* SPDX-License-Identifier: Apache-2.0 */
/* One client in real time that all threads of a test use, on a transport of each kind. */
#ifndef TESTS_SUPPORT_SHARED_CLIENT_H
#define TESTS_SUPPORT_SHARED_CLIENT_H

#include "support/event_transport.h"
#include "support/rig.h"
#include "support/worker_transport.h"

#include <time.h>

enum { THREADS = 16, CALLS = 48 };

extern struct event_transport events;
extern struct worker_transport workers;

enum kind { BLOCKING, WORKERS_OWN, DRIVEN, KINDS };

void sleep_ms(long ms);

/* One client in real time, used by all threads of a test. */
extern skillcall_client *client;
extern skillcall_access *the_one_access;
extern skillcall_session *the_one_session;

extern skillcall_call *calls[CALLS];

/* An answer for the transports. */
extern const struct reply placed;

/* What else happens where a line is logged; NULL for nothing. */
extern void (*on_log)(void);

/* The clock may be NULL for the system's. */
void open_client_with(enum kind kind, const struct reply *replies, size_t count,
                      const skillcall_clock *clock);

void open_client(enum kind kind, const struct reply *replies, size_t count);

/* The same with so many calls, whose answers are held back. */
void open_held(enum kind kind, size_t count);

void close_client(enum kind kind);

/* Frees so many calls, before or after the client, and asserts that whatever was expected is so. */
void free_calls(size_t count);

skillcall_call *submit(void);

/* Holds all answers back, as long as the transport can. */
void hold(enum kind kind);

void release(enum kind kind);

/* Waits until the transport has so many calls. */
void await_sent(enum kind kind, size_t count);

int64_t now_ms(void);

extern atomic_size_t wrong;

/* cmocka's assertions are for its own thread only. */
void expect(bool holds);

#endif
