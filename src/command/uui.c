/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/flags.h"
#include "command/command.h"
#include "command/output.h"

#include <skillcall/uui.h>
#include <stdio.h>
#include <string.h>

enum uui_flag { JSON, FLAG_COUNT };

static const struct flag flags[FLAG_COUNT] = {
    [JSON] = {.name = "json", .help = "print {\"userToUser\"} or {\"clientSessionId\"}"},
};

static const struct usage usage = {
    .name = "uui",
    .synopsis = "encode [FLAG]... ID\n"
                "decode [FLAG]... VALUE...",
    .description =
        "Turns a client session id into the value of the User-to-User header in which Alexa sends\n"
        "it (RFC 7433), and values of such headers back into a client session id.\n"
        "Exit codes: 0 done; 1 no client session id in the headers, or failed; 2 wrong usage;\n"
        "3 malformed.",
    .flags = flags,
    .flag_count = FLAG_COUNT,
    .operands_max = -1,
};

static int print_result(const char *name, const char *value, bool json)
{
    if (json)
        return print_json(json_pack("{s:s}", name, value), EXIT_DONE);
    puts(value);
    return finish_output(EXIT_DONE);
}

static int report(const skillcall_error *error, bool json)
{
    return report_status(skillcall_error_message(error), skillcall_error_status(error), json);
}

static int encode(const char *client_session_id, bool json, skillcall_error *error)
{
    char value[SKILLCALL_UUI_SIZE];
    if (skillcall_uui_encode(client_session_id, value, sizeof value, error))
        return report(error, json);
    return print_result("userToUser", value, json);
}

/* The first value that is malformed. */
struct fault {
    char message[256];
    char named[300]; /* the message with the value's number */
};

static void note_fault(struct fault *fault, int number, const skillcall_error *error)
{
    if (fault->message[0])
        return;
    snprintf(fault->message, sizeof fault->message, "%s", skillcall_error_message(error));
    snprintf(fault->named, sizeof fault->named, "value %d: %s", number, fault->message);
}

/* A malformed value is reported only if no other holds the id: the decoder keeps its error. */
static int decode(char **values, int count, bool json, skillcall_error *error)
{
    skillcall_uui_decoder *decoder = skillcall_uui_decoder_new(NULL, error);
    struct fault fault = {0};
    for (int i = 0; decoder && i < count; i++)
        if (skillcall_uui_decoder_add(decoder, values[i], strlen(values[i]), error))
            note_fault(&fault, i + 1, error);
    const char *id = skillcall_uui_decoder_client_session_id(decoder, error);
    bool is_of_one = count > 1 && strcmp(skillcall_error_message(error), fault.message) == 0;
    int code = id          ? print_result("clientSessionId", id, json)
               : is_of_one ? report_status(fault.named, skillcall_error_status(error), json)
                           : report(error, json);
    skillcall_uui_decoder_free(decoder);
    return code;
}

int run_uui(int argc, char **argv)
{
    struct arguments arguments;
    int code = parse_flags(&usage, argc, argv, &arguments);
    if (code >= 0)
        return code;
    const char *action = arguments.operand_count ? arguments.operands[0] : "";
    char **values = arguments.operands + 1;
    int count = arguments.operand_count - 1;
    bool json = arguments.values[JSON] != NULL;
    bool encodes = strcmp(action, "encode") == 0;
    if (!encodes && strcmp(action, "decode") != 0)
        return wrong_usage(&usage, "the first argument must be encode or decode");
    if (encodes ? count != 1 : count < 1)
        return wrong_usage(&usage, encodes ? "encode takes one ID" : "decode takes header values");
    skillcall_error *error = skillcall_error_new(NULL);
    code = encodes ? encode(values[0], json, error) : decode(values, count, json, error);
    skillcall_error_free(error);
    return code;
}
