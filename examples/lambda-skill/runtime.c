/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L /* setenv, clock_gettime */

#include "runtime.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CONNECT_TIMEOUT_MS = 1000,
    EVENT_MAX = 6 * 1024 * 1024 + 1024, /* Lambda's own limit is 6 MB */
    LONG_PAST_MS = 60 * 1000 /* a deadline that long ago is none: no one would still wait */
};

struct runtime {
    CURL *curl;
    char base[256];
    char *body; /* of the last answer; grows, and is kept for the next one */
    size_t size, capacity;
    char request_id[128];
};

static size_t keep_body(char *data, size_t one, size_t length, void *user_data)
{
    (void)one;
    struct runtime *runtime = user_data;
    if (length > EVENT_MAX - runtime->size)
        return 0;
    size_t needed = runtime->size + length;
    if (needed > runtime->capacity) {
        char *larger = realloc(runtime->body, 2 * needed);
        if (!larger)
            return 0;
        runtime->body = larger;
        runtime->capacity = 2 * needed;
    }
    memcpy(runtime->body + runtime->size, data, length);
    runtime->size = needed;
    return length;
}

/* One request: a POST if there is a body to send, else a GET without a timeout, because Lambda
   answers "next" when there is something to do. The connection is kept. */
static CURLcode exchange(struct runtime *runtime, const char *path, const char *body,
                         struct curl_slist *headers)
{
    char url[512];
    snprintf(url, sizeof url, "%s%s", runtime->base, path);
    runtime->size = 0;
    curl_easy_reset(runtime->curl);
    curl_easy_setopt(runtime->curl, CURLOPT_URL, url);
    curl_easy_setopt(runtime->curl, CURLOPT_PROXY, ""); /* whatever the environment has */
    curl_easy_setopt(runtime->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(runtime->curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_TIMEOUT_MS);
    curl_easy_setopt(runtime->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(runtime->curl, CURLOPT_WRITEFUNCTION, keep_body);
    curl_easy_setopt(runtime->curl, CURLOPT_WRITEDATA, runtime);
    if (body)
        curl_easy_setopt(runtime->curl, CURLOPT_POSTFIELDS, body);
    return curl_easy_perform(runtime->curl);
}

static long http_status(const struct runtime *runtime)
{
    long status = 0;
    curl_easy_getinfo(runtime->curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static const char *header(const struct runtime *runtime, const char *name)
{
    struct curl_header *found;
    if (curl_easy_header(runtime->curl, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK)
        return NULL;
    return found->value;
}

/* Reports a failure of the runtime API. The program cannot go on after that. */
static int fail(const struct runtime *runtime, const char *what, CURLcode code)
{
    if (code != CURLE_OK)
        fprintf(stderr, "runtime API: %s: %s\n", what, curl_easy_strerror(code));
    else
        fprintf(stderr, "runtime API: %s: HTTP status %ld\n", what, http_status(runtime));
    return -1;
}

/* error_type: NULL for an answer that is none. */
static int post(struct runtime *runtime, const char *path, const char *body, const char *error_type)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    if (error_type) {
        char line[256];
        snprintf(line, sizeof line, "Lambda-Runtime-Function-Error-Type: %s", error_type);
        headers = curl_slist_append(headers, line);
    }
    CURLcode code = exchange(runtime, path, body, headers);
    curl_slist_free_all(headers);
    if (code == CURLE_OK && http_status(runtime) / 100 == 2)
        return 0;
    return fail(runtime, path, code);
}

static int post_error(struct runtime *runtime, const char *path, const char *type,
                      const char *message)
{
    fprintf(stderr, "%s: %s\n", type, message);
    json_t *error =
        json_pack("{s:s, s:s, s:[]}", "errorMessage", message, "errorType", type, "stackTrace");
    char *body = error ? json_dumps(error, JSON_COMPACT) : NULL;
    int result = post(runtime, path, body ? body : "{}", type);
    free(body);
    json_decref(error);
    return result;
}

/* An invocation is answered under its id, which becomes part of a URL. */
static int keep_request_id(struct runtime *runtime)
{
    const char *id = header(runtime, "Lambda-Runtime-Aws-Request-Id");
    size_t length = id ? strspn(id, "-0123456789abcdefABCDEF") : 0;
    if (length == 0 || id[length] || length >= sizeof runtime->request_id)
        return -1;
    memcpy(runtime->request_id, id, length + 1);
    return 0;
}

static int64_t time_left_ms(const struct runtime *runtime)
{
    const char *text = header(runtime, "Lambda-Runtime-Deadline-Ms");
    struct timespec now;
    if (!text || clock_gettime(CLOCK_REALTIME, &now) != 0)
        return -1;
    int64_t left = strtoll(text, NULL, 10) - ((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000);
    if (left < -LONG_PAST_MS)
        return -1;
    return left > 0 ? left : 0;
}

static void export_trace_id(const struct runtime *runtime)
{
    const char *trace_id = header(runtime, "Lambda-Runtime-Trace-Id");
    if (trace_id)
        setenv("_X_AMZN_TRACE_ID", trace_id, 1);
    else
        unsetenv("_X_AMZN_TRACE_ID");
}

static int answer_invocation(struct runtime *runtime, runtime_function function, void *user_data)
{
    char path[sizeof runtime->request_id + 64];
    struct invocation invocation = {runtime->body, runtime->size, time_left_ms(runtime)};
    export_trace_id(runtime);
    struct answer answer = function(user_data, &invocation);
    snprintf(path, sizeof path, "invocation/%s/%s", runtime->request_id,
             answer.json ? "response" : "error");
    if (!answer.json)
        return post_error(runtime, path, answer.error_type, answer.error_message);
    return post(runtime, path, answer.json, NULL);
}

/* An event that is too large still has an id, which the error is reported with. */
static int refuse_event(struct runtime *runtime)
{
    char path[sizeof runtime->request_id + 64];
    snprintf(path, sizeof path, "invocation/%s/error", runtime->request_id);
    return post_error(runtime, path, "Runtime.EventTooLarge", "the event is larger than 6 MB");
}

static int step(struct runtime *runtime, runtime_function function, void *user_data)
{
    CURLcode code = exchange(runtime, "invocation/next", NULL, NULL);
    if ((code != CURLE_OK && code != CURLE_WRITE_ERROR) || http_status(runtime) != 200)
        return fail(runtime, "invocation/next", code);
    if (keep_request_id(runtime) != 0) {
        fprintf(stderr, "runtime API: an invocation without a usable id\n");
        return -1;
    }
    if (code == CURLE_WRITE_ERROR)
        return refuse_event(runtime);
    return answer_invocation(runtime, function, user_data);
}

static int start(struct runtime *runtime)
{
    *runtime = (struct runtime){.curl = NULL};
    const char *host = getenv("AWS_LAMBDA_RUNTIME_API");
    if (!host || strlen(host) > sizeof runtime->base - 64) {
        fprintf(stderr, "AWS_LAMBDA_RUNTIME_API names no host: this is a program for Lambda\n");
        return -1;
    }
    snprintf(runtime->base, sizeof runtime->base, "http://%s/2018-06-01/runtime/", host);
    runtime->curl = curl_easy_init();
    return runtime->curl ? 0 : -1;
}

static void stop(struct runtime *runtime)
{
    curl_easy_cleanup(runtime->curl);
    free(runtime->body);
}

int runtime_run(runtime_function function, void *user_data)
{
    struct runtime runtime;
    int result = start(&runtime);
    while (result == 0)
        result = step(&runtime, function, user_data);
    stop(&runtime);
    return 1;
}

int runtime_refuse(const char *error_type, const char *error_message)
{
    struct runtime runtime;
    if (start(&runtime) == 0)
        post_error(&runtime, "init/error", error_type, error_message);
    stop(&runtime);
    return 1;
}
