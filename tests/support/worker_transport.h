/* SPDX-License-Identifier: Apache-2.0 */
/* A transport with threads of its own, which answer later, or not before they are told to. */
#ifndef TESTS_SUPPORT_WORKER_TRANSPORT_H
#define TESTS_SUPPORT_WORKER_TRANSPORT_H

#include "support/scripted_transport.h"

#include <pthread.h>
#include <stdatomic.h>

enum { WORKERS = 3, QUEUE_MAX = 20000 };

struct worker_transport {
    const struct reply *replies; /* over and over */
    size_t reply_count;
    pthread_t threads[WORKERS];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    skillcall_exchange *queue[QUEUE_MAX]; /* in no order */
    size_t count;
    size_t answered;
    bool holds;
    bool stops;
    atomic_size_t sent, destroys;
};

void hold_workers(struct worker_transport *transport, bool holds);

/* The table; the transport is set up anew and its threads are started. */
skillcall_transport worker_transport(struct worker_transport *transport,
                                     const struct reply *replies, size_t count);

#endif
