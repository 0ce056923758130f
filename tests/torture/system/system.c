/* SPDX-License-Identifier: Apache-2.0 */
/* Plays each scenario as often as there are system calls in it: with the first, the second, ... one
   failing, once or from then on. Whatever fails, each call says rightly what became of it, nothing
   is left behind, and the client works when the system does again. */
#include "faults.h"
#include "run.h"

#include "support/counting_allocator.h"
#include "support/entries.h"
#include "support/the_call.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEADLINE_MS = 5000, STALLED_DEADLINE_MS = 25, HANG_SECONDS = 30, LATE_MS = 2000 };

/* What runs. */
static const struct scenario *scenario;
static const struct fault *fault; /* NULL: none */
static int32_t nth;
static bool is_lasting;

static atomic_size_t live_blocks;
static size_t next_call;
static size_t descriptors;

void run_fail(const char *why)
{
    printf("torture/system: %s; call %d of %s fails%s: %s\n", scenario->name, (int)nth,
           fault ? fault->name : "nothing", is_lasting ? " and all later ones" : "", why);
    fflush(stdout);
    _exit(1);
}

static void on_alarm(int signal)
{
    run_fail("it hangs");
}

/* Whether calls may get nowhere, of which the library hears nothing. */
static bool is_stalled(void)
{
    return is_lasting && (fault->status == SKILLCALL_OK || faults_is_awaited(fault));
}

/* A connection that breaks before it is secure, or takes nothing of a request, was never made. */
static bool is_half_made(int32_t status)
{
    return fault && (scenario->has_tls || faults_is_sending(fault)) &&
           fault->status == SKILLCALL_E_NETWORK && status == SKILLCALL_E_CONNECT;
}

/* With GnuTLS libcurl waits inside the handshake until its time to connect is over, if a socket
   that is ready takes nothing. */
static bool is_held_up(int32_t status)
{
    bool has_gnutls = strncmp(curl_version_info(CURLVERSION_NOW)->ssl_version, "GnuTLS", 6) == 0;
    return is_stalled() && scenario->has_tls && has_gnutls && status == SKILLCALL_E_CONNECT;
}

/* Newer versions of libcurl cannot be set up without an eventfd, and do not report why. */
static bool is_unexplained(void)
{
    return fault && !faults_is_certain(fault);
}

void run_expect(struct run *run, int32_t status, const skillcall_error *error)
{
    bool is_expected = status == scenario->status ||
                       (fault && (status == SKILLCALL_OK || status == fault->status)) ||
                       (is_stalled() && status == SKILLCALL_E_TIMEOUT) || is_held_up(status) ||
                       is_half_made(status) ||
                       (status == SKILLCALL_E_NO_MEMORY && is_unexplained());
    if (!is_expected || (status != SKILLCALL_OK && !skillcall_error_message(error)[0])) {
        printf("%s: %s\n", skillcall_status_name(status), skillcall_error_message(error));
        run_fail("this status is not to be expected");
    }
}

static struct run_call new_call(void)
{
    struct run_call call = {.outcome = SKILLCALL_OUTCOME_NONE};
    service_id(next_call++, call.id);
    call.session = session_with_id(call.id);
    if (!call.session || next_call > SERVICE_CALLS_MAX)
        run_fail("the test has no room for another call");
    return call;
}

static struct run begin(void)
{
    struct run run = {
        .allocator = counting_allocator(&live_blocks),
        .options = skillcall_client_options_new(NULL, NULL),
        .access = service_access(false),
        .secure = service_access(true),
        .error = skillcall_error_new(NULL),
        .deadline_ms = is_stalled() ? STALLED_DEADLINE_MS : DEADLINE_MS,
    };
    skillcall_client_options_set_backoff_ms(run.options, 1, 1, NULL);
    if (scenario->has_tls)
        service_trust(run.options);
    for (size_t i = 0; i < RUN_CALLS_MAX; i++)
        run.calls[i] = new_call();
    return run;
}

static void end(struct run *run)
{
    for (size_t i = 0; i < RUN_CALLS_MAX; i++)
        skillcall_session_free(run->calls[i].session);
    skillcall_error_free(run->error);
    skillcall_access_free(run->access);
    skillcall_access_free(run->secure);
    skillcall_client_options_free(run->options);
}

static void check_truth(const struct run_call *call)
{
    int received = service_received(call->id);
    if (received > 1)
        run_fail("the service received a call twice");
    if (received == 1 && call->outcome == SKILLCALL_OUTCOME_NOT_PLACED)
        run_fail("a call counts as not placed, but the service received it");
    if (received == 0 && call->outcome == SKILLCALL_OUTCOME_PLACED)
        run_fail("a call counts as placed, but the service never received it");
    if (received == 0 && call->outcome == SKILLCALL_OUTCOME_UNKNOWN &&
        !(fault && faults_is_sending(fault)))
        run_fail("a call counts as unknown, but nothing was sent");
    if (received == 1 && call->outcome == SKILLCALL_OUTCOME_NONE)
        run_fail("a call that was never made was received");
}

static void check_works_again(struct run *run)
{
    struct run_call call = new_call();
    skillcall_receipt *receipt =
        skillcall_client_start(run->client, run->access, call.session, 5000, run->error);
    if (!receipt)
        run_fail(skillcall_error_message(run->error));
    skillcall_receipt_free(receipt);
    skillcall_session_free(call.session);
}

/* libcurl leaves a thread that resolves a name to itself, which closes its own when it is done. */
static bool are_closed(void)
{
    return !descriptors || await_entries("/proc/self/fd", descriptors, LATE_MS);
}

/* Whether something has failed. */
static bool play(int32_t index)
{
    struct run run = begin();
    alarm(HANG_SECONDS);
    if (fault)
        faults_arm(index, nth, is_lasting);
    scenario->play(&run);
    bool has_failed = faults_disarm() > 0;
    service_be_silent(false);
    if (run.client)
        check_works_again(&run);
    skillcall_client_free(run.client);
    service_settle();
    for (size_t i = 0; i < RUN_CALLS_MAX; i++)
        check_truth(&run.calls[i]);
    end(&run);
    if (live_blocks > 0)
        run_fail("memory was left behind");
    if (!are_closed())
        run_fail("a descriptor was left open");
    return has_failed;
}

/* How often the fault could be put into the scenario. */
static size_t play_with_fault(int32_t index)
{
    size_t failed = 0;
    fault = faults_get(index);
    int modes = fault->lasting ? 2 : 1;
    for (int mode = 0; mode < modes; mode++) {
        is_lasting = mode == 1;
        for (nth = 1; play(index); nth++)
            failed++;
    }
    fault = NULL;
    is_lasting = false;
    nth = 0;
    return failed;
}

int main(void)
{
    size_t failed[64] = {0}, total = 0;
    signal(SIGALRM, on_alarm);
    service_start();
    for (scenario = scenarios; scenario < scenarios + scenario_count; scenario++) {
        play(0);
        descriptors = count_entries("/proc/self/fd");
        for (int32_t i = 0; i < faults_count(); i++)
            failed[i] += play_with_fault(i);
    }
    service_stop();
    int32_t never = 0;
    for (int32_t i = 0; i < faults_count(); i++) {
        printf("%-24s failed %4zu times\n", faults_get(i)->name, failed[i]);
        total += failed[i];
        never += failed[i] == 0 && faults_is_certain(faults_get(i));
    }
    printf("torture/system: %zu failed system calls in %zu scenarios\n", total, scenario_count);
    return never > 0;
}
