#include "base/clock.h"
#include "base/error.h"
#include "options/options.h"

int32_t skillcall_client_options_set_log(skillcall_client_options *options,
                                         skillcall_log_function log, void *user_data, int32_t level,
                                         skillcall_error *error)
{
    if (!options)
        return skillcall__fail_null(error, "options");
    if (level < SKILLCALL_LOG_NONE || level > SKILLCALL_LOG_DEBUG)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT, "there is no log level %d", (int)level);
    options->log = log;
    options->log_user_data = user_data;
    options->log_level = log ? level : SKILLCALL_LOG_NONE;
    return SKILLCALL_OK;
}

static bool is_usable(const skillcall_transport *transport)
{
    return transport->submit && !transport->drive == !transport->wake &&
           (!transport->pollable_fd || transport->drive);
}

int32_t skillcall_client_options_set_transport(skillcall_client_options *options,
                                               const skillcall_transport *transport,
                                               skillcall_error *error)
{
    if (!options)
        return skillcall__fail_null(error, "options");
    if (!transport) {
        options->transport = (skillcall_transport){0};
        return SKILLCALL_OK;
    }
    if (transport->struct_size < sizeof *transport)
        return skillcall__fail(error, SKILLCALL_E_TRANSPORT,
                               "the transport's table is too short: set struct_size to "
                               "sizeof(skillcall_transport)");
    if (!is_usable(transport))
        return skillcall__fail(error, SKILLCALL_E_TRANSPORT,
                               "the transport's table lacks a function: submit is required, drive "
                               "and wake go together, pollable_fd needs drive");
    options->transport = *transport;
    options->transport.struct_size = sizeof *transport;
    return SKILLCALL_OK;
}

int32_t skillcall_client_options_set_clock(skillcall_client_options *options,
                                           const skillcall_clock *clock, skillcall_error *error)
{
    if (!options)
        return skillcall__fail_null(error, "options");
    if (!clock)
        clock = &skillcall__system_clock;
    if (clock->struct_size < sizeof *clock || !clock->monotonic_ms || !clock->unix_ms)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the clock's table is too short or lacks a function: set "
                               "struct_size and both functions");
    options->clock = *clock;
    return SKILLCALL_OK;
}

int32_t skillcall_client_options_set_random(skillcall_client_options *options,
                                            skillcall_random_function random, void *user_data,
                                            skillcall_error *error)
{
    if (!options)
        return skillcall__fail_null(error, "options");
    options->random = random;
    options->random_user_data = user_data;
    return SKILLCALL_OK;
}
