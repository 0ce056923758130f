/* SPDX-License-Identifier: Apache-2.0 */
#include "support/rig.h"

struct rig rig;

void assert_no_secret(const char *text)
{
    if (strstr(text, TOKEN) || strstr(text, &CALLER[1]) || strstr(text, &CALLEE[1]))
        fail_msg("a secret is told: %s", text);
}

void rig_log(void *user_data, int32_t level, const char *message)
{
    assert_ptr_equal(user_data, &rig);
    rig.log_lines++;
    assert_no_secret(message);
    skillcall_client_calls_in_flight(rig.client);
    if (rig.on_log)
        rig.on_log(level, message);
}

static uint32_t rig_random(void *user_data)
{
    assert_ptr_equal(user_data, &rig);
    return rig.random;
}

static void rig_observe(void *user_data, const skillcall_event *event)
{
    assert_ptr_equal(user_data, &rig);
    const char *const texts[] = {
        skillcall_event_method(event),         skillcall_event_url_template(event),
        skillcall_event_server_address(event), skillcall_event_error_type(event),
        skillcall_event_session_id(event),     skillcall_event_request_id(event),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i])
            assert_no_secret(texts[i]);
    assert_null(strchr(skillcall_event_url_template(event), '?'));
    skillcall_client_calls_in_flight(rig.client);
}

void rig_prepare(const struct reply *replies, size_t count)
{
    assert_null(at_end_of_test);
    at_end_of_test = rig_close;
    rig = (struct rig){.time = {.now_ms = 5000, .unix_ms = START_UNIX_MS - 5000}};
    rig.transport.time = &rig.time;
    rig.transport.replies = replies;
    rig.transport.reply_count = count;
    rig.watch.secret = TOKEN;
    rig.allocator = watching_allocator(&rig.watch);
    rig.error = skillcall_error_new(NULL);
    rig.access = the_access();
    rig.session = the_session();
    rig.options = skillcall_client_options_new(NULL, NULL);
    assert_non_null(rig.error);
    assert_non_null(rig.access);
    assert_non_null(rig.session);
    assert_non_null(rig.options);
    skillcall_transport transport = scripted_transport(&rig.transport);
    skillcall_clock clock = fake_clock(&rig.time);
    assert_int_equal(skillcall_client_options_set_transport(rig.options, &transport, NULL), 0);
    assert_int_equal(skillcall_client_options_set_clock(rig.options, &clock, NULL), 0);
    assert_int_equal(skillcall_client_options_set_random(rig.options, rig_random, &rig, NULL), 0);
    assert_int_equal(
        skillcall_client_options_set_log(rig.options, rig_log, &rig, SKILLCALL_LOG_DEBUG, NULL), 0);
    const skillcall_observer observer = observer_of_all(rig_observe, &rig);
    assert_int_equal(skillcall_client_options_set_observer(rig.options, &observer, NULL), 0);
}

void rig_open(void)
{
    rig.client = skillcall_client_new(&rig.allocator, rig.options, rig.error);
    assert_non_null(rig.client);
}

void rig_open_with(const skillcall_transport *transport)
{
    assert_int_equal(skillcall_client_options_set_transport(rig.options, transport, NULL), 0);
    rig_open();
}

void rig_start(const struct reply *replies, size_t count)
{
    rig_prepare(replies, count);
    rig_open();
}

void rig_free_client(void)
{
    skillcall_client_free(rig.client);
    rig.client = NULL;
    assert_int_equal(rig.transport.destroys, 1);
}

void rig_close(void)
{
    at_end_of_test = NULL;
    if (rig.client)
        rig_free_client();
    assert_int_equal(rig.watch.live, 0);
    assert_false(rig.watch.secret_seen);
    assert_no_secret(skillcall_error_message(rig.error));
    skillcall_client_options_free(rig.options);
    skillcall_session_free(rig.session);
    skillcall_access_free(rig.access);
    skillcall_error_free(rig.error);
}

skillcall_call *rig_submit(void)
{
    skillcall_call *call =
        skillcall_client_submit(rig.client, rig.access, rig.session, 0, rig.error);
    assert_non_null(call);
    return call;
}

void rig_submit_once(int32_t level, const char *message)
{
    rig.on_log = NULL;
    rig.submitted = rig_submit();
}

skillcall_observer observer_of_all(skillcall_event_function function, void *user_data)
{
    return (skillcall_observer){.struct_size = sizeof(skillcall_observer),
                                .user_data = user_data,
                                .call_started = function,
                                .attempt_started = function,
                                .attempt_ended = function,
                                .call_ended = function};
}

int32_t rig_place(void)
{
    skillcall_error_clear(rig.error);
    skillcall_receipt *receipt =
        skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
    int32_t status = skillcall_error_status(rig.error);
    assert_int_equal(receipt != NULL, status == SKILLCALL_OK);
    skillcall_receipt_free(receipt);
    return status;
}

void assert_ended(const skillcall_call *call, int32_t status, int32_t outcome)
{
    assert_int_equal(skillcall_call_status(call), status);
    assert_int_equal(skillcall_call_outcome(call), outcome);
    assert_int_equal(skillcall_call_receipt(call) != NULL, status == SKILLCALL_OK);
    const skillcall_error *error = skillcall_call_error(call);
    assert_int_equal(error != NULL, status != SKILLCALL_OK);
    assert_int_equal(skillcall_error_status(error), status);
    if (error) {
        assert_int_equal(skillcall_error_outcome(error), outcome);
        assert_string_equal(skillcall_error_client_session_id(error), CLIENT_SESSION_ID);
        const char *message = skillcall_error_message(error);
        assert_int_equal(strstr(message, "; the call was not placed") != NULL,
                         outcome == NOT_PLACED);
        assert_int_equal(strstr(message, "look for client session id " CLIENT_SESSION_ID) != NULL,
                         outcome == UNKNOWN);
        assert_no_secret(message);
    }
}
