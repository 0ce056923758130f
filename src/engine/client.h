/* SPDX-License-Identifier: Apache-2.0 */
/* The client. Each member is in a group that shows who may touch it, so every access shows the
   rule. */
#ifndef SKILLCALL_ENGINE_CLIENT_H
#define SKILLCALL_ENGINE_CLIENT_H

#include "base/heap.h"
#include "base/list.h"
#include "base/poller.h"
#include "options/options.h"

#include <pthread.h>
#include <skillcall/client.h>
#include <sys/types.h>

/* Only the thread that has the driver's role, which needs no lock for it. */
struct skillcall__driver {
    skillcall__heap in_flight; /* calls sent or paused, by when each is due */
    uint64_t random_state;
    uint64_t call_count; /* calls whose start was reported */
};

/* Only with the client's lock held. */
struct skillcall__locked {
    size_t references; /* the handle, each call, each thread inside a function that may wait */
    bool is_closing;

    bool has_driver;
    pthread_t driver_thread;
    bool is_asleep;          /* the driver is in the transport, or about to be */
    size_t takers;           /* threads that wait in skillcall__role_take(): they go first */
    size_t interrupters;     /* threads inside the transport's wake function */
    skillcall__link waiters; /* threads that wait while another one drives */
    pthread_cond_t idle;     /* a driver without a drive function sleeps here */
    pthread_cond_t role;     /* the role is free, or no thread interrupts the transport any more */
    pthread_cond_t progress; /* a call has ended, or skillcall_client_wake() was called */

    skillcall__link submitted; /* calls to send */
    skillcall__link cancelled; /* calls to end */
    skillcall__link answered;  /* exchanges to look at */
    skillcall__link abandoned; /* exchanges that the transport has not released */
    skillcall__link ended;     /* calls for skillcall_client_take_ended() */
    size_t call_count;         /* calls that have not ended */

    size_t threads_in_drive;     /* in skillcall_client_drive() */
    uint64_t wakes;              /* calls of skillcall_client_wake() */
    bool wake_pending;           /* no thread was in drive at the last one: the next one takes it */
    skillcall__poller *pollable; /* NULL until it is asked for */
};

struct skillcall_client {
    /* These never change, so any thread may read them. */
    skillcall_allocator allocator;
    skillcall_client_options *options;
    skillcall_transport transport;
    pid_t owner; /* the process that made it */

    pthread_mutex_t lock;
    struct skillcall__locked locked;
    struct skillcall__driver driver;
};

/* SKILLCALL_OK, or SKILLCALL_E_FORKED in a child process. */
int32_t skillcall__client_check(const skillcall_client *client, skillcall_error *error);

/* SKILLCALL_OK, or SKILLCALL_E_STATE once the client is being freed. Lock held. */
int32_t skillcall__client_check_open(const skillcall_client *client, skillcall_error *error);

/* Releases a reference and unlocks; the client may be gone afterwards. */
void skillcall__client_release(skillcall_client *client);

int64_t skillcall__client_now(const skillcall_client *client);

/* When a wait that begins now ends: -1 for never, and for a time that no clock will reach. */
int64_t skillcall__client_end_of(const skillcall_client *client, int64_t timeout_ms);

/* The time until then: 0 if it has passed, -1 for never. */
int64_t skillcall__client_remaining(const skillcall_client *client, int64_t until_ms);

/* The time until a call is due: -1 if none is in flight. Driver, with or without the lock. */
int64_t skillcall__client_until_due(const skillcall_client *client);

#endif
