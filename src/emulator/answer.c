#include "answer.h"

#include "die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <uuid.h>

#define HUGE_PADDING (4 * 1024 * 1024)

void new_uuid(char text[UUID_TEXT_SIZE])
{
    uuid_t uuid;
    uuid_generate_random(uuid);
    uuid_unparse_lower(uuid, text);
}

static void set_body(struct answer *answer, const char *content_type, char *body)
{
    free(answer->body);
    answer->content_type = content_type;
    answer->body = must(body);
    answer->body_size = strlen(body);
}

static void set_json(struct answer *answer, const json_t *document)
{
    set_body(answer, "application/json", json_dumps(document, 0));
}

void answer_error(struct answer *answer, int status, const char *code, const char *message)
{
    json_t *document = must(json_object());
    if (code)
        json_object_set_new(document, "code", json_string(code));
    json_object_set_new(document, "message", json_string(message));
    set_json(answer, document);
    json_decref(document);

    answer->status = status;
    answer->code = code;
    free(answer->message);
    answer->message = must(strdup(message));
}

void answer_html(struct answer *answer, int status)
{
    static const char format[] = "<!DOCTYPE html>\n<html><head><title>%d</title></head>\n"
                                 "<body><h1>%d</h1><p>Request could not be satisfied.</p></body>"
                                 "</html>\n";
    char page[256];
    snprintf(page, sizeof page, format, status, status);
    set_body(answer, "text/html", strdup(page));
    answer->status = status;
}

/* Puts a copy of the replacement in the place of every string. */
static void replace_strings(json_t *object, json_t *replacement)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        if (json_is_object(value))
            replace_strings(value, replacement);
        else
            json_object_set(object, name, replacement);
    }
}

static void set_replaced(struct answer *answer, json_t *result, json_t *replacement)
{
    replace_strings(result, must(replacement));
    json_decref(replacement);
    set_json(answer, result);
}

static void set_huge(struct answer *answer, json_t *result)
{
    char *padding = must(malloc(HUGE_PADDING));
    memset(padding, 'x', HUGE_PADDING);
    json_object_set_new(result, "padding", json_stringn(padding, HUGE_PADDING));
    free(padding);
    set_json(answer, result);
}

static void set_content(struct answer *answer, enum content content, json_t *result)
{
    switch (content) {
    case CONTENT_NONE:
        break;
    case CONTENT_HTML:
        answer_html(answer, answer->status);
        break;
    case CONTENT_MISSING:
        json_object_clear(result);
        set_json(answer, result);
        break;
    case CONTENT_BLANK:
        set_replaced(answer, result, json_string(""));
        break;
    case CONTENT_WRONG_TYPE:
        set_replaced(answer, result, json_integer(7));
        break;
    case CONTENT_HUGE:
        set_huge(answer, result);
        break;
    case CONTENT_NOT_JSON:
        set_json(answer, result);
        answer->body[--answer->body_size] = '\0';
        break;
    case CONTENT_RESULT:
    case CONTENT_NUMBER:
    case CONTENT_ERROR:
        set_json(answer, result);
    }
}

void answer_result(struct answer *answer, const struct scenario *scenario, json_t *result)
{
    answer->status = scenario->status;
    if (result)
        set_content(answer, scenario->content, result);
    json_decref(result);
}

/* Formats a time as RFC 9110 has it: Sun, 06 Nov 1994 08:49:37 GMT. */
static void format_date(time_t when, char *text, size_t size)
{
    struct tm parts;
    gmtime_r(&when, &parts);
    strftime(text, size, "%a, %d %b %Y %H:%M:%S GMT", &parts);
}

void answer_set_retry_after(struct answer *answer, const struct plan *plan)
{
    unsigned seconds = plan->retry_seconds;
    switch (plan->retry) {
    case RETRY_AS_USUAL:
        if (plan->scenario->status == 503)
            snprintf(answer->retry_after, sizeof answer->retry_after, "1");
        break;
    case RETRY_NEVER_SAID:
        break;
    case RETRY_IN_SECONDS:
        snprintf(answer->retry_after, sizeof answer->retry_after, "%u", seconds);
        break;
    case RETRY_AT_DATE:
        format_date(time(NULL) + (time_t)seconds, answer->retry_after, sizeof answer->retry_after);
    }
}

void answer_clear(struct answer *answer)
{
    free(answer->body);
    free(answer->message);
    json_decref(answer->violations);
}
