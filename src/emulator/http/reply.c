/* SPDX-License-Identifier: Apache-2.0 */
#include "http/reply.h"

#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void reply_header(struct reply *reply, const char *name, const char *value)
{
    reply->headers[reply->header_count].name = name;
    reply->headers[reply->header_count++].value = must(strdup(value));
}

void reply_body(struct reply *reply, const char *content_type, char *body, size_t size)
{
    free(reply->body);
    reply->content_type = content_type;
    reply->body = must(body);
    reply->body_size = size;
}

void reply_json(struct reply *reply, int status, const json_t *document)
{
    char *text = must(json_dumps(document, 0));
    reply_body(reply, "application/json", text, strlen(text));
    reply->status = status;
}

void reply_error(struct reply *reply, int status, const char *code, const char *message)
{
    json_t *document = must(json_object());
    if (code)
        json_object_set_new(document, "code", json_string(code));
    json_object_set_new(document, "message", json_string(message));
    reply_json(reply, status, document);
    json_decref(document);
}

void reply_html(struct reply *reply, int status)
{
    static const char format[] = "<!DOCTYPE html>\n<html><head><title>%d</title></head>\n"
                                 "<body><h1>%d</h1><p>Request could not be satisfied.</p></body>"
                                 "</html>\n";
    char page[256];
    int size = snprintf(page, sizeof page, format, status, status);
    reply_body(reply, "text/html", strdup(page), (size_t)size);
    reply->status = status;
}

void reply_clear(struct reply *reply)
{
    for (size_t i = 0; i < reply->header_count; i++)
        free(reply->headers[i].value);
    if (reply->later.context)
        reply->later.free_context(reply->later.context);
    free(reply->body);
}
