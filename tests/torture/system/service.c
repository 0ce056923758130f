/* SPDX-License-Identifier: Apache-2.0 */
#include "service.h"

#include "support/local_server.h"

#define ID_START "00000000-0000-4000-8000-"

static atomic_bool silent;
static atomic_int received[SERVICE_CALLS_MAX];

static size_t number_of(const char *id)
{
    return strtoul(id + strlen(ID_START), NULL, 16);
}

static const char *reply(const char *head, const char *body)
{
    const char *id = strstr(body, ID_START);
    must(id && number_of(id) < SERVICE_CALLS_MAX, "to know the call");
    atomic_fetch_add(&received[number_of(id)], 1);
    return atomic_load(&silent)
               ? NULL
               : "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"sessionId\":\"the-id\"}";
}

static struct local_server plain = {.reply = reply}, secure = {.reply = reply, .has_tls = true};

void service_start(void)
{
    launch_server(&plain);
    launch_server(&secure);
}

void service_stop(void)
{
    stop_server(&plain);
    stop_server(&secure);
}

void service_be_silent(bool is_silent)
{
    atomic_store(&silent, is_silent);
}

void service_settle(void)
{
    drain_server(&plain);
    drain_server(&secure);
}

void service_id(size_t n, char id[SERVICE_ID_SIZE])
{
    snprintf(id, SERVICE_ID_SIZE, ID_START "%012zx", n);
}

int service_received(const char *id)
{
    return atomic_load(&received[number_of(id)]);
}

skillcall_access *service_access(bool has_tls)
{
    char endpoint[64];
    snprintf(endpoint, sizeof endpoint, "https://" LOCAL_SERVER_NAME "%s",
             strrchr(secure.endpoint, ':'));
    return skillcall_access_new(NULL, has_tls ? endpoint : plain.endpoint, "a-token",
                                LOCAL_SERVER_NAME, NULL);
}

void service_trust(skillcall_client_options *options)
{
    skillcall_client_options_set_ca_file(options, secure.ca_file, NULL);
}
