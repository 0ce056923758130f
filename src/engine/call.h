/* A call in flight, as the engine sees it. */
#ifndef SKILLCALL_ENGINE_CALL_H
#define SKILLCALL_ENGINE_CALL_H

#include "base/error.h"
#include "engine/client.h"
#include "engine/receipt.h"
#include "exchange/exchange.h"

#include <skillcall/call.h>

/* Reads an answer, whole or not, into the call's error, or if it worked into its receipt or into
   what it found. */
typedef void (*skillcall__judge)(skillcall_call *call);

struct skillcall_call {
    skillcall_allocator allocator;
    skillcall_client *client; /* holds one of its references */
    skillcall_exchange *exchange;
    skillcall__judge judge;
    skillcall_receipt *receipt;
    int64_t started_ms;
    int64_t deadline_ms;
    int32_t attempts;
    bool needs_session_id; /* a 200 without one is no success */
    bool is_lookup;        /* a GET: it places nothing and may be repeated */
    char *found;           /* what a lookup found; NULL for other calls */
    size_t found_size;

    /* Under the client's lock from here on. */
    skillcall__heap_node due; /* in in_flight: its key is its deadline, or when to try again */
    skillcall__link turn;     /* in submitted, cancelled or ended */
    int32_t give_up; /* why it must end without an answer, SKILLCALL_OK as long as it need not */
    bool is_started; /* it has left submitted */
    bool is_listed;  /* goes to the client's list ended */
    bool is_orphan;  /* freed by its owner: nobody looks at the result */

    _Atomic(void *) user_data;
    atomic_int status; /* SKILLCALL_E_PENDING until the fields below are complete */
    skillcall_error error;
};

struct skillcall__plan;

/* A call that is in no list yet. The exchange becomes the call's. NULL when there is no memory. */
skillcall_call *skillcall__call_new(skillcall_client *client, skillcall_exchange *exchange,
                                    const struct skillcall__plan *plan);

/* Frees a call that has ended or was never submitted, and gives back its reference. */
void skillcall__call_destroy(skillcall_call *call);

#endif
