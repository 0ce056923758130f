/* SPDX-License-Identifier: Apache-2.0 */
/* A client on a scripted transport in fake time, one at a time. Closing it checks what holds for
   every test: nothing leaked, no freed memory held the token, no secret was logged. */
#ifndef TESTS_SUPPORT_RIG_H
#define TESTS_SUPPORT_RIG_H

#include "support/scripted_transport.h"
#include "support/the_call.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <skillcall/client.h>

/* 2001-09-09 01:46:40 UTC */
#define START_UNIX_MS INT64_C(1000000000000)

struct rig {
    struct fake_time time;
    struct scripted transport;
    struct watch watch;
    skillcall_allocator allocator;
    uint32_t random;
    size_t log_lines;
    void (*on_log)(int32_t level, const char *message);
    skillcall_call *submitted;
    skillcall_client_options *options;
    skillcall_client *client;
    skillcall_access *access;
    skillcall_session *session;
    skillcall_error *error;
};

extern struct rig rig;

void assert_no_secret(const char *text);

/* A log function may use the library: it would hang here if a lock were held. */
void rig_log(void *user_data, int32_t level, const char *message);

/* The client is made by rig_open(); until then its options may be changed. */
void rig_prepare(const struct reply *replies, size_t count);

void rig_open(void);

/* The same on another transport. */
void rig_open_with(const skillcall_transport *transport);

void rig_start(const struct reply *replies, size_t count);

/* Leaves nothing but the calls that the test still holds. */
void rig_free_client(void);

/* The end of a test closes what is open. */
void rig_close(void);

skillcall_call *rig_submit(void);

/* A function for on_log: submits one call, which is the rig's submitted then. */
void rig_submit_once(int32_t level, const char *message);

/* An observer that is given all events. */
skillcall_observer observer_of_all(skillcall_event_function function, void *user_data);

/* A blocking call: its status, with all else in rig.error. */
int32_t rig_place(void);

/* How a submitted call has ended, and that it says so in every way. */
void assert_ended(const skillcall_call *call, int32_t status, int32_t outcome);

#endif
