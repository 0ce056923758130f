/* SPDX-License-Identifier: Apache-2.0 */
/* consumer FILE: reads a session from a request body, as a program that links the library would,
   and prints it again. Valid as C and as C++. */
#include <skillcall/skillcall.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    static char json[SKILLCALL_SESSION_JSON_MAX];
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file)
        return 2;
    size_t size = fread(json, 1, sizeof json, file);
    fclose(file);

    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session = skillcall_session_from_json(NULL, json, size, 0, error);
    skillcall_session_write_json(session, 2, json, sizeof json);
    skillcall_client *client = skillcall_client_new(NULL, NULL, error);
    if (client)
        puts(json);
    else
        fprintf(stderr, "%s\n", skillcall_error_message(error));
    skillcall_client_free(client);
    skillcall_session_free(session);
    skillcall_error_free(error);
    return client ? 0 : 1;
}
