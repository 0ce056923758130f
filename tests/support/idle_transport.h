/* SPDX-License-Identifier: Apache-2.0 */
/* What a transport does that never waits. */
#ifndef TESTS_SUPPORT_IDLE_TRANSPORT_H
#define TESTS_SUPPORT_IDLE_TRANSPORT_H

#include <stdint.h>

int32_t idle_drive(void *user_data, int32_t timeout_ms);

void idle_wake(void *user_data);

int32_t idle_pollable_fd(void *user_data);

#endif
