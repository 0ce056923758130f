/* SPDX-License-Identifier: Apache-2.0 */
/* Each hook's table as the oldest supported headers, 0.1, laid it out, and as later ones may. At
   the end of a page that nothing may be read behind, each length, and each set of missing
   functions, is taken or refused as the headers say. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "support/counting_allocator.h"
#include "support/idle_transport.h"
#include "support/one_error.h"
#include "support/owned.h"
#include "support/the_call.h"
#include "support/unit.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* These never change. Where a table has grown, they are what a program built long ago has. */
struct allocator_0_1 {
    size_t struct_size;
    void *user_data;
    void *(*allocate)(void *user_data, size_t size);
    void *(*reallocate)(void *user_data, void *block, size_t size);
    void (*deallocate)(void *user_data, void *block);
};

struct transport_0_1 {
    size_t struct_size;
    void *user_data;
    int32_t (*submit)(void *user_data, skillcall_exchange *exchange);
    int32_t (*drive)(void *user_data, int32_t timeout_ms);
    void (*wake)(void *user_data);
    void (*cancel)(void *user_data, skillcall_exchange *exchange);
    int32_t (*pollable_fd)(void *user_data);
    void (*destroy)(void *user_data);
};

struct clock_0_1 {
    size_t struct_size;
    void *user_data;
    int64_t (*monotonic_ms)(void *user_data);
    int64_t (*unix_ms)(void *user_data);
};

#define SAME(table, member)                                                                        \
    _Static_assert(offsetof(skillcall_##table, member) == offsetof(struct table##_0_1, member) &&  \
                       sizeof((skillcall_##table *)0)->member ==                                   \
                           sizeof((struct table##_0_1 *)0)->member,                                \
                   #table " has moved " #member)

SAME(allocator, struct_size);
SAME(allocator, user_data);
SAME(allocator, allocate);
SAME(allocator, reallocate);
SAME(allocator, deallocate);
SAME(transport, struct_size);
SAME(transport, user_data);
SAME(transport, submit);
SAME(transport, drive);
SAME(transport, wake);
SAME(transport, cancel);
SAME(transport, pollable_fd);
SAME(transport, destroy);
SAME(clock, struct_size);
SAME(clock, user_data);
SAME(clock, monotonic_ms);
SAME(clock, unix_ms);

enum { LATER = 64 }; /* what a later version may have appended */

/* The first bytes of a table, with the struct_size that is given, at the very end of a page. */
static void *at_the_end(const void *table, size_t size, size_t struct_size)
{
    static char *page; /* the one behind it cannot be read */
    size_t page_size = (size_t)sysconf(_SC_PAGESIZE);
    if (!page) {
        page =
            mmap(NULL, 2 * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        assert_ptr_not_equal(page, MAP_FAILED);
        assert_int_equal(mprotect(page + page_size, page_size, PROT_NONE), 0);
    }
    size_t readable = struct_size < sizeof(size_t) ? sizeof(size_t) : struct_size;
    if (readable > size + LATER)
        readable = size;
    readable = (readable + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
    char *place = page + page_size - readable;
    memset(place, 0xA5, readable);
    memcpy(place, table, readable < size ? readable : size);
    memcpy(place, &struct_size, sizeof struct_size);
    return place;
}

/* Checks a table of each length, of which those of 0.1 and longer are sound. */
static void check_lengths(const void *table, size_t size,
                          void (*check)(const void *table, bool is_sound))
{
    for (size_t length = 0; length <= size + LATER; length++)
        check(at_the_end(table, size, length), length >= size);
    check(at_the_end(table, size, SIZE_MAX), true);
}

/* Each constructor says whether it takes an allocator. */
#define CONSTRUCTOR(name, object, make)                                                            \
    static bool name(const skillcall_allocator *allocator)                                         \
    {                                                                                              \
        skillcall_##object *made = make;                                                           \
        skillcall_##object##_free(made);                                                           \
        return made != NULL;                                                                       \
    }

#define REQUEST "{\"request\":{\"type\":\"LaunchRequest\"}}"
#define EVENT                                                                                      \
    "{\"InvocationEventType\":\"NEW_INBOUND_CALL\",\"CallDetails\":{\"Participants\":"             \
    "[{\"ParticipantTag\":\"LEG-A\",\"SipHeaders\":{}}]}}"

static const char *session_json;

CONSTRUCTOR(an_error, error, skillcall_error_new(allocator))
CONSTRUCTOR(an_access, access, skillcall_access_new(allocator, ENDPOINT, TOKEN, NULL, error))
CONSTRUCTOR(some_options, client_options, skillcall_client_options_new(allocator, error))
CONSTRUCTOR(a_client, client, skillcall_client_new(allocator, NULL, error))
CONSTRUCTOR(a_builder, session_builder, skillcall_session_builder_new(allocator, error))
CONSTRUCTOR(a_session, session,
            skillcall_session_from_json(allocator, session_json, strlen(session_json), 0, error))
CONSTRUCTOR(any, participant, skillcall_participant_new(allocator, error))
CONSTRUCTOR(a_caller, participant,
            skillcall_participant_new_phone_caller(allocator, CALLER, "the-device", error))
CONSTRUCTOR(a_callee, participant, skillcall_participant_new_phone_callee(allocator, CALLEE, error))
CONSTRUCTOR(a_room, participant, skillcall_participant_new_room(allocator, "p", "d", error))
CONSTRUCTOR(an_extension, participant, skillcall_participant_new_extension(allocator, "1", error))
CONSTRUCTOR(a_request, skill_request,
            skillcall_skill_request_from_json(allocator, REQUEST, sizeof REQUEST - 1, error))
CONSTRUCTOR(a_response, skill_response, skillcall_skill_response_new(allocator, error))
CONSTRUCTOR(a_decoder, uui_decoder, skillcall_uui_decoder_new(allocator, error))
CONSTRUCTOR(an_event, inbound_call,
            skillcall_inbound_call_from_json(allocator, EVENT, sizeof EVENT - 1, error))

static bool (*const constructors[])(const skillcall_allocator *) = {
    an_error, an_access, some_options, a_client,  a_builder,  a_session, any,     a_caller,
    a_callee, a_room,    an_extension, a_request, a_response, a_decoder, an_event};

static atomic_size_t blocks;

/* Refused, which all but an error can report, it is never called; taken, it has everything back. */
static void check_allocator(const void *allocator, bool is_sound)
{
    for (size_t i = 0; i < sizeof constructors / sizeof *constructors; i++) {
        skillcall_error_clear(error);
        bool is_told = !is_sound && constructors[i] != an_error;
        assert_int_equal(constructors[i](allocator), is_sound);
        assert_status(is_told ? SKILLCALL_E_ARGUMENT : SKILLCALL_OK);
        assert_int_equal(blocks, 0);
    }
}

TEST(an_allocator_is_whole)
{
    OWNED(session) session = the_session();
    session_json = skillcall_session_json(session);
    skillcall_allocator sound = counting_allocator(&blocks);
    check_lengths(&sound, sizeof(struct allocator_0_1), check_allocator);
    for (unsigned set = 0; set < 8; set++) {
        skillcall_allocator some = {sizeof some, &blocks, set & 1 ? sound.allocate : NULL,
                                    set & 2 ? sound.reallocate : NULL,
                                    set & 4 ? sound.deallocate : NULL};
        check_allocator(&some, set == 7);
    }
}

/* Of three kinds at once: it answers in submit, and has nothing else to do. */
static size_t destroys;

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    skillcall_exchange_set_status(exchange, 200);
    skillcall_exchange_add_body(exchange, PLACED_BODY, sizeof PLACED_BODY - 1);
    return skillcall_exchange_complete(exchange);
}

static void cancel(void *user_data, skillcall_exchange *exchange)
{
}

static void destroy(void *user_data)
{
    destroys++;
}

/* A client with every use that its table allows. */
static void check_use(const skillcall_client_options *with, bool has_destroy)
{
    skillcall_client *client = skillcall_client_new(NULL, with, error);
    OWNED(access) access = the_access();
    OWNED(session) session = the_session();
    OWNED(receipt) receipt = skillcall_client_start(client, access, session, 0, error);
    assert_non_null(receipt);
    OWNED(call) call = skillcall_client_submit(client, access, session, 0, error);
    skillcall_client_pollable_fd(client, NULL);
    skillcall_call_cancel(call);
    skillcall_client_wake(client);
    assert_ok(skillcall_client_drive(client, 0, error));
    assert_int_equal(skillcall_call_status(call), SKILLCALL_E_CANCELLED);
    destroys = 0;
    skillcall_client_free(client);
    assert_int_equal(destroys, has_destroy);
}

/* Refused, it leaves the options as they were: with the transport built in. */
static void check_transport(const void *table, bool is_sound)
{
    const skillcall_transport *transport = table;
    OWNED(client_options) options = skillcall_client_options_new(NULL, error);
    skillcall_error_clear(error);
    assert_int_equal(skillcall_client_options_set_transport(options, transport, error),
                     is_sound ? SKILLCALL_OK : SKILLCALL_E_TRANSPORT);
    if (is_sound)
        check_use(options, transport->destroy != NULL);
}

TEST(a_transport_can_work)
{
    skillcall_transport sound = {0,         NULL,   submit,           idle_drive,
                                 idle_wake, cancel, idle_pollable_fd, destroy};
    check_lengths(&sound, sizeof(struct transport_0_1), check_transport);
    for (unsigned set = 0; set < 64; set++) {
        skillcall_transport some = {
            .struct_size = sizeof some,
            .submit = set & 1 ? submit : NULL,
            .drive = set & 2 ? idle_drive : NULL,
            .wake = set & 4 ? idle_wake : NULL,
            .cancel = set & 8 ? cancel : NULL,
            .pollable_fd = set & 16 ? idle_pollable_fd : NULL,
            .destroy = set & 32 ? destroy : NULL,
        };
        check_transport(&some, (set & 1) && !(set & 2) == !(set & 4) && (!(set & 16) || (set & 2)));
    }
}

static int64_t a_time(void *user_data)
{
    return 5;
}

/* Refused, it leaves the clock built in. */
static void check_clock(const void *clock, bool is_sound)
{
    static const skillcall_transport transport = {.struct_size = sizeof transport,
                                                  .submit = submit};
    OWNED(client_options) options = skillcall_client_options_new(NULL, error);
    assert_ok(skillcall_client_options_set_transport(options, &transport, error));
    skillcall_error_clear(error);
    assert_int_equal(skillcall_client_options_set_clock(options, clock, error),
                     is_sound ? SKILLCALL_OK : SKILLCALL_E_ARGUMENT);
    check_use(options, false);
}

TEST(a_clock_is_whole)
{
    skillcall_clock sound = {0, NULL, a_time, a_time};
    check_lengths(&sound, sizeof(struct clock_0_1), check_clock);
    for (unsigned set = 0; set < 4; set++) {
        skillcall_clock some = {sizeof some, NULL, set & 1 ? a_time : NULL,
                                set & 2 ? a_time : NULL};
        check_clock(&some, set == 3);
    }
}
