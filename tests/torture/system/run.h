/* SPDX-License-Identifier: Apache-2.0 */
/* One run of a scenario: what it uses, and what it has been told. */
#ifndef TESTS_TORTURE_RUN_H
#define TESTS_TORTURE_RUN_H

#include "service.h"

enum { RUN_CALLS_MAX = 3 };

struct run_call {
    char id[SERVICE_ID_SIZE];
    skillcall_session *session;
    int32_t outcome; /* SKILLCALL_OUTCOME_NONE if the call was never made */
};

struct run {
    skillcall_allocator allocator;
    skillcall_client_options *options;
    skillcall_access *access;
    skillcall_access *secure; /* to the service with TLS */
    skillcall_error *error;
    int64_t deadline_ms;
    skillcall_client *client; /* made by the scenario; NULL if that failed, or when it was freed */
    struct run_call calls[RUN_CALLS_MAX];
};

struct scenario {
    const char *name;
    void (*play)(struct run *run);
    int32_t status; /* how its calls end if nothing fails */
    bool has_tls;
};

extern const struct scenario scenarios[];
extern const size_t scenario_count;

/* Ends the test program unless this is a status that may come of what fails now, with a message. */
void run_expect(struct run *run, int32_t status, const skillcall_error *error);

/* Ends the test program, and tells what was running. */
_Noreturn void run_fail(const char *why);

#endif
