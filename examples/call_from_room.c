/* SPDX-License-Identifier: Apache-2.0 */
/* Calls an extension of the PBX from a room of Alexa Smart Properties.

       SKILLCALL_TOKEN=... LWA_TOKEN=... call_from_room ENDPOINT UNIT_ID ENDPOINT_ID EXTENSION

   ENDPOINT, the token, UNIT_ID and ENDPOINT_ID are context.System.apiEndpoint, apiAccessToken,
   unit.persistentUnitId and device.deviceId of a skill request. LWA_TOKEN is a Login with Amazon
   token that may read communication profiles. */
#include "setup.h"

#include <stdio.h>
#include <stdlib.h>

/* The room calls under its communication profile, which is looked up with its own token. */
static int32_t find_profile(skillcall_client *client, char **argv, char *profile_id, size_t size,
                            skillcall_error *error)
{
    skillcall_access *access =
        skillcall_access_new(NULL, argv[1], getenv("LWA_TOKEN"), NULL, error);
    int32_t status =
        skillcall_client_find_profile_id(client, access, argv[2], 0, profile_id, size, error);
    skillcall_access_free(access);
    return status;
}

static skillcall_session *make_session(const char *profile_id, char **argv, skillcall_error *error)
{
    skillcall_participant *room = skillcall_participant_new_room(NULL, profile_id, argv[3], error);
    skillcall_participant *extension = skillcall_participant_new_extension(NULL, argv[4], error);
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, error);
    skillcall_session *session = NULL;
    if (skillcall_session_builder_add(builder, room, error) == SKILLCALL_OK &&
        skillcall_session_builder_add(builder, extension, error) == SKILLCALL_OK)
        session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(extension);
    skillcall_participant_free(room);
    return session;
}

static int place(skillcall_client *client, const char *profile_id, char **argv,
                 skillcall_error *error)
{
    skillcall_session *session = make_session(profile_id, argv, error);
    skillcall_access *access =
        skillcall_access_new(NULL, argv[1], getenv("SKILLCALL_TOKEN"), NULL, error);
    skillcall_receipt *receipt =
        session ? skillcall_client_start(client, access, session, 0, error) : NULL;
    int code = setup_report(receipt, error);
    skillcall_receipt_free(receipt);
    skillcall_access_free(access);
    skillcall_session_free(session);
    return code;
}

int main(int argc, char **argv)
{
    if (argc != 5 || !getenv("SKILLCALL_TOKEN") || !getenv("LWA_TOKEN")) {
        fprintf(stderr,
                "usage: SKILLCALL_TOKEN=... LWA_TOKEN=... %s ENDPOINT UNIT_ID ENDPOINT_ID "
                "EXTENSION\n",
                argv[0]);
        return 2;
    }
    char profile_id[SKILLCALL_PROFILE_ID_SIZE];
    struct setup setup = {.ca_file = getenv("SKILLCALL_CA_FILE")};
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_client_options *options = setup_options(&setup, NULL, error);
    skillcall_client *client = options ? skillcall_client_new(NULL, options, error) : NULL;
    int code;
    if (find_profile(client, argv, profile_id, sizeof profile_id, error) == SKILLCALL_OK) {
        printf("communication profile: %s\n", profile_id);
        code = place(client, profile_id, argv, error);
    } else {
        code = setup_report(NULL, error);
    }
    skillcall_client_free(client);
    skillcall_client_options_free(options);
    skillcall_error_free(error);
    return code;
}
