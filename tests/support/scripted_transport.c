/* SPDX-License-Identifier: Apache-2.0 */
#include "support/scripted_transport.h"

/* Of "" for NULL, which is what a request without a body has. */
static char *copy_of(const char *text)
{
    if (!text)
        text = "";
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (!copy)
        abort();
    return memcpy(copy, text, size);
}

int32_t give_reply(skillcall_exchange *exchange, const struct reply *reply)
{
    if (reply->http)
        skillcall_exchange_set_status(exchange, reply->http);
    if (reply->retry_after)
        skillcall_exchange_add_header(exchange, "Retry-After", reply->retry_after);
    skillcall_exchange_add_header(exchange, "x-amzn-RequestId",
                                  reply->request_id ? reply->request_id : "the-request-id");
    size_t size = reply->body ? strlen(reply->body) : 0;
    if (skillcall_exchange_add_body(exchange, reply->body, size) == SKILLCALL_E_NO_MEMORY)
        return skillcall_exchange_fail(exchange, SKILLCALL_E_NO_MEMORY, SKILLCALL_MAYBE_SENT, 0,
                                       NULL);
    if (reply->failure)
        return skillcall_exchange_fail(exchange, reply->failure, reply->sent, 42,
                                       reply->reason ? reply->reason : "the reason");
    return skillcall_exchange_complete(exchange);
}

int32_t answer_sending(struct scripted *scripted, size_t index)
{
    skillcall_exchange *exchange = scripted->sendings[index].exchange;
    scripted->sendings[index].exchange = NULL;
    return give_reply(exchange, scripted->sendings[index].reply);
}

int32_t scripted_submit(void *user_data, skillcall_exchange *exchange)
{
    struct scripted *scripted = user_data;
    if (scripted->sent == SENDINGS_MAX)
        abort();
    size_t turn =
        scripted->sent < scripted->reply_count ? scripted->sent : scripted->reply_count - 1;
    struct sending *sending = &scripted->sendings[scripted->sent++];
    *sending = (struct sending){
        .exchange = exchange,
        .reply = &scripted->replies[turn],
        .at_ms = scripted->time->now_ms,
        .remaining_ms = skillcall_exchange_remaining_ms(exchange),
        .url = copy_of(skillcall_exchange_url(exchange)),
        .body = copy_of(skillcall_exchange_body(exchange)),
    };
    if (sending->reply->not_taken)
        sending->exchange = NULL;
    else if (sending->reply->at_once)
        answer_sending(scripted, scripted->sent - 1);
    return sending->reply->not_taken;
}

static int64_t sending_due(const struct sending *sending)
{
    if (!sending->exchange || sending->reply->never)
        return INT64_MAX;
    return sending->at_ms + sending->reply->after_ms;
}

static void wait_scripted(struct scripted *scripted, int32_t timeout_ms)
{
    int64_t until = INT64_MAX;
    for (size_t i = 0; i < scripted->sent; i++)
        if (sending_due(&scripted->sendings[i]) < until)
            until = sending_due(&scripted->sendings[i]);
    if (until == INT64_MAX && timeout_ms == INT32_MAX) {
        fputs("the transport would wait for ever\n", stderr);
        abort();
    }
    if (until > scripted->time->now_ms + timeout_ms)
        until = scripted->time->now_ms + timeout_ms;
    if (until > scripted->time->now_ms)
        scripted->time->now_ms = until;
}

int32_t scripted_drive(void *user_data, int32_t timeout_ms)
{
    struct scripted *scripted = user_data;
    scripted->drives++;
    if (!scripted->is_woken)
        wait_scripted(scripted, timeout_ms);
    scripted->is_woken = false;
    for (size_t i = 0; i < scripted->sent; i++)
        if (sending_due(&scripted->sendings[i]) <= scripted->time->now_ms)
            answer_sending(scripted, i);
    return SKILLCALL_OK;
}

static void scripted_wake(void *user_data)
{
    struct scripted *scripted = user_data;
    scripted->wakes++;
    scripted->is_woken = true;
}

void scripted_cancel(void *user_data, skillcall_exchange *exchange)
{
    struct scripted *scripted = user_data;
    scripted->cancels++;
    size_t i = 0;
    while (scripted->sendings[i].exchange != exchange)
        i++;
    if (scripted->on_cancel == CANCEL_SAYS_NOTHING)
        return;
    if (scripted->on_cancel == CANCEL_SAYS_THE_REPLY) {
        answer_sending(scripted, i);
        return;
    }
    scripted->sendings[i].exchange = NULL;
    skillcall_exchange_fail(exchange, SKILLCALL_E_CANCELLED,
                            scripted->on_cancel == CANCEL_SAYS_NOT_SENT ? SKILLCALL_NOT_SENT
                                                                        : SKILLCALL_MAYBE_SENT,
                            0, NULL);
}

void scripted_destroy(void *user_data)
{
    struct scripted *scripted = user_data;
    scripted->destroys++;
    for (size_t i = 0; i < scripted->sent; i++) {
        free(scripted->sendings[i].url);
        free(scripted->sendings[i].body);
    }
}

skillcall_transport scripted_transport(struct scripted *scripted)
{
    return (skillcall_transport){
        .struct_size = sizeof(skillcall_transport),
        .user_data = scripted,
        .submit = scripted_submit,
        .drive = scripted_drive,
        .wake = scripted_wake,
        .cancel = scripted_cancel,
        .destroy = scripted_destroy,
    };
}
