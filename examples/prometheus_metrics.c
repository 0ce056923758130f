/* SPDX-License-Identifier: Apache-2.0 */
/* Places calls and prints what Prometheus would scrape: how calls ended, and how long requests
   took. Events come on the thread that drives, so plain counters do; a program that drives with
   several threads needs atomic ones.

       SKILLCALL_TOKEN=... prometheus_metrics ENDPOINT ENDPOINT_ID FROM TO... */
#include "setup.h"

#include <inttypes.h>
#include <stdio.h>

enum { MAX_CALLS = 8, OUTCOMES = 4 };

struct metrics {
    uint64_t calls[OUTCOMES]; /* by outcome */
    uint64_t requests;
    uint64_t failed_requests;
    uint64_t repeated_requests;
    int64_t milliseconds;
};

static void attempt_ended(void *user_data, const skillcall_event *event)
{
    struct metrics *metrics = user_data;
    metrics->requests++;
    metrics->failed_requests += skillcall_event_error_type(event) != NULL;
    metrics->repeated_requests += skillcall_event_attempt(event) > 1;
    metrics->milliseconds += skillcall_event_attempt_elapsed_ms(event);
}

static void call_ended(void *user_data, const skillcall_event *event)
{
    struct metrics *metrics = user_data;
    metrics->calls[skillcall_event_outcome(event)]++;
}

static void print(const struct metrics *metrics)
{
    printf("# TYPE skillcall_calls_total counter\n");
    for (int32_t outcome = 0; outcome < OUTCOMES; outcome++)
        printf("skillcall_calls_total{outcome=\"%s\"} %" PRIu64 "\n",
               skillcall_outcome_name(outcome), metrics->calls[outcome]);
    printf("# TYPE skillcall_requests_failed_total counter\n"
           "skillcall_requests_failed_total %" PRIu64 "\n"
           "# TYPE skillcall_requests_repeated_total counter\n"
           "skillcall_requests_repeated_total %" PRIu64 "\n"
           "# TYPE http_client_request_duration_seconds summary\n"
           "http_client_request_duration_seconds_sum %.3f\n"
           "http_client_request_duration_seconds_count %" PRIu64 "\n",
           metrics->failed_requests, metrics->repeated_requests,
           (double)metrics->milliseconds / 1000, metrics->requests);
}

int main(int argc, char **argv)
{
    struct setup setup;
    setup_read(&setup, argc, argv, MAX_CALLS);
    struct metrics metrics = {0};
    const skillcall_observer observer = {.struct_size = sizeof observer,
                                         .user_data = &metrics,
                                         .attempt_ended = attempt_ended,
                                         .call_ended = call_ended};
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_client_options *options = setup_options(&setup, NULL, error);
    skillcall_client_options_set_observer(options, &observer, error);
    skillcall_client *client = options ? skillcall_client_new(NULL, options, error) : NULL;
    skillcall_access *access = setup_access(&setup, NULL, error);
    int exit_code = client && access ? 0 : setup_report(NULL, error);
    for (size_t i = 0; client && access && i < setup.count; i++) {
        skillcall_session *session = setup_session(&setup, NULL, setup.to[i], error);
        skillcall_receipt *receipt = skillcall_client_start(client, access, session, 0, error);
        if (!receipt)
            exit_code = setup_report(NULL, error);
        skillcall_receipt_free(receipt);
        skillcall_session_free(session);
        skillcall_error_clear(error);
    }
    print(&metrics);
    skillcall_access_free(access);
    skillcall_client_free(client);
    skillcall_client_options_free(options);
    skillcall_error_free(error);
    return exit_code;
}
