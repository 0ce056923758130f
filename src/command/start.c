#include "command/command.h"
#include "command/input.h"
#include "command/output.h"
#include "command/report.h"
#include "command/start_flags.h"
#include "command/wait.h"

#include <stdio.h>
#include <stdlib.h>

static int read_session(const struct start_options *options, skillcall_session **session,
                        skillcall_error *error)
{
    struct document document;
    read_document(&document, options->session_file, SKILLCALL_SESSION_JSON_MAX);
    if (!document.data)
        return report_unreadable(document.failure, options->json);
    *session = skillcall_session_from_json(NULL, document.data, document.size,
                                           options->call.allow_unknown, error);
    free_document(&document);
    return *session ? -1 : report_error(error, options->json);
}

static int make_session(const struct start_options *options, skillcall_session **session,
                        skillcall_error *error)
{
    if (options->session_file)
        return read_session(options, session, error);
    *session = build_session(&options->call, error);
    return *session ? -1 : report_error(error, options->json);
}

static int print_body(const skillcall_session *session)
{
    size_t size = skillcall_session_write_json(session, 2, NULL, 0) + 1;
    char *body = malloc(size);
    if (!body) {
        diagnose("there is no memory left");
        return EXIT_NOT_DONE;
    }
    skillcall_session_write_json(session, 2, body, size);
    puts(body);
    free(body);
    return finish_output(EXIT_DONE);
}

static int make_access(const struct start_options *options, skillcall_access **access,
                       skillcall_error *error)
{
    struct document token = {.data = NULL};
    if (options->ca_file && !check_readable(&token, options->ca_file))
        return report_unreadable(token.failure, options->json);
    if (options->token_file) {
        read_token(&token, options->token_file);
        if (!token.data)
            return report_unreadable(token.failure, options->json);
    }
    *access = skillcall_access_new(NULL, options->endpoint,
                                   token.data ? token.data : getenv("SKILLCALL_TOKEN"),
                                   options->allow_host, error);
    free_document(&token);
    return *access ? -1 : report_error(error, options->json);
}

static void print_log(void *user_data, int32_t level, const char *message)
{
    (void)user_data;
    (void)level;
    diagnose("%s", message);
}

static skillcall_client *make_client(const struct start_options *options, skillcall_error *error)
{
    skillcall_client *client = NULL;
    skillcall_client_options *settings = skillcall_client_options_new(NULL, error);
    skillcall_log_function log = options->verbose ? print_log : NULL;
    if (settings &&
        skillcall_client_options_set_deadline_ms(settings, options->deadline_ms, error) ==
            SKILLCALL_OK &&
        skillcall_client_options_set_ca_file(settings, options->ca_file, error) == SKILLCALL_OK &&
        skillcall_client_options_set_log(settings, log, NULL, SKILLCALL_LOG_DEBUG, error) ==
            SKILLCALL_OK)
        client = skillcall_client_new(NULL, settings, error);
    skillcall_client_options_free(settings);
    return client;
}

static int report(const skillcall_call *call, const skillcall_error *error, bool json)
{
    if (call && skillcall_call_status(call) == SKILLCALL_OK)
        return report_placed(skillcall_call_receipt(call), json);
    return report_error(call ? skillcall_call_error(call) : error, json);
}

static int send_session(const struct start_options *options, const skillcall_session *session,
                        skillcall_error *error)
{
    skillcall_access *access = NULL;
    int code = make_access(options, &access, error);
    if (code >= 0)
        return code;
    skillcall_client *client = make_client(options, error);
    skillcall_call *call = NULL;
    hold_signals();
    if (client)
        call = skillcall_client_submit(client, access, session, 0, error);
    if (call && !wait_for_end(client, call, error)) {
        skillcall_call_cancel(call);
        skillcall_call_wait(call, -1, NULL);
    }
    code = report(call, error, options->json);
    skillcall_call_free(call);
    skillcall_client_free(client);
    skillcall_access_free(access);
    return code;
}

int run_start(int argc, char **argv)
{
    struct start_options options;
    int code = parse_start_flags(argc, argv, &options);
    if (code >= 0)
        return code;
    skillcall_error *error = skillcall_error_new(NULL);
    if (!error) {
        diagnose("there is no memory left");
        return EXIT_NOT_DONE;
    }
    skillcall_session *session = NULL;
    code = make_session(&options, &session, error);
    if (code < 0)
        code = options.dry_run ? print_body(session) : send_session(&options, session, error);
    skillcall_session_free(session);
    skillcall_error_free(error);
    return code;
}
