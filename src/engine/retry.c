/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/retry.h"

/* The linear congruential generator of Knuth's MMIX is sufficient for jitter. */
static uint32_t own_random(skillcall_client *client)
{
    client->driver.random_state =
        client->driver.random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(client->driver.random_state >> 32);
}

/* Uniform over 0 to max. */
static int64_t random_up_to(skillcall_client *client, int64_t max)
{
    const skillcall_client_options *options = client->options;
    uint32_t random =
        options->random ? options->random(options->random_user_data) : own_random(client);
    return (int64_t)(((uint64_t)random * ((uint64_t)max + 1)) >> 32);
}

/* Only a request that is known not to have been processed: it was throttled, or never left this
   machine. A lookup also after other failures. A server that cannot prove its identity will not be
   able to a moment later. */
static bool may_repeat(const skillcall_call *call)
{
    switch (call->result.error.status) {
    case SKILLCALL_E_THROTTLED:
        return true;
    case SKILLCALL_E_SYSTEM:
    case SKILLCALL_E_RESOLVE:
    case SKILLCALL_E_CONNECT:
    case SKILLCALL_E_NETWORK:
        return call->driver.places_nothing || call->driver.exchange->sent == SKILLCALL_NOT_SENT;
    case SKILLCALL_E_UNAVAILABLE:
    case SKILLCALL_E_SERVICE:
        return call->driver.places_nothing;
    default:
        return false;
    }
}

int64_t skillcall__retry_pause(skillcall_call *call, int64_t now_ms)
{
    const skillcall_client_options *options = call->client->options;
    if (call->result.attempts >= options->max_attempts || !may_repeat(call))
        return -1;
    int64_t ceiling = options->backoff_base_ms << (call->result.attempts - 1);
    if (ceiling > options->backoff_cap_ms)
        ceiling = options->backoff_cap_ms;
    int64_t pause = random_up_to(call->client, ceiling);
    if (call->result.error.retry_after_ms > 0)
        pause += call->result.error.retry_after_ms;
    return now_ms + pause < call->deadline_ms ? pause : -1;
}
