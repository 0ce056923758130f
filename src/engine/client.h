/* The client's state. Everything below "lock" is read and written with the lock held; the driver
   (the one thread that has the role) may drop it to call the transport, the log and the judge. */
#ifndef SKILLCALL_ENGINE_CLIENT_H
#define SKILLCALL_ENGINE_CLIENT_H

#include "base/heap.h"
#include "base/list.h"
#include "base/poller.h"
#include "options/options.h"

#include <pthread.h>
#include <skillcall/client.h>
#include <sys/types.h>

struct skillcall_client {
    skillcall_allocator allocator;
    skillcall_client_options *options;
    skillcall_transport transport;
    pid_t owner; /* the process that made it */
    uint64_t random_state;

    pthread_mutex_t lock;
    size_t references; /* the handle, each call, each thread inside drive */
    bool is_closing;
    bool has_driver;
    pthread_t driver;
    bool is_asleep;          /* the driver is, or is about to be, in the transport */
    pthread_cond_t idle;     /* a driver without a drive function sleeps here */
    pthread_cond_t role;     /* threads wait here to take the role from the driver, or for wakers */
    size_t takers;           /* threads that wait for the role: they go first */
    size_t wakers;           /* threads inside the transport's wake */
    skillcall__link waiters; /* threads that wait while another drives */
    skillcall__link submitted;
    skillcall__heap in_flight; /* calls in the transport or waiting to try again, by when */
    skillcall__link cancelled;
    skillcall__link answered;    /* exchanges to look at */
    skillcall__link abandoned;   /* exchanges that the transport still has */
    skillcall__link ended;       /* calls for skillcall_client_take_ended() */
    size_t call_count;           /* that have not ended */
    size_t threads_in_drive;     /* in skillcall_client_drive() */
    uint64_t wakes;              /* calls of skillcall_client_wake() */
    bool wake_pending;           /* the last one found nobody in drive: the next is its */
    skillcall__poller *pollable; /* NULL until it was asked for */
};

/* SKILLCALL_OK, or SKILLCALL_E_FORKED in a child process. */
int32_t skillcall__client_check(const skillcall_client *client, skillcall_error *error);

/* SKILLCALL_OK, or SKILLCALL_E_STATE once the client is being freed. Lock held. */
int32_t skillcall__client_check_open(const skillcall_client *client, skillcall_error *error);

void skillcall__client_lock(skillcall_client *client);
void skillcall__client_unlock(skillcall_client *client);

/* Gives back a reference and unlocks; the client may be gone afterwards. */
void skillcall__client_release(skillcall_client *client);

int64_t skillcall__client_now(const skillcall_client *client);

#endif
