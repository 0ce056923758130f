#include "api/request_log.h"

#include "base/die.h"
#include "journal/session_log.h"

/* The body as JSON; if it is none then as text; null if there is none, or too much. */
static json_t *shown_body(const struct request *request)
{
    if (request->document)
        return json_incref(request->document);
    if (request->body_size == 0 || request->body_size > REQUEST_BODY_MAX)
        return json_null();
    return text_to_json(request->body);
}

static void put(json_t *entry, const char *name, json_t *value)
{
    json_object_set_new(entry, name, must(value));
}

static json_t *new_entry(const struct request *request, const struct reply *reply)
{
    json_t *entry = must(json_object());
    put(entry, "time", log_time());
    put(entry, "connection", json_integer((json_int_t)request->connection_number));
    put(entry, "method", text_to_json(request->method));
    put(entry, "path", text_to_json(request->path));
    put(entry, "query", json_incref(request->query));
    put(entry, "headers", json_incref(request->headers));
    put(entry, "bodySize", json_integer((json_int_t)request->body_size));
    put(entry, "body", shown_body(request));
    put(entry, "clientSessionId", text_or_null(request_client_session_id(request)));
    put(entry, "fault", text_or_null(reply->fault));
    put(entry, "status", json_integer(reply->status));
    put(entry, "code", text_or_null(reply->code));
    put(entry, "message", text_or_null(reply->message));
    put(entry, "violations", reply->violations ? json_incref(reply->violations) : json_array());
    put(entry, "sessionId", text_or_null(reply->session_id[0] ? reply->session_id : NULL));
    put(entry, "requestId", text_to_json(reply->request_id));
    return entry;
}

void log_request(const struct request *request, const struct reply *reply)
{
    log_write(new_entry(request, reply));
}
