/* SPDX-License-Identifier: Apache-2.0 */
#include "options/options.h"

#include "base/ascii.h"
#include "base/clock.h"
#include "base/error.h"

#include <string.h>

skillcall_client_options *skillcall_client_options_new(const skillcall_allocator *allocator,
                                                       skillcall_error *error)
{
    skillcall_client_options *options = skillcall__make_object(allocator, sizeof *options, error);
    if (!options)
        return NULL;
    options->deadline_ms = SKILLCALL_DEFAULT_DEADLINE_MS;
    options->connect_timeout_ms = SKILLCALL_DEFAULT_CONNECT_TIMEOUT_MS;
    options->backoff_base_ms = SKILLCALL_DEFAULT_BACKOFF_BASE_MS;
    options->backoff_cap_ms = SKILLCALL_DEFAULT_BACKOFF_CAP_MS;
    options->max_attempts = SKILLCALL_DEFAULT_MAX_ATTEMPTS;
    options->max_connections = SKILLCALL_DEFAULT_MAX_CONNECTIONS;
    options->max_calls = SKILLCALL_DEFAULT_MAX_CALLS;
    options->http_version = SKILLCALL_HTTP_1_1;
    options->clock = skillcall__system_clock;
    return options;
}

static void clear_ca(skillcall_client_options *options)
{
    skillcall__free_text(&options->allocator, options->ca.file);
    skillcall__free_text(&options->allocator, options->ca.path);
    skillcall__deallocate(&options->allocator, options->ca.blob);
    options->ca = (struct skillcall__ca){0};
}

/* Replaces a text with another. */
static void replace(skillcall_client_options *options, char **text, char *by)
{
    skillcall__free_text(&options->allocator, *text);
    *text = by;
}

void skillcall_client_options_free(skillcall_client_options *options)
{
    if (!options)
        return;
    skillcall_allocator allocator = options->allocator;
    clear_ca(options);
    replace(options, &options->proxy, NULL);
    replace(options, &options->user_agent, NULL);
    skillcall__deallocate(&allocator, options);
}

static int32_t set_in_range(skillcall_client_options *options, int64_t value, int64_t min,
                            int64_t max, const char *what, skillcall_error *error)
{
    if (!options)
        return skillcall__fail_null(error, "options");
    if (value < min || value > max)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "%s must be between %lld and %lld, not %lld", what, (long long)min,
                               (long long)max, (long long)value);
    return SKILLCALL_OK;
}

enum { TIME_MAX_MS = 600000, BACKOFF_MAX_MS = 60000, BLOB_MAX = 16777216 };

int32_t skillcall_client_options_set_deadline_ms(skillcall_client_options *options,
                                                 int64_t deadline_ms, skillcall_error *error)
{
    int32_t status =
        set_in_range(options, deadline_ms, 1, TIME_MAX_MS, "the deadline in milliseconds", error);
    if (status == SKILLCALL_OK)
        options->deadline_ms = deadline_ms;
    return status;
}

int32_t skillcall_client_options_set_connect_timeout_ms(skillcall_client_options *options,
                                                        int64_t timeout_ms, skillcall_error *error)
{
    int32_t status = set_in_range(options, timeout_ms, 1, TIME_MAX_MS,
                                  "the connect timeout in milliseconds", error);
    if (status == SKILLCALL_OK)
        options->connect_timeout_ms = timeout_ms;
    return status;
}

int32_t skillcall_client_options_set_max_attempts(skillcall_client_options *options,
                                                  int32_t attempts, skillcall_error *error)
{
    int32_t status = set_in_range(options, attempts, 1, 10, "the number of attempts", error);
    if (status == SKILLCALL_OK)
        options->max_attempts = attempts;
    return status;
}

int32_t skillcall_client_options_set_backoff_ms(skillcall_client_options *options, int64_t base_ms,
                                                int64_t cap_ms, skillcall_error *error)
{
    int32_t status = set_in_range(options, base_ms, 0, BACKOFF_MAX_MS,
                                  "the base of the backoff in milliseconds", error);
    if (status == SKILLCALL_OK)
        status = set_in_range(options, cap_ms, base_ms, BACKOFF_MAX_MS,
                              "the cap of the backoff in milliseconds", error);
    if (status != SKILLCALL_OK)
        return status;
    options->backoff_base_ms = base_ms;
    options->backoff_cap_ms = cap_ms;
    return SKILLCALL_OK;
}

int32_t skillcall_client_options_set_max_connections(skillcall_client_options *options,
                                                     int32_t connections, skillcall_error *error)
{
    int32_t status =
        set_in_range(options, connections, 1, 1000, "the number of connections", error);
    if (status == SKILLCALL_OK)
        options->max_connections = connections;
    return status;
}

int32_t skillcall_client_options_set_max_calls(skillcall_client_options *options, int32_t calls,
                                               skillcall_error *error)
{
    int32_t status = set_in_range(options, calls, 1, 1000000, "the number of calls", error);
    if (status == SKILLCALL_OK)
        options->max_calls = calls;
    return status;
}

static int32_t copy_text(skillcall_client_options *options, const char *text, char **copy,
                         skillcall_error *error)
{
    if (!options)
        return skillcall__fail_null(error, "options");
    *copy = skillcall__duplicate(&options->allocator, text);
    return text && !*copy ? skillcall__fail_no_memory(error) : SKILLCALL_OK;
}

/* Copies the name of a source of CA certificates, which replaces all others. */
static int32_t copy_ca_name(skillcall_client_options *options, const char *name, char **copy,
                            skillcall_error *error)
{
    int32_t status = copy_text(options, name, copy, error);
    if (status == SKILLCALL_OK)
        clear_ca(options);
    return status;
}

int32_t skillcall_client_options_set_ca_file(skillcall_client_options *options, const char *path,
                                             skillcall_error *error)
{
    char *copy;
    int32_t status = copy_ca_name(options, path, &copy, error);
    if (status == SKILLCALL_OK)
        options->ca.file = copy;
    return status;
}

int32_t skillcall_client_options_set_ca_path(skillcall_client_options *options, const char *path,
                                             skillcall_error *error)
{
    char *copy;
    int32_t status = copy_ca_name(options, path, &copy, error);
    if (status == SKILLCALL_OK)
        options->ca.path = copy;
    return status;
}

int32_t skillcall_client_options_set_ca_blob(skillcall_client_options *options, const void *data,
                                             size_t size, skillcall_error *error)
{
    int32_t status = set_in_range(options, data ? (int64_t)size : 1, 1, BLOB_MAX,
                                  "the size of the CA certificates in bytes", error);
    if (status != SKILLCALL_OK)
        return status;
    void *copy = data ? skillcall__allocate(&options->allocator, size) : NULL;
    if (data && !copy)
        return skillcall__fail_no_memory(error);
    clear_ca(options);
    if (!data)
        return SKILLCALL_OK;
    options->ca.blob = memcpy(copy, data, size);
    options->ca.blob_size = size;
    return SKILLCALL_OK;
}

static bool is_scheme_character(char c)
{
    return skillcall__is_alpha(c) || skillcall__is_digit(c) || c == '+' || c == '-' || c == '.';
}

/* Whether libcurl cannot mistake part of the user name or the password for the host or the scheme:
   it would print that part in its messages. */
static bool is_userinfo_plain(const char *url)
{
    if (!strchr(url, '@'))
        return true;
    const char *scheme_end = url;
    while (is_scheme_character(*scheme_end))
        scheme_end++;
    const char *rest = strncmp(scheme_end, "://", 3) == 0 ? scheme_end + 3 : url;
    const char *end = &rest[strcspn(rest, "@/?#")];
    return *end == '@' && !strchr(end + 1, '@');
}

int32_t skillcall_client_options_set_proxy(skillcall_client_options *options, const char *url,
                                           skillcall_error *error)
{
    if (options && url && !is_userinfo_plain(url))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the user name or the password of the proxy is not percent-encoded: "
                               "write / as %%2F, ? as %%3F, # as %%23 and @ as %%40");
    char *copy;
    int32_t status = copy_text(options, url, &copy, error);
    if (status != SKILLCALL_OK)
        return status;
    replace(options, &options->proxy, copy);
    return SKILLCALL_OK;
}

int32_t skillcall_client_options_set_http_version(skillcall_client_options *options,
                                                  int32_t version, skillcall_error *error)
{
    int32_t status = set_in_range(options, version, SKILLCALL_HTTP_1_1, SKILLCALL_HTTP_2,
                                  "the HTTP version", error);
    if (status == SKILLCALL_OK)
        options->http_version = version;
    return status;
}

int32_t skillcall_client_options_set_user_agent(skillcall_client_options *options, const char *text,
                                                skillcall_error *error)
{
    if (options && text && !skillcall__is_printable_ascii(text, strlen(text)))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the User-Agent must be printable ASCII characters");
    char *copy;
    int32_t status = copy_text(options, text, &copy, error);
    if (status != SKILLCALL_OK)
        return status;
    replace(options, &options->user_agent, copy);
    return SKILLCALL_OK;
}

static int32_t copy_ca(skillcall_client_options *options, const struct skillcall__ca *ca,
                       skillcall_error *error)
{
    if (ca->file)
        return skillcall_client_options_set_ca_file(options, ca->file, error);
    if (ca->path)
        return skillcall_client_options_set_ca_path(options, ca->path, error);
    return skillcall_client_options_set_ca_blob(options, ca->blob, ca->blob_size, error);
}

skillcall_client_options *skillcall__options_copy(const skillcall_allocator *allocator,
                                                  const skillcall_client_options *from,
                                                  skillcall_error *error)
{
    skillcall_client_options *options = skillcall_client_options_new(allocator, error);
    if (!options || !from)
        return options;
    skillcall_allocator kept = options->allocator;
    *options = *from;
    options->allocator = kept;
    options->ca = (struct skillcall__ca){0};
    options->proxy = NULL;
    options->user_agent = NULL;
    int32_t status = copy_ca(options, &from->ca, error);
    if (status == SKILLCALL_OK)
        status = skillcall_client_options_set_proxy(options, from->proxy, error);
    if (status == SKILLCALL_OK)
        status = skillcall_client_options_set_user_agent(options, from->user_agent, error);
    if (status == SKILLCALL_OK)
        return options;
    skillcall_client_options_free(options);
    return NULL;
}

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

int32_t skillcall_client_options_set_observer(skillcall_client_options *options,
                                              const skillcall_observer *observer,
                                              skillcall_error *error)
{
    if (!options)
        return skillcall__fail_null(error, "options");
    if (observer && observer->struct_size < sizeof *observer)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the observer's table is too short: set struct_size to "
                               "sizeof(skillcall_observer)");
    options->observer = observer ? *observer : (skillcall_observer){0};
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
