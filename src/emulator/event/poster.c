/* SPDX-License-Identifier: Apache-2.0 */
#include "event/poster.h"

#include "base/die.h"
#include "base/loop.h"
#include "event/event_answer.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LIMIT_MS 20000

struct poster {
    su_root_t *root;
    struct journal *journal;
    su_timer_t *timer;
    CURLM *multi;
    struct curl_slist *headers;
    const char *url;
    bool is_local;      /* the URL is of this machine: no proxy can reach it */
    struct post *posts; /* those without an answer yet */
};

struct post {
    CURL *easy;
    char *body;
    uint64_t number; /* of its record */
    json_t *about;   /* what its entry in the journal begins with */
    struct event_answer answer;
    struct post *next;
};

static void free_post(struct poster *poster, struct post *post)
{
    struct post **link = &poster->posts;
    while (*link != post)
        link = &(*link)->next;
    *link = post->next;
    curl_multi_remove_handle(poster->multi, post->easy);
    curl_easy_cleanup(post->easy);
    json_decref(post->about);
    free(post->body);
    event_answer_clear(&post->answer);
    free(post);
}

static size_t keep_answer(char *piece, size_t one, size_t size, void *context)
{
    struct post *post = context;
    (void)one;
    return event_answer_add(&post->answer, piece, size) ? size : 0;
}

/* Writes the result to the journal; the reason is NULL if there is a complete answer. */
static void report(const struct poster *poster, const struct post *post, const char *reason)
{
    long status = 0;
    curl_easy_getinfo(post->easy, CURLINFO_RESPONSE_CODE, &status);
    bool delivered = !reason && status / 100 == 2;
    journal_grow(poster->journal, post->number, post->about,
                 json_pack("{s:s, s:i, s:s?, s:o}", "event", delivered ? "delivered" : "failed",
                           "status", (int)status, "reason", reason, "answer",
                           event_answer_shown(&post->answer)));
}

/* Lets libcurl work on one of its sockets, or on its timers. */
static void work(struct poster *poster, curl_socket_t socket, int events)
{
    int running;
    int left;
    curl_multi_socket_action(poster->multi, socket, events, &running);
    for (CURLMsg *message; (message = curl_multi_info_read(poster->multi, &left));) {
        struct post *post;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &post);
        CURLcode result = message->data.result;
        report(poster, post, result == CURLE_OK ? NULL : curl_easy_strerror(result));
        free_post(poster, post);
    }
}

static int take_ready(su_root_magic_t *magic, su_wait_t *wait, void *context)
{
    int events = su_wait_events(wait, wait->fd);
    (void)magic;
    work(context, wait->fd,
         (events & SU_WAIT_IN ? CURL_CSELECT_IN : 0) |
             (events & SU_WAIT_OUT ? CURL_CSELECT_OUT : 0) |
             (events & (SU_WAIT_ERR | SU_WAIT_HUP) ? CURL_CSELECT_ERR : 0));
    return 0;
}

static void take_time(su_root_magic_t *magic, su_timer_t *timer, void *context)
{
    (void)magic;
    (void)timer;
    work(context, CURL_SOCKET_TIMEOUT, 0);
}

/* libcurl reports what a socket waits for; the number of the watch is kept with the socket. */
static int watch_socket(CURL *easy, curl_socket_t socket, int what, void *context, void *kept)
{
    struct poster *poster = context;
    int number = (int)(intptr_t)kept;
    int events = (what & CURL_POLL_IN ? SU_WAIT_IN : 0) | (what & CURL_POLL_OUT ? SU_WAIT_OUT : 0);
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        su_root_deregister(poster->root, number);
    } else if (number) {
        su_root_eventmask(poster->root, number, socket, events);
    } else {
        number = loop_watch(poster->root, socket, events, take_ready, poster);
        curl_multi_assign(poster->multi, socket, (void *)(intptr_t)number);
    }
    return 0;
}

static int set_timer(CURLM *multi, long ms, void *context)
{
    struct poster *poster = context;
    (void)multi;
    if (ms < 0)
        su_timer_reset(poster->timer);
    else
        su_timer_set_interval(poster->timer, take_time, poster, ms);
    return 0;
}

static bool is_local(const char *url)
{
    CURLU *parts = must(curl_url());
    char *host = NULL;
    curl_url_set(parts, CURLUPART_URL, url, 0);
    curl_url_get(parts, CURLUPART_HOST, &host, 0);
    bool local = host && (strcasecmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0 ||
                          strcmp(host, "[::1]") == 0);
    curl_free(host);
    curl_url_cleanup(parts);
    return local;
}

struct poster *poster_open(su_root_t *root, const char *url, struct journal *journal)
{
    struct poster *poster = must(calloc(1, sizeof *poster));
    curl_global_init(CURL_GLOBAL_DEFAULT);
    poster->root = root;
    poster->url = url;
    poster->is_local = is_local(url);
    poster->journal = journal;
    poster->timer = must(su_timer_create(su_root_task(root), 0));
    poster->headers = must(curl_slist_append(NULL, "Content-Type: application/json"));
    poster->multi = must(curl_multi_init());
    curl_multi_setopt(poster->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(poster->multi, CURLMOPT_SOCKETDATA, poster);
    curl_multi_setopt(poster->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(poster->multi, CURLMOPT_TIMERDATA, poster);
    return poster;
}

static void set_options(const struct poster *poster, struct post *post)
{
    CURL *easy = post->easy;
    curl_easy_setopt(easy, CURLOPT_URL, poster->url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, poster->headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, post->body);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)LIMIT_MS);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    if (poster->is_local)
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_answer);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, post);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, post);
}

void poster_send(struct poster *poster, uint64_t number, const json_t *event, json_t *about)
{
    struct post *post = must(calloc(1, sizeof *post));
    post->easy = must(curl_easy_init());
    post->body = must(json_dumps(event, JSON_COMPACT));
    post->number = number;
    post->about = json_incref(about);
    post->next = poster->posts;
    poster->posts = post;
    set_options(poster, post);
    curl_multi_add_handle(poster->multi, post->easy);
}

bool poster_is_busy(const struct poster *poster)
{
    return poster->posts != NULL;
}

void poster_close(struct poster *poster)
{
    while (poster->posts) {
        report(poster, poster->posts, "the emulator stopped");
        free_post(poster, poster->posts);
    }
    curl_multi_cleanup(poster->multi);
    curl_slist_free_all(poster->headers);
    su_timer_destroy(poster->timer);
    curl_global_cleanup();
    free(poster);
}
