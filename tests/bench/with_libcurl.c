/* SPDX-License-Identifier: Apache-2.0 */
/* The same work written by hand with libcurl, snprintf, libuuid and jansson: no checks, no retries,
   no outcomes. Handles and connections are reused, and the event loop is epoll with curl's socket
   interface, which is the fastest that libcurl has. */
#define _POSIX_C_SOURCE 200809L

#include "work.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <uuid/uuid.h>

struct call {
    CURL *easy;
    char url[256];
    char body[1024];
    char answer[4096];
    size_t answer_size;
    char session_id[128];
};

/* The members and the order of a request that bench_skillcall sends. */
static size_t write_body(char *body, size_t size, const char *id)
{
    return (size_t)snprintf(
        body, size,
        "{\"participants\":[{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"%s\"},"
        "\"endpointId\":\"%s\",\"isOriginator\":true},"
        "{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"%s\"},\"communicationProviderId\":"
        "\"amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002\"}],"
        "\"clientContext\":{\"clientSessionId\":\"%s\"}}",
        BENCH_FROM, BENCH_ENDPOINT_ID, BENCH_TO, id);
}

static size_t write_body_with_new_id(char *body, size_t size)
{
    uuid_t uuid;
    char id[UUID_STR_LEN];
    uuid_generate_random(uuid);
    uuid_unparse_lower(uuid, id);
    return write_body(body, size, id);
}

static void session(const struct work *work)
{
    char body[1024];
    measure_begin();
    for (size_t i = 0; i < work->calls; i++)
        if (write_body_with_new_id(body, sizeof body) >= sizeof body)
            fail("body", "too long");
    measure_end();
}

static void session_with_id(const struct work *work)
{
    char body[1024];
    measure_begin();
    for (size_t i = 0; i < work->calls; i++)
        if (write_body(body, sizeof body, BENCH_ID) >= sizeof body)
            fail("body", "too long");
    measure_end();
}

static size_t on_body(char *data, size_t size, size_t count, void *user_data)
{
    struct call *call = user_data;
    if (size * count > sizeof call->answer - call->answer_size)
        return 0;
    memcpy(call->answer + call->answer_size, data, size * count);
    call->answer_size += size * count;
    return size * count;
}

static struct curl_slist *make_headers(const struct work *work)
{
    char authorization[1024];
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", work->token);
    struct curl_slist *headers = curl_slist_append(NULL, authorization);
    headers = curl_slist_append(headers, "Content-Type: application/json");
    return curl_slist_append(headers, "Accept:");
}

static void open_call(struct call *call, const struct work *work, struct curl_slist *headers)
{
    snprintf(call->url, sizeof call->url, "%s/v1/communications/session", work->endpoint);
    call->easy = curl_easy_init();
    if (!call->easy)
        fail("libcurl", "no handle");
    curl_easy_setopt(call->easy, CURLOPT_URL, call->url);
    curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(call->easy, CURLOPT_CAINFO, work->ca_file);
    curl_easy_setopt(call->easy, CURLOPT_CAPATH, NULL);
    curl_easy_setopt(call->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(call->easy, CURLOPT_CONNECTTIMEOUT_MS, 600000L);
    curl_easy_setopt(call->easy, CURLOPT_TIMEOUT_MS, 600000L);
    curl_easy_setopt(call->easy, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(call->easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(call->easy, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(call->easy, CURLOPT_PRIVATE, call);
}

static void load(struct call *call)
{
    size_t size = write_body_with_new_id(call->body, sizeof call->body);
    call->answer_size = 0;
    curl_easy_setopt(call->easy, CURLOPT_POSTFIELDS, call->body);
    curl_easy_setopt(call->easy, CURLOPT_POSTFIELDSIZE, (long)size);
}

static void take_answer(struct call *call, CURLcode result)
{
    long http_status = 0;
    curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &http_status);
    if (result != CURLE_OK || http_status != 200)
        fail("call", result == CURLE_OK ? "refused" : curl_easy_strerror(result));
    json_t *answer = json_loadb(call->answer, call->answer_size, 0, NULL);
    const char *id = json_string_value(json_object_get(answer, "sessionId"));
    if (!id)
        fail("call", "no session id");
    snprintf(call->session_id, sizeof call->session_id, "%s", id);
    json_decref(answer);
}

static void place(struct call *call)
{
    load(call);
    take_answer(call, curl_easy_perform(call->easy));
}

static void block(const struct work *work, bool is_kept)
{
    static struct call call;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    struct curl_slist *headers = make_headers(work);
    open_call(&call, work, headers);
    curl_easy_setopt(call.easy, CURLOPT_FORBID_REUSE, is_kept ? 0L : 1L);
    place(&call);
    measure_begin();
    for (size_t i = 0; i < work->calls; i++)
        place(&call);
    measure_end();
    curl_easy_cleanup(call.easy);
    curl_slist_free_all(headers);
    curl_global_cleanup();
}

static void blocking(const struct work *work)
{
    block(work, true);
}

/* A connection for each call, as this library makes it over HTTP/1.1. */
static void blocking_anew(const struct work *work)
{
    block(work, false);
}

/* One call in a new process, which is measured from outside. */
static void cold(const struct work *work)
{
    static struct call call;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    struct curl_slist *headers = make_headers(work);
    open_call(&call, work, headers);
    place(&call);
    curl_easy_cleanup(call.easy);
    curl_slist_free_all(headers);
    curl_global_cleanup();
}

struct loop {
    const struct work *work;
    CURLM *multi;
    struct curl_slist *headers;
    int epoll_fd;
    long timeout_ms; /* libcurl's, from the moment it was set; -1 for none */
    struct timespec timeout_set;
    struct call **idle;
    size_t idle_count;
    size_t ended;
};

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
    struct loop *loop = user_data;
    struct epoll_event event = {.data.fd = fd};
    event.events = (what & CURL_POLL_IN ? (uint32_t)EPOLLIN : 0) |
                   (what & CURL_POLL_OUT ? (uint32_t)EPOLLOUT : 0);
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(loop->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
        return 0;
    }
    epoll_ctl(loop->epoll_fd, socket_data ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    curl_multi_assign(loop->multi, fd, loop);
    return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *user_data)
{
    struct loop *loop = user_data;
    loop->timeout_ms = timeout_ms;
    clock_gettime(CLOCK_MONOTONIC, &loop->timeout_set);
    return 0;
}

static int left_ms(const struct loop *loop)
{
    struct timespec now;
    if (loop->timeout_ms <= 0)
        return (int)loop->timeout_ms;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long passed = (now.tv_sec - loop->timeout_set.tv_sec) * 1000 +
                  (now.tv_nsec - loop->timeout_set.tv_nsec) / 1000000;
    return passed < loop->timeout_ms ? (int)(loop->timeout_ms - passed) : 0;
}

static void take_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(loop->multi, &left))) {
        struct call *call;
        CURLcode result = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &call);
        curl_multi_remove_handle(loop->multi, call->easy);
        take_answer(call, result);
        loop->idle[loop->idle_count++] = call;
        loop->ended++;
    }
}

static void turn(struct loop *loop)
{
    struct epoll_event ready[64];
    int running;
    int count = epoll_wait(loop->epoll_fd, ready, 64, left_ms(loop));
    for (int i = 0; i < count; i++) {
        int mask = (ready[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                   (ready[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0);
        curl_multi_socket_action(loop->multi, ready[i].data.fd, mask, &running);
    }
    if (left_ms(loop) == 0) {
        loop->timeout_ms = -1;
        curl_multi_socket_action(loop->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    take_ended(loop);
}

static struct call *take_idle(struct loop *loop)
{
    if (loop->idle_count > 0)
        return loop->idle[--loop->idle_count];
    struct call *call = calloc(1, sizeof *call);
    if (!call)
        fail("memory", "there is none left");
    open_call(call, loop->work, loop->headers);
    return call;
}

static void flood(struct loop *loop, size_t calls)
{
    size_t submitted = 0;
    loop->ended = 0;
    while (loop->ended < calls) {
        while (submitted < calls && submitted - loop->ended < loop->work->width) {
            struct call *call = take_idle(loop);
            load(call);
            curl_multi_add_handle(loop->multi, call->easy);
            submitted++;
        }
        turn(loop);
    }
}

static void open_loop(struct loop *loop, const struct work *work)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    *loop = (struct loop){.work = work, .timeout_ms = -1};
    loop->headers = make_headers(work);
    loop->idle = calloc(work->width, sizeof *loop->idle);
    loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    loop->multi = curl_multi_init();
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETDATA, loop);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERDATA, loop);
    curl_multi_setopt(loop->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, work->connections);
    curl_multi_setopt(loop->multi, CURLMOPT_MAXCONNECTS, work->connections);
}

/* The process ends here: what is still allocated is given back by that. */
static void flood_after(const struct work *work, size_t before)
{
    struct loop loop;
    open_loop(&loop, work);
    flood(&loop, before);
    measure_begin();
    flood(&loop, work->calls);
    measure_end();
}

static void in_flight(const struct work *work)
{
    flood_after(work, work->width);
}

static void memory(const struct work *work)
{
    flood_after(work, 1);
}

struct shared {
    const struct work *work;
    atomic_size_t next;
};

static void *place_with_own_handle(void *user_data)
{
    struct shared *shared = user_data;
    struct call *call = calloc(1, sizeof *call);
    struct curl_slist *headers = make_headers(shared->work);
    if (!call)
        fail("memory", "there is none left");
    open_call(call, shared->work, headers);
    while (atomic_fetch_add(&shared->next, 1) < shared->work->calls)
        place(call);
    curl_easy_cleanup(call->easy);
    curl_slist_free_all(headers);
    free(call);
    return NULL;
}

static void threads_separate(const struct work *work)
{
    struct shared shared = {.work = work};
    curl_global_init(CURL_GLOBAL_DEFAULT);
    measure_begin();
    in_threads(work->width, place_with_own_handle, &shared);
    measure_end();
    curl_global_cleanup();
}

const struct scenario scenarios[] = {
    {"session", session},
    {"session-with-id", session_with_id},
    {"blocking", blocking},
    {"blocking-anew", blocking_anew},
    {"in-flight", in_flight},
    {"memory", memory},
    {"cold", cold},
    {"threads-separate", threads_separate},
    {NULL, NULL},
};
