/* SPDX-License-Identifier: Apache-2.0 */
/* A driven transport in real time with one descriptor: it answers what it has as soon as it is
   driven, or holds it until it is told to let go. It notices when its functions overlap. */
#ifndef TESTS_SUPPORT_EVENT_TRANSPORT_H
#define TESTS_SUPPORT_EVENT_TRANSPORT_H

#include "support/scripted_transport.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { HELD_MAX = 20000 };

struct event_transport {
    const struct reply *replies; /* over and over */
    size_t reply_count;
    bool has_no_descriptor;
    atomic_bool holds;
    atomic_bool next_wake_is_slow;
    int event_fd;
    skillcall_exchange *held[HELD_MAX]; /* NULL once it is cancelled */
    size_t held_count;
    size_t answered;
    atomic_bool is_busy;
    atomic_size_t sent, drives, overlaps, destroys;
};

/* Lets go of what is held, from any thread. */
void event_release(struct event_transport *transport);

/* The table; the transport is set up anew. */
skillcall_transport event_transport(struct event_transport *transport, const struct reply *replies,
                                    size_t count);

#endif
