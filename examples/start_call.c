/* SPDX-License-Identifier: Apache-2.0 */
/* Places one call and prints its outcome. This program is complete in one file; the other examples
   share setup.c for what is the same in all of them.

       SKILLCALL_TOKEN=... start_call ENDPOINT ENDPOINT_ID FROM TO

   ENDPOINT, the token and ENDPOINT_ID are context.System.apiEndpoint, apiAccessToken and
   device.deviceId of a skill request. SKILLCALL_CA_FILE may name a file of CA certificates. */
#include <skillcall/skillcall.h>

#include <stdio.h>
#include <stdlib.h>

/* Prints why there is no receipt, and returns the exit code. */
static int report(const skillcall_error *error)
{
    /* Every problem with a request is reported at once, each with its place in the body. */
    for (size_t i = 0; i < skillcall_error_violation_count(error); i++)
        fprintf(stderr, "%s: %s\n", skillcall_error_violation_path(error, i),
                skillcall_error_violation_message(error, i));
    int32_t outcome = skillcall_error_outcome(error);
    fprintf(stderr, "%s: %s\n", skillcall_outcome_name(outcome), skillcall_error_message(error));
    if (outcome != SKILLCALL_OUTCOME_UNKNOWN)
        return 1;
    /* The phone may ring: look for this id on the SIP side before calling again. */
    fprintf(stderr, "its client session id is %s\n", skillcall_error_client_session_id(error));
    return 4;
}

/* A session is checked as a whole when it is built, and gets a random client session id. */
static skillcall_session *make_session(char **argv, skillcall_error *error)
{
    skillcall_participant *caller =
        skillcall_participant_new_phone_caller(NULL, argv[3], argv[2], error);
    skillcall_participant *callee = skillcall_participant_new_phone_callee(NULL, argv[4], error);
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, error);
    skillcall_session *session = NULL;
    if (skillcall_session_builder_add(builder, caller, error) == SKILLCALL_OK &&
        skillcall_session_builder_add(builder, callee, error) == SKILLCALL_OK)
        session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(callee);
    skillcall_participant_free(caller);
    return session;
}

/* A client holds connections: a program makes one and keeps it. */
static skillcall_client *make_client(skillcall_error *error)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, error);
    skillcall_client *client = NULL;
    if (skillcall_client_options_set_ca_file(options, getenv("SKILLCALL_CA_FILE"), error) ==
        SKILLCALL_OK)
        client = skillcall_client_new(NULL, options, error);
    skillcall_client_options_free(options);
    return client;
}

static int place(skillcall_client *client, const skillcall_access *access,
                 const skillcall_session *session, skillcall_error *error)
{
    skillcall_receipt *receipt = skillcall_client_start(client, access, session, 0, error);
    if (!receipt)
        return report(error);
    const char *session_id = skillcall_receipt_session_id(receipt);
    printf("placed: session %s, client session id %s\n", session_id ? session_id : "without an id",
           skillcall_receipt_client_session_id(receipt));
    skillcall_receipt_free(receipt);
    return 0;
}

int main(int argc, char **argv)
{
    const char *token = getenv("SKILLCALL_TOKEN");
    if (argc != 5 || !token) {
        fprintf(stderr, "usage: SKILLCALL_TOKEN=... %s ENDPOINT ENDPOINT_ID FROM TO\n", argv[0]);
        return 2;
    }
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session = make_session(argv, error);
    skillcall_access *access =
        session ? skillcall_access_new(NULL, argv[1], token, NULL, error) : NULL;
    skillcall_client *client = access ? make_client(error) : NULL;
    int code = client ? place(client, access, session, error) : report(error);

    skillcall_client_free(client);
    skillcall_access_free(access);
    skillcall_session_free(session);
    skillcall_error_free(error);
    return code;
}
