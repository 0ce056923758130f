/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/skillcall.h>
#include <stdio.h>

int main(void)
{
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_client *client = skillcall_client_new(NULL, NULL, error);
    printf("skillcall %s: %s\n", skillcall_version(),
           client ? "ok" : skillcall_error_message(error));
    int code = client ? 0 : 1;
    skillcall_client_free(client);
    skillcall_error_free(error);
    return code;
}
