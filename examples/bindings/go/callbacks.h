/* SPDX-License-Identifier: Apache-2.0 */
/* What C calls in Go. A cgo.Handle, an integer, travels as the user data. */
#include <skillcall/skillcall.h>

int32_t set_log(skillcall_client_options *options, uintptr_t handle, int32_t level,
                skillcall_error *error);
int32_t set_observer(skillcall_client_options *options, uintptr_t handle, skillcall_error *error);
int32_t set_transport(skillcall_client_options *options, uintptr_t handle, skillcall_error *error);
