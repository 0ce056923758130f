/* SPDX-License-Identifier: Apache-2.0 */
#include "support/idle_transport.h"

#include <skillcall/status.h>

int32_t idle_drive(void *user_data, int32_t timeout_ms)
{
    return SKILLCALL_OK;
}

void idle_wake(void *user_data)
{
}

int32_t idle_pollable_fd(void *user_data)
{
    return -1;
}
