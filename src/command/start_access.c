/* SPDX-License-Identifier: Apache-2.0 */
#include "command/report.h"
#include "command/start.h"

#include <stdlib.h>

static int read_request(struct start *start, const struct document *document)
{
    start->request =
        skillcall_skill_request_from_json(NULL, document->data, document->size, start->error);
    if (!start->request)
        return report_error(start->error, start->options.json);
    if (!skillcall_skill_request_device_id(start->request))
        return report_input(SKILLCALL_E_ABSENT,
                            "the skill request did not come from a device: it has no "
                            "context.System.device.deviceId, like test events written by hand or "
                            "by old tools; a call starts on a device",
                            start->options.json);
    return -1;
}

int start_read_request(struct start *start)
{
    struct document document;
    if (!start->options.skill_request)
        return -1;
    read_secret(&document, start->options.skill_request, "the file of --skill-request",
                SKILLCALL_SKILL_REQUEST_JSON_MAX);
    if (!document.data)
        return report_input(SKILLCALL_E_SYSTEM, document.failure, start->options.json);
    int code = read_request(start, &document);
    free_document(&document);
    return code;
}

static int access_from_request(struct start *start)
{
    start->access =
        skillcall_skill_request_access(start->request, start->options.allow_host, start->error);
    if (skillcall_error_status(start->error) == SKILLCALL_E_ABSENT)
        return report_input(SKILLCALL_E_ABSENT, skillcall_error_message(start->error),
                            start->options.json);
    return start->access ? -1 : report_error(start->error, start->options.json);
}

static int access_from_flags(struct start *start)
{
    const struct start_options *options = &start->options;
    struct document token = {.data = NULL};
    if (options->token_file) {
        read_token(&token, options->token_file);
        if (!token.data)
            return report_input(SKILLCALL_E_SYSTEM, token.failure, options->json);
    }
    start->access = skillcall_access_new(NULL, options->endpoint,
                                         token.data ? token.data : getenv("SKILLCALL_TOKEN"),
                                         options->allow_host, start->error);
    free_document(&token);
    return start->access ? -1 : report_error(start->error, options->json);
}

int start_open_access(struct start *start)
{
    if (start->options.dry_run)
        return -1;
    return start->request ? access_from_request(start) : access_from_flags(start);
}
