/* SPDX-License-Identifier: Apache-2.0 */
/* Scenarios of blocking calls and lookups, and of the options. */
#include "calls.h"
#include "scenarios.h"

static void start_calls(const char *endpoint, int count)
{
    open_client();
    for (int i = 0; i < count; i++)
        DO(SKILLCALL_OK, start(endpoint, "p", SKILLCALL_OK));
    close_client();
}

static void run_start(void)
{
    start_calls(plain.endpoint, 2);
}

static void run_start_named(void)
{
    start_calls(named_endpoint, 1);
}

static void run_start_secure(void)
{
    start_calls(secure.endpoint, 2);
}

/* Whatever fails, no token goes to a server that cannot prove who it is. */
static void run_start_untrusted(void)
{
    skillcall_client_options *options = make_options();
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_file(options, stranger.ca_file, error));
    open_client_with(options);
    DO(SKILLCALL_E_TLS, start(secure.endpoint, "p", SKILLCALL_E_TLS));
    close_client();
}

static void run_repeats(void)
{
    open_client();
    DO(SKILLCALL_OK, start(plain.endpoint, "tp", SKILLCALL_OK));
    DO(SKILLCALL_E_THROTTLED, start(plain.endpoint, "t", SKILLCALL_E_THROTTLED));
    close_client();
}

static void run_refusals(void)
{
    open_client();
    DO(SKILLCALL_E_ACCESS_DENIED, start(plain.endpoint, "d", SKILLCALL_E_ACCESS_DENIED));
    DO(SKILLCALL_E_SERVICE, start(plain.endpoint, "f", SKILLCALL_E_SERVICE));
    DO(SKILLCALL_E_UNAVAILABLE, start(plain.endpoint, "u", SKILLCALL_E_UNAVAILABLE));
    close_client();
}

static void run_deadline(void)
{
    open_client();
    DO(SKILLCALL_E_TIMEOUT, start(plain.endpoint, "l", SKILLCALL_E_TIMEOUT));
    settle_attempts(); /* no leap of an attempt that was given up is still to come */
    DO(SKILLCALL_OK, start(plain.endpoint, "p", SKILLCALL_OK));
    close_client();
}

static int32_t find_number(char *number)
{
    struct attempt *attempt = new_attempt(plain.endpoint, "n");
    return skillcall_client_find_mobile_number(client, attempt->access, SKILLCALL_PROFILE_ACCOUNT,
                                               0, number, SKILLCALL_MOBILE_NUMBER_SIZE, error);
}

static int32_t find_profile(char *id)
{
    struct attempt *attempt = new_attempt(plain.endpoint, "ti");
    return skillcall_client_find_profile_id(client, attempt->access, "amzn1.unit/1", 0, id,
                                            SKILLCALL_PROFILE_ID_SIZE, error);
}

static void run_lookups(void)
{
    char number[SKILLCALL_MOBILE_NUMBER_SIZE], id[SKILLCALL_PROFILE_ID_SIZE];
    open_client();
    DO(SKILLCALL_OK, find_number(number));
    tell(number);
    DO(SKILLCALL_OK, find_profile(id));
    tell(id);
    close_client();
}

static void run_all_options(void)
{
    skillcall_client_options *options = make_options();
    skillcall_client *made;
    DO(SKILLCALL_OK, skillcall_client_options_set_max_attempts(options, 2, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_max_calls(options, 10, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_proxy(options, "http://127.0.0.1:9", error));
    DO(SKILLCALL_OK, skillcall_client_options_set_user_agent(options, "an agent", error));
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_free(made);
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_blob(options, "a blob", 6, error));
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_file(options, "/a/file", error));
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_free(made);
    DO(SKILLCALL_OK, skillcall_client_options_set_ca_path(options, "/a/path", error));
    MAKE(made, skillcall_client_new(&ours, options, error));
    skillcall_client_free(made);
    skillcall_client_options_free(options);
}

const struct scenario start_scenarios[] = {
    {"all options", run_all_options},
    {"start", run_start},
    {"start by a host's name", run_start_named},
    {"start over TLS", run_start_secure},
    {"start with an untrusted server", run_start_untrusted},
    {"repetition after 429", run_repeats},
    {"refusals", run_refusals},
    {"deadline", run_deadline},
    {"lookups", run_lookups},
};
const size_t start_scenario_count = sizeof start_scenarios / sizeof *start_scenarios;
