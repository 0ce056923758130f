/* SPDX-License-Identifier: Apache-2.0 */
/* lookup ENDPOINT account|person|UNIT-ID: prints `found TEXT`, or the name of the status. */
#include <skillcall/skillcall.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    char number[SKILLCALL_MOBILE_NUMBER_SIZE], profile_id[SKILLCALL_PROFILE_ID_SIZE];
    const char *found = number;
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_access *access = skillcall_access_new(NULL, argv[1], "a-token", NULL, error);
    skillcall_client *client = skillcall_client_new(NULL, NULL, error);
    int32_t status;
    if (strcmp(argv[2], "account") == 0) {
        status = skillcall_client_find_mobile_number(client, access, SKILLCALL_PROFILE_ACCOUNT, 0,
                                                     number, sizeof number, error);
    } else if (strcmp(argv[2], "person") == 0) {
        status = skillcall_client_find_mobile_number(client, access, SKILLCALL_PROFILE_PERSON, 0,
                                                     number, sizeof number, error);
    } else {
        found = profile_id;
        status = skillcall_client_find_profile_id(client, access, argv[2], 0, profile_id,
                                                  sizeof profile_id, error);
    }
    if (status == SKILLCALL_OK)
        printf("found %s\n", found);
    else
        puts(skillcall_status_name(status));
    skillcall_client_free(client);
    skillcall_access_free(access);
    skillcall_error_free(error);
    return 0;
}
