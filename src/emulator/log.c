#include "log.h"

#include "die.h"
#include "lines.h"

#include <stdlib.h>
#include <time.h>

static int log_fd = -1;

void log_open(const char *file)
{
    if (file)
        log_fd = lines_open(file);
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

static void write_entry(json_t *entry)
{
    lines_write(log_fd, entry);
    json_decref(entry);
}

void log_request(const struct request *request, const struct answer *answer)
{
    if (log_fd >= 0)
        write_entry(new_entry(request, answer));
}

void log_session(json_t *about, json_t *more)
{
    if (log_fd >= 0) {
        json_t *entry = must(json_object());
        put(entry, "time", time_now());
        json_object_update(entry, about);
        json_object_update(entry, must(more));
        write_entry(entry);
    }
    json_decref(more);
}
