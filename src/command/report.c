/* SPDX-License-Identifier: Apache-2.0 */
#include "command/report.h"

#include "command/output.h"

#include <stdio.h>

static json_t *receipt_json(const skillcall_receipt *receipt)
{
    return json_pack("{s:s, s:o, s:o, s:i, s:I, s:o}", "outcome",
                     skillcall_outcome_name(SKILLCALL_OUTCOME_PLACED), "sessionId",
                     json_text(skillcall_receipt_session_id(receipt)), "clientSessionId",
                     json_text(skillcall_receipt_client_session_id(receipt)), "attempts",
                     (int)skillcall_receipt_attempts(receipt), "elapsedMs",
                     (json_int_t)skillcall_receipt_elapsed_ms(receipt), "requestId",
                     json_text(skillcall_receipt_request_id(receipt)));
}

static void print_receipt(const skillcall_receipt *receipt)
{
    const char *session_id = skillcall_receipt_session_id(receipt);
    const char *client_session_id = skillcall_receipt_client_session_id(receipt);
    const char *request_id = skillcall_receipt_request_id(receipt);
    puts("placed");
    printf("client session id:  %s\n", client_session_id ? client_session_id : "none");
    printf("session id:         %s\n", session_id ? session_id : "none given by the service");
    printf("attempts:           %d\n", (int)skillcall_receipt_attempts(receipt));
    printf("time:               %lld ms\n", (long long)skillcall_receipt_elapsed_ms(receipt));
    if (request_id)
        printf("request id:         %s\n", request_id);
}

int report_placed(const skillcall_receipt *receipt, bool json)
{
    int code = EXIT_DONE;
    if (json) {
        code = print_json(receipt_json(receipt), EXIT_DONE);
    } else {
        print_receipt(receipt);
        code = finish_output(EXIT_DONE);
    }
    if (code == EXIT_DONE)
        return code;
    diagnose("the call was placed anyway: do not call again");
    return EXIT_UNKNOWN;
}

/* Before the first attempt the input was wrong; later, the service's answer. */
static int exit_code_of(const skillcall_error *error)
{
    switch (skillcall_error_outcome(error)) {
    case SKILLCALL_OUTCOME_NONE:
        return skillcall_error_attempts(error) ? EXIT_NOT_DONE
                                               : exit_code_of_status(skillcall_error_status(error));
    case SKILLCALL_OUTCOME_NOT_PLACED:
        return EXIT_NOT_DONE;
    default:
        return EXIT_UNKNOWN;
    }
}

static json_t *number_or_null(int64_t number, bool is_known)
{
    return is_known ? json_integer(number) : json_null();
}

/* The error may be NULL: then only the status and the message are known. */
static json_t *failure_json(int32_t status, const char *message, const skillcall_error *error,
                            int exit_code)
{
    int32_t outcome =
        exit_code == EXIT_UNKNOWN ? SKILLCALL_OUTCOME_UNKNOWN : SKILLCALL_OUTCOME_NOT_PLACED;
    int32_t http_status = skillcall_error_http_status(error);
    int64_t retry_after_ms = skillcall_error_retry_after_ms(error);
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:i, s:o, s:o, s:o}", "outcome",
                     skillcall_outcome_name(outcome), "status", skillcall_status_name(status),
                     "message", message, "httpStatus",
                     number_or_null(http_status, http_status != 0), "serviceCode",
                     json_text(skillcall_error_service_code(error)), "serviceMessage",
                     json_text(skillcall_error_service_message(error)), "violations",
                     json_violations(error), "attempts", (int)skillcall_error_attempts(error),
                     "retryAfterMs", number_or_null(retry_after_ms, retry_after_ms >= 0),
                     "requestId", json_text(skillcall_error_request_id(error)), "clientSessionId",
                     json_text(skillcall_error_client_session_id(error)));
}

/* Advice after a failure; NULL for none. The numbers are libcurl's. */
static const char *advice(const skillcall_error *error)
{
    enum { SSL_CONNECT_ERROR = 35, GOT_NOTHING = 52, PEER_FAILED_VERIFICATION = 60 };
    int32_t status = skillcall_error_status(error);
    if (status == SKILLCALL_E_ENDPOINT)
        return "--allow-host HOST (no scheme, no port) names another host that may receive the "
               "token.";
    switch (skillcall_error_transport_code(error)) {
    case SSL_CONNECT_ERROR:
        return status == SKILLCALL_E_CONNECT
                   ? "If this is a plain http port, the endpoint must begin with http://."
                   : NULL;
    case GOT_NOTHING:
        return "If this is an https port, the endpoint must begin with https://.";
    case PEER_FAILED_VERIFICATION:
        return "--cacert FILE names the CA certificates to trust, such as the file of the "
               "emulator's --ca-out.";
    default:
        return NULL;
    }
}

static void print_details(const skillcall_error *error)
{
    const char *code = skillcall_error_service_code(error);
    const char *request_id = skillcall_error_request_id(error);
    int64_t retry_after_ms = skillcall_error_retry_after_ms(error);
    int32_t attempts = skillcall_error_attempts(error);
    if (code)
        fprintf(stderr, "  service code: %s\n", code);
    if (retry_after_ms >= 0)
        fprintf(stderr, "  the service asks to wait: %lld ms\n", (long long)retry_after_ms);
    if (request_id)
        fprintf(stderr, "  request id: %s\n", request_id);
    if (attempts)
        fprintf(stderr, "  attempts: %d\n", (int)attempts);
    if (advice(error))
        fprintf(stderr, "  %s\n", advice(error));
}

/* The message of a call that has ended includes what became of it. */
static void print_failure(const skillcall_error *error)
{
    int32_t outcome = skillcall_error_outcome(error);
    bool has_ended = outcome != SKILLCALL_OUTCOME_NONE;
    print_error(stderr, has_ended ? "skillcall" : "skillcall: the call was not placed", error);
    print_details(error);
    if (outcome == SKILLCALL_OUTCOME_UNKNOWN)
        fputs("  The phone may ring. Do not call again before you have checked.\n", stderr);
}

int report_error(const skillcall_error *error, bool json)
{
    int exit_code = exit_code_of(error);
    if (json)
        return print_json(failure_json(skillcall_error_status(error),
                                       skillcall_error_message(error), error, exit_code),
                          exit_code);
    print_failure(error);
    return exit_code;
}

int report_input(int32_t status, const char *message, bool json)
{
    if (json)
        return print_json(failure_json(status, message, NULL, EXIT_INVALID), EXIT_INVALID);
    diagnose("the call was not placed: %s (%s)", message, skillcall_status_name(status));
    return EXIT_INVALID;
}
