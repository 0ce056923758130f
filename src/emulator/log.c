#include "log.h"

#include "die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int log_fd = -1;

void log_open(const char *file)
{
    if (!file)
        return;
    if (strcmp(file, "-") == 0)
        log_fd = STDOUT_FILENO;
    else
        log_fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (log_fd < 0)
        die("cannot write the log to '%s': %s", file, strerror(errno));
}

static void write_all(const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(log_fd, text, size);
        if (written < 0 && errno != EINTR)
            die("cannot write the log: %s", strerror(errno));
        if (written > 0) {
            text += written;
            size -= (size_t)written;
        }
    }
}

static json_t *time_now(void)
{
    struct timespec now;
    struct tm parts;
    char date[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    return must(json_sprintf("%s.%03dZ", date, (int)(now.tv_nsec / 1000000)));
}

/* The body as JSON; if it is none then as text; null if there is none, or too much. */
static json_t *shown_body(const struct request *request)
{
    if (request->document)
        return json_incref(request->document);
    if (request->body_size == 0 || request->body_size > REQUEST_BODY_MAX)
        return json_null();
    return text_to_json(request->body);
}

static json_t *text_or_null(const char *text)
{
    return text ? text_to_json(text) : json_null();
}

static void put(json_t *entry, const char *name, json_t *value)
{
    json_object_set_new(entry, name, must(value));
}

static json_t *new_entry(const struct request *request, const struct answer *answer)
{
    json_t *entry = must(json_object());
    put(entry, "time", time_now());
    put(entry, "connection", json_integer((json_int_t)request->connection_number));
    put(entry, "method", text_to_json(request->method));
    put(entry, "path", text_to_json(request->path));
    put(entry, "query", json_incref(request->query));
    put(entry, "headers", json_incref(request->headers));
    put(entry, "bodySize", json_integer((json_int_t)request->body_size));
    put(entry, "body", shown_body(request));
    put(entry, "clientSessionId", text_or_null(request_client_session_id(request)));
    put(entry, "fault", text_or_null(answer->fault));
    put(entry, "status", json_integer(answer->status));
    put(entry, "code", text_or_null(answer->code));
    put(entry, "message", text_or_null(answer->message));
    put(entry, "violations", answer->violations ? json_incref(answer->violations) : json_array());
    put(entry, "sessionId", text_or_null(answer->session_id[0] ? answer->session_id : NULL));
    put(entry, "requestId", text_to_json(answer->request_id));
    return entry;
}

void log_request(const struct request *request, const struct answer *answer)
{
    if (log_fd < 0)
        return;
    json_t *entry = new_entry(request, answer);
    char *line = must(json_dumps(entry, JSON_COMPACT));
    size_t length = strlen(line);
    line[length] = '\n'; /* in the place of the NUL, which write_all does not need */
    write_all(line, length + 1);
    free(line);
    json_decref(entry);
}
