/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L

#include "command/start.h"

#include "command/command.h"
#include "command/output.h"
#include "command/report.h"
#include "command/wait.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void print_log(void *user_data, int32_t level, const char *message)
{
    (void)user_data;
    (void)level;
    diagnose("%s", message);
}

static skillcall_client *new_client(const struct start_options *options, skillcall_error *error)
{
    skillcall_client *client = NULL;
    skillcall_client_options *settings = skillcall_client_options_new(NULL, error);
    skillcall_log_function log = options->verbose ? print_log : NULL;
    if (settings &&
        skillcall_client_options_set_ca_file(settings, options->ca_file, error) == SKILLCALL_OK &&
        skillcall_client_options_set_log(settings, log, NULL, SKILLCALL_LOG_DEBUG, error) ==
            SKILLCALL_OK)
        client = skillcall_client_new(NULL, settings, error);
    skillcall_client_options_free(settings);
    return client;
}

static int open_client(struct start *start)
{
    struct document ca;
    if (start->options.dry_run)
        return -1;
    if (start->options.ca_file && !check_readable(&ca, start->options.ca_file))
        return report_input(SKILLCALL_E_SYSTEM, ca.failure, start->options.json);
    start->client = new_client(&start->options, start->error);
    hold_signals();
    return start->client ? -1 : report_error(start->error, start->options.json);
}

/* Frees the client, which ends the call if it has not ended yet. */
static int report_call(struct start *start, const skillcall_call *call)
{
    skillcall_client_free(start->client);
    start->client = NULL;
    if (call && skillcall_call_status(call) == SKILLCALL_OK)
        return report_placed(skillcall_call_receipt(call), start->options.json);
    return report_error(call ? skillcall_call_error(call) : start->error, start->options.json);
}

/* If the caller's number was not given, it is looked up, within the same deadline. */
static int lookup_number(struct start *start)
{
    struct start_options *options = &start->options;
    if (!start->request || options->call.from || options->call.profile_id)
        return -1;
    int64_t begin_ms = now_ms();
    start->lookup = skillcall_client_submit_mobile_number_lookup(
        start->client, start->access, SKILLCALL_PROFILE_ACCOUNT, options->deadline_ms,
        start->error);
    if (start->lookup)
        wait_for_end(start->client, start->lookup);
    if (skillcall_call_status(start->lookup) != SKILLCALL_OK)
        return report_call(start, start->lookup);
    options->deadline_ms -= now_ms() - begin_ms;
    if (options->deadline_ms < 1)
        options->deadline_ms = 1;
    return -1;
}

static int print_body(const skillcall_session *session)
{
    size_t size = skillcall_session_write_json(session, 2, NULL, 0) + 1;
    char *body = malloc(size);
    if (!body) {
        diagnose("out of memory");
        return EXIT_NOT_DONE;
    }
    skillcall_session_write_json(session, 2, body, size);
    puts(body);
    free(body);
    return finish_output(EXIT_DONE);
}

static int place(struct start *start)
{
    if (start->options.dry_run)
        return print_body(start->session);
    skillcall_call *call = skillcall_client_submit(start->client, start->access, start->session,
                                                   start->options.deadline_ms, start->error);
    if (call)
        wait_for_end(start->client, call);
    int code = report_call(start, call);
    skillcall_call_free(call);
    return code;
}

static void release(struct start *start)
{
    skillcall_session_free(start->session);
    skillcall_call_free(start->lookup);
    skillcall_client_free(start->client);
    skillcall_access_free(start->access);
    skillcall_skill_request_free(start->request);
    skillcall_error_free(start->error);
    free_document(&start->options.configuration);
}

static int run_steps(struct start *start)
{
    static int (*const steps[])(struct start *) = {
        start_read_request,
        start_read_session,
        start_open_access,
        open_client,
        lookup_number,
        start_make_session,
        place,
    };
    int code = -1;
    start->error = skillcall_error_new(NULL);
    if (!start->error) {
        diagnose("out of memory");
        return EXIT_NOT_DONE;
    }
    for (size_t i = 0; code < 0 && i < sizeof steps / sizeof steps[0]; i++)
        code = steps[i](start);
    return code;
}

int run_start(int argc, char **argv)
{
    struct start start = {.error = NULL};
    int code = parse_start_flags(argc, argv, &start.options);
    if (code < 0)
        code = run_steps(&start);
    release(&start);
    return code;
}
