/* Inside a callback, the client answers at once and never waits for itself. */
#include "support/rig.h"

#include <skillcall/look_up.h>

static struct rig rig;
static size_t visits;

static void assert_refused(int32_t status)
{
    assert_int_equal(status, SKILLCALL_E_STATE);
    assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_STATE);
    assert_non_null(strstr(skillcall_error_message(rig.error), "only submits"));
}

/* Whatever would wait is refused, has sent nothing and takes no time. */
static void try_to_wait(void)
{
    int64_t before = rig.time.now_ms;
    size_t sent = rig.transport.sent;
    size_t calls = skillcall_client_calls_in_flight(rig.client);
    char found[SKILLCALL_PROFILE_ID_SIZE];
    assert_refused(rig_place(&rig));
    assert_int_equal(skillcall_error_outcome(rig.error), SKILLCALL_OUTCOME_NOT_PLACED);
    assert_refused(skillcall_client_find_mobile_number(
        rig.client, rig.access, SKILLCALL_PROFILE_ACCOUNT, 0, found, sizeof found, rig.error));
    assert_refused(skillcall_client_find_profile_id(rig.client, rig.access, "the-unit", 0, found,
                                                    sizeof found, rig.error));
    assert_refused(skillcall_client_drive(rig.client, 0, rig.error));
    assert_refused(skillcall_client_drive(rig.client, -1, rig.error));
    assert_int_equal(rig.time.now_ms, before);
    assert_int_equal(rig.transport.sent, sent);
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), calls);
    visits++;
}

/* A call may be submitted there, but not waited for. */
static void try_to_wait_for_a_call(void)
{
    skillcall_call *call = rig_submit(&rig);
    assert_refused(skillcall_call_wait(call, -1, rig.error));
    assert_refused(skillcall_call_wait(call, 0, rig.error));
    skillcall_call_free(call);
    try_to_wait();
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    try_to_wait_for_a_call();
    return scripted_submit(user_data, exchange);
}

static int32_t drive(void *user_data, int32_t timeout_ms)
{
    try_to_wait_for_a_call();
    return scripted_drive(user_data, timeout_ms);
}

static void cancel(void *user_data, skillcall_exchange *exchange)
{
    try_to_wait_for_a_call();
    scripted_cancel(user_data, exchange);
}

static int32_t pollable_fd(void *user_data)
{
    (void)user_data;
    try_to_wait_for_a_call();
    return -1;
}

static void log_line(struct rig *the_rig, int32_t level, const char *message)
{
    (void)the_rig;
    (void)level;
    (void)message;
    try_to_wait();
}

static void prepare(const struct reply *reply)
{
    visits = 0;
    rig_prepare(&rig, reply, 1);
}

static void open_with(skillcall_transport transport)
{
    assert_int_equal(skillcall_client_options_set_transport(rig.options, &transport, NULL), 0);
    rig_open(&rig);
}

static const struct reply placed = {.http = 200, .body = PLACED_BODY, .after_ms = 10};

static void inside_the_transport(void **state)
{
    (void)state;
    static const size_t members = 4;
    for (size_t i = 0; i < members; i++) {
        prepare(&placed);
        skillcall_transport transport = scripted_transport(&rig.transport);
        transport.submit = i == 0 ? submit : transport.submit;
        transport.drive = i == 1 ? drive : transport.drive;
        transport.cancel = i == 2 ? cancel : transport.cancel;
        transport.pollable_fd = i == 3 ? pollable_fd : NULL;
        open_with(transport);
        skillcall_call *call = rig_submit(&rig);
        if (i == 2) { /* in the transport */
            skillcall_client_drive(rig.client, 0, NULL);
            skillcall_call_cancel(call);
        }
        skillcall_client_pollable_fd(rig.client, NULL);
        int32_t expected = i == 2 ? SKILLCALL_E_CANCELLED : SKILLCALL_OK;
        assert_int_equal(skillcall_call_wait(call, -1, rig.error), expected);
        assert_true(visits > 0);
        skillcall_call_free(call);
        skillcall_error_clear(rig.error);
        rig_close(&rig);
    }
}

static void inside_the_log(void **state)
{
    (void)state;
    prepare(&placed);
    rig.on_log = log_line;
    rig_open(&rig);
    skillcall_call *call = rig_submit(&rig);
    assert_int_equal(skillcall_client_drive(rig.client, 1000, NULL), SKILLCALL_OK);
    assert_ended(call, SKILLCALL_OK, SKILLCALL_OUTCOME_PLACED);
    assert_true(visits > 0);
    skillcall_call_free(call);
    rig_close(&rig);
}

/* What has ended needs no waiting. */
static skillcall_call *ended;

static void look_at_what_has_ended(struct rig *the_rig, int32_t level, const char *message)
{
    (void)level;
    (void)message;
    assert_int_equal(skillcall_call_wait(ended, -1, the_rig->error), SKILLCALL_OK);
    assert_ptr_equal(skillcall_client_take_ended(the_rig->client), visits == 0 ? ended : NULL);
    visits++;
}

static void a_call_that_has_ended_may_be_looked_at(void **state)
{
    (void)state;
    prepare(&placed);
    rig_open(&rig);
    ended = rig_submit(&rig);
    assert_int_equal(skillcall_call_wait(ended, -1, NULL), SKILLCALL_OK);
    rig.on_log = look_at_what_has_ended;
    skillcall_call *next = rig_submit(&rig);
    assert_int_equal(skillcall_call_wait(next, -1, NULL), SKILLCALL_OK);
    assert_true(visits > 0);
    skillcall_call_free(next);
    skillcall_call_free(ended);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inside_the_transport),
        cmocka_unit_test(inside_the_log),
        cmocka_unit_test(a_call_that_has_ended_may_be_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
