/* SPDX-License-Identifier: Apache-2.0 */
#include "api/request_entry.h"

#include "api/bearer.h"
#include "base/die.h"
#include "base/ends.h"
#include "base/secrets.h"

/* The body as JSON; as text if it is not JSON; null if there is none, or too much. */
static json_t *shown_body(const struct request *request)
{
    if (request->body_size == 0 || request->body_size > REQUEST_BODY_MAX)
        return json_null();
    return request->document ? masked_document(request->document) : masked_text(request->body);
}

static void put(json_t *entry, const char *name, json_t *value)
{
    json_object_set_new(entry, name, must(value));
}

static void put_request(json_t *entry, const struct request *request)
{
    put(entry, "connection", json_integer((json_int_t)request->connection_number));
    put(entry, "method", text_to_json(request->method));
    put(entry, "path", text_to_json(request->path));
    put(entry, "query", masked_document(request->query));
    put(entry, "headers", json_incref(request->headers));
    put(entry, "bodySize", json_integer((json_int_t)request->body_size));
    put(entry, "body", shown_body(request));
}

json_t *request_entry(const struct turn *turn)
{
    json_t *entry = must(json_object());
    const struct request *request = turn->request;
    struct ends ends = read_ends(request->document);
    put(entry, "kind", text_or_null(turn->endpoint ? turn->endpoint->kind : NULL));
    put_request(entry, request);
    put(entry, "clientSessionId", text_or_null(request_client_session_id(request)));
    put(entry, "from", text_or_null(ends.from));
    put(entry, "to", text_or_null(ends.to));
    put(entry, "fault", text_or_null(turn->fault));
    put(entry, "status", json_integer(turn->reply->status));
    put(entry, "code", text_or_null(turn->code));
    put(entry, "message", text_or_null(turn->message));
    put(entry, "violations", json_incref(turn->violations));
    put(entry, "sessionId", text_or_null(turn->session_id[0] ? turn->session_id : NULL));
    put(entry, "requestId", text_to_json(turn->request_id));
    return without_token(entry, bearer_token(request_header(request, "Authorization")));
}
