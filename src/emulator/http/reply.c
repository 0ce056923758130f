#include "http/reply.h"

#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_body(struct reply *reply, const char *content_type, char *body)
{
    free(reply->body);
    reply->content_type = content_type;
    reply->body = must(body);
    reply->body_size = strlen(body);
}

void reply_json(struct reply *reply, const json_t *document)
{
    set_body(reply, "application/json", json_dumps(document, 0));
}

void reply_error(struct reply *reply, int status, const char *code, const char *message)
{
    json_t *document = must(json_object());
    if (code)
        json_object_set_new(document, "code", json_string(code));
    json_object_set_new(document, "message", json_string(message));
    reply_json(reply, document);
    json_decref(document);

    reply->status = status;
    reply->code = code;
    free(reply->message);
    reply->message = must(strdup(message));
}

void reply_html(struct reply *reply, int status)
{
    static const char format[] = "<!DOCTYPE html>\n<html><head><title>%d</title></head>\n"
                                 "<body><h1>%d</h1><p>Request could not be satisfied.</p></body>"
                                 "</html>\n";
    char page[256];
    snprintf(page, sizeof page, format, status, status);
    set_body(reply, "text/html", strdup(page));
    reply->status = status;
}

void reply_clear(struct reply *reply)
{
    free(reply->body);
    free(reply->message);
    json_decref(reply->violations);
}
