/* SPDX-License-Identifier: Apache-2.0 */
#include "secure.h"

#include "support/local_server.h"

static const char *reply(const char *head, const char *body)
{
    service_count(body);
    return SERVICE_ANSWER;
}

static struct local_server server = {.has_tls = true, .reply = reply};

static uint16_t port(void)
{
    return (uint16_t)strtoul(strrchr(server.endpoint, ':') + 1, NULL, 10);
}

void secure_start(void)
{
    launch_server(&server);
}

void secure_stop(void)
{
    stop_server(&server);
}

void secure_settle(void)
{
    service_drain(port());
}

skillcall_access *secure_access(void)
{
    char endpoint[64];
    snprintf(endpoint, sizeof endpoint, "https://%s:%d", LOCAL_SERVER_NAME, port());
    return skillcall_access_new(NULL, endpoint, "a-token", LOCAL_SERVER_NAME, NULL);
}

void secure_trust(skillcall_client_options *options)
{
    skillcall_client_options_set_ca_file(options, server.ca_file, NULL);
}
