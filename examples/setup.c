/* SPDX-License-Identifier: Apache-2.0 */
#include "setup.h"

#include <stdio.h>
#include <stdlib.h>

void setup_read(struct setup *setup, int argc, char **argv, size_t max_calls)
{
    *setup = (struct setup){
        .token = getenv("SKILLCALL_TOKEN"),
        .ca_file = getenv("SKILLCALL_CA_FILE"),
    };
    if (argc < 5 || (size_t)argc - 4 > max_calls || !setup->token) {
        fprintf(stderr, "usage: SKILLCALL_TOKEN=... %s ENDPOINT ENDPOINT_ID FROM TO%s\n", argv[0],
                max_calls > 1 ? "..." : "");
        exit(2);
    }
    setup->endpoint = argv[1];
    setup->endpoint_id = argv[2];
    setup->from = argv[3];
    setup->to = argv + 4;
    setup->count = (size_t)argc - 4;
}

skillcall_access *setup_access(const struct setup *setup, const skillcall_allocator *allocator,
                               skillcall_error *error)
{
    return skillcall_access_new(allocator, setup->endpoint, setup->token, NULL, error);
}

skillcall_client_options *setup_options(const struct setup *setup,
                                        const skillcall_allocator *allocator,
                                        skillcall_error *error)
{
    skillcall_client_options *options = skillcall_client_options_new(allocator, error);
    if (skillcall_client_options_set_ca_file(options, setup->ca_file, error) == SKILLCALL_OK)
        return options;
    skillcall_client_options_free(options);
    return NULL;
}

skillcall_session *setup_session(const struct setup *setup, const skillcall_allocator *allocator,
                                 const char *to, skillcall_error *error)
{
    skillcall_participant *caller =
        skillcall_participant_new_phone_caller(allocator, setup->from, setup->endpoint_id, error);
    skillcall_participant *callee = skillcall_participant_new_phone_callee(allocator, to, error);
    skillcall_session_builder *builder = skillcall_session_builder_new(allocator, error);
    skillcall_session *session = NULL;
    if (skillcall_session_builder_add(builder, caller, error) == SKILLCALL_OK &&
        skillcall_session_builder_add(builder, callee, error) == SKILLCALL_OK)
        session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(callee);
    skillcall_participant_free(caller);
    return session;
}

int setup_report(const skillcall_receipt *receipt, const skillcall_error *error)
{
    if (receipt) {
        const char *session_id = skillcall_receipt_session_id(receipt);
        printf("placed: session %s, client session id %s\n",
               session_id ? session_id : "without an id",
               skillcall_receipt_client_session_id(receipt));
        return 0;
    }
    int32_t outcome = skillcall_error_outcome(error);
    fprintf(stderr, "%s: %s\n",
            outcome == SKILLCALL_OUTCOME_NONE ? skillcall_status_name(skillcall_error_status(error))
                                              : skillcall_outcome_name(outcome),
            skillcall_error_message(error));
    if (outcome != SKILLCALL_OUTCOME_UNKNOWN)
        return 1;
    fprintf(stderr, "its client session id is %s\n", skillcall_error_client_session_id(error));
    return 4;
}
