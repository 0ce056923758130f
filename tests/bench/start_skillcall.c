/* SPDX-License-Identifier: Apache-2.0 */
/* What a program does before its first call, and nothing else. */
#include <skillcall/client.h>

int main(void)
{
    skillcall_client *client = skillcall_client_new(NULL, NULL, NULL);
    skillcall_client_free(client);
    return client ? 0 : 1;
}
