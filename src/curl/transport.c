/* SPDX-License-Identifier: Apache-2.0 */
#include "curl/transport.h"

#include "base/error.h"
#include "curl/handle_options.h"
#include "curl/multi.h"
#include "curl/sigpipe.h"
#include "curl/verdict.h"

/* Handles kept for the next requests. */
enum { IDLE_MAX = 128 };

struct curl_transport {
    skillcall_allocator allocator;
    bool has_global;   /* libcurl's reference count was raised */
    bool begins_alone; /* libcurl 8.20 and later forget one of several that runs out of memory */
    skillcall__multi multi;
    skillcall__shared shared;
    skillcall__link waiting; /* for one of those in libcurl to end */
    skillcall__link busy;    /* in libcurl */
    size_t busy_count;
    size_t busy_max;
    skillcall__link idle;
    size_t idle_count;
};

static void keep(struct curl_transport *transport, skillcall__transfer *transfer)
{
    skillcall__list_append(&transport->idle, &transfer->link);
    transport->idle_count++;
}

/* A handle that has failed is not used again: libcurl counts its failures over all requests, and
   stops at the sixth. */
static void release(struct curl_transport *transport, skillcall__transfer *transfer,
                    bool has_failed)
{
    curl_multi_remove_handle(transport->multi.handle, transfer->easy);
    skillcall__list_remove(&transfer->link);
    transport->busy_count -= transfer->is_busy;
    transfer->is_busy = false;
    if (has_failed || transport->idle_count == IDLE_MAX) {
        skillcall__transfer_free(transfer);
        return;
    }
    keep(transport, transfer);
}

/* These transfers would get no event of their sockets until the deadline. */
static bool fail_unwatched(struct curl_transport *transport)
{
    bool has_failed = false;
    skillcall__link *link = transport->busy.next;
    while (link != &transport->busy) {
        skillcall__transfer *transfer = SKILLCALL__ELEMENT(link, skillcall__transfer, link);
        link = link->next;
        if (!transfer->unwatched_errno)
            continue;
        curl_multi_remove_handle(transport->multi.handle, transfer->easy);
        skillcall__transfer_fail_unwatched(transfer, transfer->unwatched_errno);
        release(transport, transfer, true);
        has_failed = true;
    }
    return has_failed;
}

/* If libcurl runs out of memory while it updates its sockets, it divides by zero when it is next
   called (7.88). So all its transfers end, and the next request makes a new multi handle. */
static void abandon_multi(struct curl_transport *transport)
{
    while (!skillcall__list_is_empty(&transport->busy)) {
        skillcall__transfer *transfer =
            SKILLCALL__ELEMENT(transport->busy.next, skillcall__transfer, link);
        curl_multi_remove_handle(transport->multi.handle, transfer->easy);
        if (transport->multi.unwatched_errno)
            skillcall__transfer_fail_unwatched(transfer, transport->multi.unwatched_errno);
        else
            skillcall__transfer_finish(transfer, CURLE_OUT_OF_MEMORY);
        release(transport, transfer, true);
    }
    skillcall__multi_drop(&transport->multi);
}

static bool finish_done(struct curl_transport *transport)
{
    CURLMsg *message;
    int left;
    bool has_finished = false;
    while ((message = curl_multi_info_read(transport->multi.handle, &left))) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode result = message->data.result;
        skillcall__transfer *transfer;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        skillcall__transfer_finish(transfer, result);
        release(transport, transfer, result != CURLE_OK);
        has_finished = true;
    }
    if (fail_unwatched(transport))
        has_finished = true;
    if (!transport->multi.is_broken)
        return has_finished;
    abandon_multi(transport);
    return true;
}

static void wake(void *user_data)
{
    struct curl_transport *transport = user_data;
    skillcall__poller_interrupt(transport->multi.poller);
}

static skillcall__transfer *take_transfer(struct curl_transport *transport, int32_t *status)
{
    skillcall__link *link = skillcall__list_take(&transport->idle);
    if (!link)
        return skillcall__transfer_new(&transport->shared, status);
    transport->idle_count--;
    return SKILLCALL__ELEMENT(link, skillcall__transfer, link);
}

static int32_t make_multi(struct curl_transport *transport)
{
    return skillcall__multi_make(&transport->multi, transport->shared.options->max_connections);
}

/* Begins each alone if that is necessary; otherwise the next turn begins them all, which costs
   less. True if any has ended. */
static bool begin(struct curl_transport *transport)
{
    if (!transport->begins_alone)
        return false;
    skillcall__sigpipe guard;
    skillcall__sigpipe_block(&guard);
    skillcall__multi_fire_timer(&transport->multi);
    bool has_finished = finish_done(transport);
    skillcall__sigpipe_restore(&guard);
    return has_finished;
}

static bool add(struct curl_transport *transport, skillcall__transfer *transfer)
{
    if (!transport->multi.handle && make_multi(transport) != SKILLCALL_OK)
        return false;
    if (curl_multi_add_handle(transport->multi.handle, transfer->easy) != CURLM_OK)
        return false;
    skillcall__list_append(&transport->busy, &transfer->link);
    transfer->is_busy = true;
    transport->busy_count++;
    return true;
}

/* As many as can have a connection. Given to libcurl 8 earlier, they would wait there, and that
   counts as time to connect. True if any has ended. */
static bool start_waiting(struct curl_transport *transport)
{
    bool has_finished = false;
    skillcall__link *link;
    while (transport->busy_count < transport->busy_max &&
           (link = skillcall__list_take(&transport->waiting))) {
        skillcall__transfer *transfer = SKILLCALL__ELEMENT(link, skillcall__transfer, link);
        if (add(transport, transfer)) {
            has_finished |= begin(transport);
        } else {
            skillcall__transfer_finish(transfer, CURLE_OUT_OF_MEMORY);
            release(transport, transfer, true);
            has_finished = true;
        }
    }
    return has_finished;
}

/* A fast server's answer may be complete before there is anything to wait for. Sockets are checked
   even then. Otherwise calls that fail at once and are replaced would hide a connection's end from
   libcurl, which would continue to choose it. */
static int32_t drive(void *user_data, int32_t timeout_ms)
{
    struct curl_transport *transport = user_data;
    skillcall__sigpipe guard;
    skillcall__sigpipe_block(&guard);
    skillcall__multi_fire_timer(&transport->multi);
    bool has_finished = finish_done(transport);
    has_finished |= start_waiting(transport);
    int32_t status = skillcall__multi_wait(&transport->multi, has_finished ? 0 : timeout_ms);
    finish_done(transport);
    start_waiting(transport);
    skillcall__sigpipe_restore(&guard);
    return status;
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    struct curl_transport *transport = user_data;
    int32_t status;
    skillcall__transfer *transfer = take_transfer(transport, &status);
    if (!transfer)
        return status;
    if (skillcall__transfer_load(transfer, exchange) != SKILLCALL_OK) {
        skillcall__transfer_free(transfer);
        return SKILLCALL_E_NO_MEMORY;
    }
    skillcall_exchange_set_user_data(exchange, transfer);
    skillcall__list_append(&transport->waiting, &transfer->link);
    start_waiting(transport);
    return SKILLCALL_OK;
}

/* Leaves libcurl first: it may still write into the exchange until then. */
static void cancel(void *user_data, skillcall_exchange *exchange)
{
    struct curl_transport *transport = user_data;
    skillcall__transfer *transfer = skillcall_exchange_user_data(exchange);
    skillcall__sigpipe guard;
    skillcall__sigpipe_block(&guard);
    curl_multi_remove_handle(transport->multi.handle, transfer->easy);
    skillcall__sigpipe_restore(&guard);
    skillcall__transfer_cancel(transfer);
    release(transport, transfer, true);
    if (!skillcall__list_is_empty(&transport->waiting))
        wake(transport); /* the next turn starts one */
}

static int32_t pollable_fd(void *user_data)
{
    struct curl_transport *transport = user_data;
    return skillcall__multi_fd(&transport->multi);
}

static void free_transfers(struct curl_transport *transport, skillcall__link *list)
{
    skillcall__link *link;
    while ((link = skillcall__list_take(list))) {
        skillcall__transfer *transfer = SKILLCALL__ELEMENT(link, skillcall__transfer, link);
        curl_multi_remove_handle(transport->multi.handle, transfer->easy);
        skillcall__transfer_free(transfer);
    }
}

static void destroy(void *user_data)
{
    struct curl_transport *transport = user_data;
    skillcall__sigpipe guard;
    skillcall__sigpipe_block(&guard);
    free_transfers(transport, &transport->waiting);
    free_transfers(transport, &transport->busy);
    free_transfers(transport, &transport->idle);
    skillcall__multi_close(&transport->multi);
    skillcall__sockets_drop(&transport->shared.sockets);
    skillcall__text_free(&transport->shared.user_agent_text);
    if (transport->shared.share)
        curl_share_cleanup(transport->shared.share);
    skillcall__sigpipe_restore(&guard);
    if (transport->has_global)
        curl_global_cleanup();
    skillcall_allocator allocator = transport->allocator;
    skillcall__deallocate(&allocator, transport);
}

static int32_t make_share(struct curl_transport *transport)
{
    transport->shared.share = curl_share_init();
    if (!transport->shared.share)
        return SKILLCALL_E_NO_MEMORY;
    CURLSHcode shared =
        curl_share_setopt(transport->shared.share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    if (shared == CURLSHE_NOMEM)
        return SKILLCALL_E_NO_MEMORY;
    return shared == CURLSHE_OK ? SKILLCALL_OK : SKILLCALL_E_TRANSPORT;
}

static int32_t make_user_agent(skillcall__shared *shared)
{
    skillcall__text_growing(&shared->user_agent_text, shared->allocator);
    skillcall__curl_write_user_agent(&shared->user_agent_text, shared->options->user_agent);
    shared->user_agent.data = shared->user_agent_text.data;
    return shared->user_agent_text.failed ? SKILLCALL_E_NO_MEMORY : SKILLCALL_OK;
}

/* The first handle shows whether this libcurl is sufficient. */
static int32_t make_first_transfer(struct curl_transport *transport)
{
    int32_t status;
    skillcall__transfer *transfer = skillcall__transfer_new(&transport->shared, &status);
    if (transfer)
        keep(transport, transfer);
    return status;
}

static int32_t fail_open(const skillcall_client_options *options, int32_t status,
                         skillcall_error *error)
{
    if (status == SKILLCALL_E_SYSTEM)
        return skillcall__fail_system(error, "cannot set up libcurl");
    if (status != SKILLCALL_E_TRANSPORT)
        return skillcall__fail(error, status, "cannot set up libcurl: %s",
                               skillcall_status_text(status));
    return skillcall__fail(
        error, status,
        "libcurl %s cannot be set up: it must be 7.85 or later and support what the options ask "
        "for%s",
        curl_version_info(CURLVERSION_NOW)->version,
        options->ca.blob
            ? " (some TLS libraries take no CA certificates from memory: give a file of them)"
            : "");
}

/* Makes all that a transport consists of; destroy() frees what was made. */
static int32_t set_up(struct curl_transport *transport, const skillcall_client_options *options)
{
    transport->shared.allocator = &transport->allocator;
    transport->shared.options = options;
    transport->busy_max =
        options->http_version == SKILLCALL_HTTP_2 ? SIZE_MAX : (size_t)options->max_connections;
    skillcall__list_init(&transport->waiting);
    skillcall__list_init(&transport->busy);
    skillcall__list_init(&transport->idle);
    skillcall__sockets_init(&transport->shared.sockets, &transport->allocator);
    transport->has_global = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    transport->begins_alone = curl_version_info(CURLVERSION_NOW)->version_num >= 0x081400;
    int32_t status =
        skillcall__multi_open(&transport->multi, &transport->allocator, &transport->shared.sockets);
    if (status == SKILLCALL_OK)
        status = transport->has_global ? make_multi(transport) : SKILLCALL_E_TRANSPORT;
    if (status == SKILLCALL_OK)
        status = make_share(transport);
    if (status == SKILLCALL_OK)
        status = make_user_agent(&transport->shared);
    return status == SKILLCALL_OK ? make_first_transfer(transport) : status;
}

int32_t skillcall__curl_open(const skillcall_allocator *allocator,
                             const skillcall_client_options *options, skillcall_transport *table,
                             skillcall_error *error)
{
    int32_t status;
    struct curl_transport *transport = skillcall__object_new(allocator, sizeof *transport, &status);
    if (!transport)
        return skillcall__fail_no_memory(error);
    status = set_up(transport, options);
    if (status != SKILLCALL_OK) {
        destroy(transport);
        return fail_open(options, status, error);
    }
    *table = (skillcall_transport){
        .struct_size = sizeof *table,
        .user_data = transport,
        .submit = submit,
        .drive = drive,
        .wake = wake,
        .cancel = cancel,
        .pollable_fd = pollable_fd,
        .destroy = destroy,
    };
    return SKILLCALL_OK;
}
