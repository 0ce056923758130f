/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of hooks, at the end of a page that nothing may be read behind: each length, and each
   set of missing functions, is taken or refused as the headers say. */
#include "support/counting_allocator.h"
#include "support/idle_transport.h"
#include "support/the_call.h"

#include <skillcall/skillcall.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Lengths that some version has documented; all longer ones are those of later versions. */
enum {
    ALLOCATOR_0_1 = offsetof(skillcall_allocator, deallocate) + sizeof(void (*)(void)),
    TRANSPORT_0_1 = offsetof(skillcall_transport, destroy) + sizeof(void (*)(void)),
    CLOCK_0_1 = offsetof(skillcall_clock, unix_ms) + sizeof(void (*)(void)),
    LATER = 64
};

static size_t cases, wrong;
static skillcall_error *error;
static char *page; /* the one behind it cannot be read */
static size_t page_size;

static void expect(int holds, const char *table, const char *what, size_t number)
{
    cases++;
    if (holds)
        return;
    wrong++;
    printf("the %s, %s %zu: %s\n", table, what, number, skillcall_error_message(error));
}

static void open_page(void)
{
    page_size = (size_t)sysconf(_SC_PAGESIZE);
    page = aligned_alloc(page_size, 2 * page_size);
    if (!page || mprotect(page + page_size, page_size, PROT_NONE) != 0)
        abort();
}

static void close_page(void)
{
    mprotect(page + page_size, page_size, PROT_READ | PROT_WRITE);
    free(page);
}

/* The first bytes of a table, which is longer by what a later version has appended, at the very end
   of the page; its struct_size is always there. */
static void *at_the_end(const void *table, size_t size, size_t struct_size)
{
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

static atomic_size_t blocks;

/* Each constructor says whether it takes an allocator. */
#define CONSTRUCTOR(name, object, make)                                                            \
    static int name(const skillcall_allocator *allocator)                                          \
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
CONSTRUCTOR(options, client_options, skillcall_client_options_new(allocator, error))
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

static int (*const constructors[])(const skillcall_allocator *) = {
    an_error, an_access, options,      a_client,  a_builder,  a_session, any,     a_caller,
    a_callee, a_room,    an_extension, a_request, a_response, a_decoder, an_event};

/* Refused, it is never called; taken, it has everything back. */
static void check_allocator(const skillcall_allocator *allocator, int is_sound, const char *what,
                            size_t number)
{
    for (size_t i = 0; i < sizeof constructors / sizeof *constructors; i++) {
        skillcall_error_clear(error);
        int is_taken = constructors[i](allocator);
        expect(is_taken == is_sound && blocks == 0, "allocator", what, number);
    }
}

static void try_allocators(void)
{
    skillcall_allocator sound = counting_allocator(&blocks);
    for (size_t size = 0; size <= ALLOCATOR_0_1 + LATER; size++)
        check_allocator(at_the_end(&sound, sizeof sound, size), size >= ALLOCATOR_0_1, "size",
                        size);
    check_allocator(at_the_end(&sound, sizeof sound, SIZE_MAX), 1, "size", SIZE_MAX);
    for (unsigned set = 0; set < 8; set++) {
        skillcall_allocator some = {sizeof some, &blocks, set & 1 ? sound.allocate : NULL,
                                    set & 2 ? sound.reallocate : NULL,
                                    set & 4 ? sound.deallocate : NULL};
        check_allocator(&some, set == 7, "set", set);
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
static int works(const skillcall_client_options *with, int has_destroy)
{
    skillcall_client *client = skillcall_client_new(NULL, with, error);
    skillcall_access *access = the_access();
    skillcall_session *session = the_session();
    skillcall_receipt *receipt = skillcall_client_start(client, access, session, 0, error);
    skillcall_call *call = skillcall_client_submit(client, access, session, 0, error);
    skillcall_client_pollable_fd(client, NULL);
    skillcall_call_cancel(call);
    skillcall_client_wake(client);
    int is_driven = skillcall_client_drive(client, 0, error) == SKILLCALL_OK;
    int is_cancelled = skillcall_call_status(call) == SKILLCALL_E_CANCELLED;
    skillcall_call_free(call);
    int is_placed = receipt != NULL;
    skillcall_receipt_free(receipt);
    skillcall_session_free(session);
    skillcall_access_free(access);
    destroys = 0;
    skillcall_client_free(client);
    return is_placed && is_driven && is_cancelled && destroys == (has_destroy ? 1 : 0);
}

/* Refused, it leaves the options as they were: with the transport built in. */
static void check_transport(const skillcall_transport *transport, int is_sound, int has_destroy,
                            const char *what, size_t number)
{
    skillcall_client_options *made = skillcall_client_options_new(NULL, error);
    skillcall_error_clear(error);
    int32_t status = skillcall_client_options_set_transport(made, transport, error);
    expect(status == (is_sound ? SKILLCALL_OK : SKILLCALL_E_TRANSPORT), "transport", what, number);
    if (is_sound)
        expect(works(made, has_destroy), "transport", what, number);
    skillcall_client_options_free(made);
}

static void try_transports(void)
{
    skillcall_transport sound = {0,         NULL,   submit,           idle_drive,
                                 idle_wake, cancel, idle_pollable_fd, destroy};
    for (size_t size = 0; size <= TRANSPORT_0_1 + LATER; size++)
        check_transport(at_the_end(&sound, sizeof sound, size), size >= TRANSPORT_0_1, 1, "size",
                        size);
    check_transport(at_the_end(&sound, sizeof sound, SIZE_MAX), 1, 1, "size", SIZE_MAX);
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
        int is_sound = (set & 1) && !(set & 2) == !(set & 4) && (!(set & 16) || (set & 2));
        check_transport(&some, is_sound, (set & 32) != 0, "set", set);
    }
}

static int64_t a_time(void *user_data)
{
    return 5;
}

static void check_clock(const skillcall_clock *clock, int is_sound, const char *what, size_t number)
{
    skillcall_client_options *made = skillcall_client_options_new(NULL, error);
    skillcall_transport sound = {sizeof sound, NULL, submit, NULL, NULL, NULL, NULL, NULL};
    skillcall_client_options_set_transport(made, &sound, error);
    skillcall_error_clear(error);
    int32_t status = skillcall_client_options_set_clock(made, clock, error);
    expect(status == (is_sound ? SKILLCALL_OK : SKILLCALL_E_ARGUMENT), "clock", what, number);
    expect(works(made, 0), "clock", what, number);
    skillcall_client_options_free(made);
}

static void try_clocks(void)
{
    skillcall_clock sound = {0, NULL, a_time, a_time};
    for (size_t size = 0; size <= CLOCK_0_1 + LATER; size++)
        check_clock(at_the_end(&sound, sizeof sound, size), size >= CLOCK_0_1, "size", size);
    check_clock(at_the_end(&sound, sizeof sound, SIZE_MAX), 1, "size", SIZE_MAX);
    for (unsigned set = 0; set < 4; set++) {
        skillcall_clock some = {sizeof some, NULL, set & 1 ? a_time : NULL,
                                set & 2 ? a_time : NULL};
        check_clock(&some, set == 3, "set", set);
    }
}

int main(void)
{
    error = skillcall_error_new(NULL);
    skillcall_session *session = the_session();
    session_json = skillcall_session_json(session);
    open_page();
    try_allocators();
    try_transports();
    try_clocks();
    close_page();
    skillcall_session_free(session);
    skillcall_error_free(error);
    if (wrong)
        printf("torture/transport_tables: %zu cases, %zu contradictions\n", cases, wrong);
    else
        printf("torture/transport_tables: %zu cases, no contradiction\n", cases);
    return wrong != 0;
}
