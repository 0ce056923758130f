/* SPDX-License-Identifier: Apache-2.0 */
#include "support/event_transport.h"

static void enter_transport(struct event_transport *transport)
{
    if (atomic_exchange(&transport->is_busy, true))
        atomic_fetch_add(&transport->overlaps, 1);
}

static void leave_transport(struct event_transport *transport)
{
    atomic_store(&transport->is_busy, false);
}

static void event_wake(void *user_data)
{
    struct event_transport *transport = user_data;
    bool is_slow = atomic_exchange(&transport->next_wake_is_slow, false);
    if (eventfd_write(transport->event_fd, 1) != 0)
        abort();
    if (is_slow && (poll(NULL, 0, 30) != 0 || eventfd_write(transport->event_fd, 1) != 0))
        abort();
}

static int32_t event_submit(void *user_data, skillcall_exchange *exchange)
{
    struct event_transport *transport = user_data;
    enter_transport(transport);
    atomic_fetch_add(&transport->sent, 1);
    if (transport->held_count == HELD_MAX)
        abort();
    skillcall_exchange_set_user_data(exchange, &transport->held[transport->held_count]);
    transport->held[transport->held_count++] = exchange;
    event_wake(transport);
    leave_transport(transport);
    return SKILLCALL_OK;
}

void event_release(struct event_transport *transport)
{
    atomic_store(&transport->holds, false);
    event_wake(transport);
}

static int32_t event_drive(void *user_data, int32_t timeout_ms)
{
    struct event_transport *transport = user_data;
    enter_transport(transport);
    atomic_fetch_add(&transport->drives, 1);
    struct pollfd ready = {.fd = transport->event_fd, .events = POLLIN};
    eventfd_t count;
    if (poll(&ready, 1, timeout_ms) == 1)
        eventfd_read(transport->event_fd, &count);
    for (size_t i = 0; !atomic_load(&transport->holds) && i < transport->held_count; i++)
        if (transport->held[i])
            give_reply(transport->held[i],
                       &transport->replies[transport->answered++ % transport->reply_count]);
    if (!atomic_load(&transport->holds))
        transport->held_count = 0;
    leave_transport(transport);
    return SKILLCALL_OK;
}

static void event_cancel(void *user_data, skillcall_exchange *exchange)
{
    struct event_transport *transport = user_data;
    enter_transport(transport);
    skillcall_exchange **place = skillcall_exchange_user_data(exchange);
    *place = NULL;
    skillcall_exchange_fail(exchange, SKILLCALL_E_CANCELLED, SKILLCALL_NOT_SENT, 0, NULL);
    leave_transport(transport);
}

static int32_t event_pollable_fd(void *user_data)
{
    struct event_transport *transport = user_data;
    enter_transport(transport);
    int32_t fd = transport->has_no_descriptor ? -1 : transport->event_fd;
    leave_transport(transport);
    return fd;
}

static void event_destroy(void *user_data)
{
    struct event_transport *transport = user_data;
    enter_transport(transport);
    atomic_fetch_add(&transport->destroys, 1);
    close(transport->event_fd);
}

skillcall_transport event_transport(struct event_transport *transport, const struct reply *replies,
                                    size_t count)
{
    memset(transport, 0, sizeof *transport);
    transport->replies = replies;
    transport->reply_count = count;
    transport->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return (skillcall_transport){
        .struct_size = sizeof(skillcall_transport),
        .user_data = transport,
        .submit = event_submit,
        .drive = event_drive,
        .wake = event_wake,
        .cancel = event_cancel,
        .pollable_fd = event_pollable_fd,
        .destroy = event_destroy,
    };
}
