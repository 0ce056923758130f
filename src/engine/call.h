/* SPDX-License-Identifier: Apache-2.0 */
/* A call: its request, its state and its result. */
#ifndef SKILLCALL_ENGINE_CALL_H
#define SKILLCALL_ENGINE_CALL_H

#include "base/error.h"
#include "engine/client.h"
#include "engine/receipt.h"
#include "engine/trace.h"
#include "exchange/exchange.h"

#include <skillcall/call.h>

/* The states of a call; docs/project/architecture.md shows the transitions. */
enum skillcall__call_state {
    SKILLCALL__CALL_SUBMITTED, /* no driver has seen it */
    SKILLCALL__CALL_SENT,      /* its exchange is in the transport, or answered but not judged */
    SKILLCALL__CALL_PAUSED,    /* waits to be sent again */
    SKILLCALL__CALL_ENDED
};

/* Why a call must end without an answer. */
enum skillcall__end_reason {
    SKILLCALL__END_NONE,
    SKILLCALL__END_DEADLINE,
    SKILLCALL__END_CANCELLED,
    SKILLCALL__END_CLIENT_FREED,
    SKILLCALL__END_TRANSPORT
};

/* Reads an answer, complete or not, into the call's result. Driver, without the lock. */
typedef void (*skillcall__judge)(skillcall_call *call);

/* What a call does after its first request, a lookup, has found what the second one needs. */
struct skillcall__sequel {
    /* Gives the call its second request with skillcall__submit_next(). If it cannot, it returns the
       status that it has put into the call's error. */
    int32_t (*begin)(struct skillcall__sequel *sequel, skillcall_call *call);
    void (*free)(struct skillcall__sequel *sequel);
};

struct skillcall_call {
    /* These never change once the call is submitted. */
    skillcall_allocator allocator;
    skillcall_client *client; /* the call holds one of its references */
    int64_t started_ms;
    int64_t deadline_ms;
    bool is_listed; /* goes to the client's list ended */
    size_t found_size;

    /* Only the driver's. */
    struct {
        enum skillcall__call_state state;
        enum skillcall__end_reason end_reason;
        skillcall_exchange *exchange; /* NULL once it is abandoned */
        skillcall__judge judge;
        bool needs_session_id;            /* a 200 without one is not a success */
        bool places_nothing;              /* may be repeated, and has no outcome */
        struct skillcall__sequel *sequel; /* NULL for none, and once it has begun */
        struct skillcall__trace trace;
        skillcall__heap_node due; /* in in_flight: its key is the deadline, or when to resend */
    } driver;

    /* Only with the client's lock held. */
    struct {
        skillcall__link link; /* in the client's submitted, cancelled or ended, or in none */
        pthread_cond_t ended; /* threads that wait for this call sleep here */
        int32_t holders;      /* its owner and the driver: the last one that lets go destroys it */
    } locked;

    /* Any thread's. */
    atomic_int status;
    _Atomic(void *) user_data;

    /* Only the driver's while the status is SKILLCALL_E_PENDING; then any thread may read it. */
    struct {
        skillcall_receipt *receipt;
        char *found; /* what a lookup found; NULL for other calls */
        int32_t attempts;
        skillcall_error error; /* last: its texts are large and need no zeroes */
    } result;
};

/* The request of a call. */
struct skillcall__plan {
    const char *method;
    const char *path; /* copied, as are the following */
    const char *body; /* NULL for none */
    size_t body_size;
    const char *client_session_id; /* NULL for none */
    skillcall__judge judge;
    bool needs_session_id;
    bool places_nothing;
    size_t found_size;                /* room for what a lookup may find */
    bool is_listed;                   /* goes to skillcall_client_take_ended() */
    struct skillcall__sequel *sequel; /* of a lookup; the call's, but only if it is submitted */
};

/* Makes a call that is in no list yet, and takes the exchange. On failure it takes nothing: NULL
   with SKILLCALL_E_NO_MEMORY, or SKILLCALL_E_SYSTEM if the system refuses a condition. */
skillcall_call *skillcall__call_new(skillcall_client *client, skillcall_exchange *exchange,
                                    const struct skillcall__plan *plan, int32_t *status);

/* Gives the call an exchange, as planned, instead of its earlier one, if any. */
void skillcall__call_take(skillcall_call *call, skillcall_exchange *exchange,
                          const struct skillcall__plan *plan);

/* Frees the sequel, and what the lookup before it has found. */
void skillcall__call_drop_sequel(skillcall_call *call);

/* Frees a call that has ended or was never submitted, and releases its reference. */
void skillcall__call_destroy(skillcall_call *call);

bool skillcall__call_is_pending(const skillcall_call *call);

#endif
