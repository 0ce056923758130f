/* SPDX-License-Identifier: Apache-2.0 */
#include "callbacks.h"

#include "_cgo_export.h"

static void log_line(void *user_data, int32_t level, const char *message)
{
    goLogLine((uintptr_t)user_data, level, (char *)message);
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    goSubmit((uintptr_t)user_data, exchange);
    return SKILLCALL_OK;
}

static void cancel(void *user_data, skillcall_exchange *exchange)
{
    goCancel((uintptr_t)user_data, exchange);
}

/* The order is that of goEvent. */
static void call_started(void *user_data, const skillcall_event *event)
{
    goEvent((uintptr_t)user_data, 0, (skillcall_event *)event);
}

static void attempt_started(void *user_data, const skillcall_event *event)
{
    goEvent((uintptr_t)user_data, 1, (skillcall_event *)event);
}

static void attempt_ended(void *user_data, const skillcall_event *event)
{
    goEvent((uintptr_t)user_data, 2, (skillcall_event *)event);
}

static void call_ended(void *user_data, const skillcall_event *event)
{
    goEvent((uintptr_t)user_data, 3, (skillcall_event *)event);
}

int32_t set_log(skillcall_client_options *options, uintptr_t handle, int32_t level,
                skillcall_error *error)
{
    return skillcall_client_options_set_log(options, log_line, (void *)handle, level, error);
}

int32_t set_observer(skillcall_client_options *options, uintptr_t handle, skillcall_error *error)
{
    skillcall_observer table = {
        .struct_size = sizeof table,
        .user_data = (void *)handle,
        .call_started = call_started,
        .attempt_started = attempt_started,
        .attempt_ended = attempt_ended,
        .call_ended = call_ended,
    };
    return skillcall_client_options_set_observer(options, &table, error);
}

int32_t set_transport(skillcall_client_options *options, uintptr_t handle, skillcall_error *error)
{
    skillcall_transport table = {
        .struct_size = sizeof table,
        .user_data = (void *)handle,
        .submit = submit,
        .cancel = cancel,
    };
    return skillcall_client_options_set_transport(options, &table, error);
}
