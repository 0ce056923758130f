/* SPDX-License-Identifier: Apache-2.0 */
#include "api/result.h"

#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HUGE_PADDING (4 * 1024 * 1024)

/* Replaces every string by a copy of the replacement. */
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

static void set_replaced(struct reply *reply, json_t *result, json_t *replacement)
{
    replace_strings(result, must(replacement));
    json_decref(replacement);
    reply_json(reply, reply->status, result);
}

static void set_huge(struct reply *reply, json_t *result)
{
    char *padding = must(malloc(HUGE_PADDING));
    memset(padding, 'x', HUGE_PADDING);
    json_object_set_new(result, "padding", json_stringn(padding, HUGE_PADDING));
    free(padding);
    reply_json(reply, reply->status, result);
}

static void set_content(struct reply *reply, enum content content, json_t *result)
{
    switch (content) {
    case CONTENT_NONE:
        break;
    case CONTENT_HTML:
        reply_html(reply, reply->status);
        break;
    case CONTENT_MISSING:
        json_object_clear(result);
        reply_json(reply, reply->status, result);
        break;
    case CONTENT_BLANK:
        set_replaced(reply, result, json_string(""));
        break;
    case CONTENT_WRONG_TYPE:
        set_replaced(reply, result, json_integer(7));
        break;
    case CONTENT_HUGE:
        set_huge(reply, result);
        break;
    case CONTENT_NOT_JSON:
        reply_json(reply, reply->status, result);
        reply->body[--reply->body_size] = '\0';
        break;
    case CONTENT_RESULT:
    case CONTENT_NUMBER:
    case CONTENT_ERROR:
        reply_json(reply, reply->status, result);
    }
}

void reply_result(struct reply *reply, const struct scenario *scenario, json_t *result)
{
    reply->status = scenario->status;
    if (result)
        set_content(reply, scenario->content, result);
    json_decref(result);
}

/* Formats a time as RFC 9110 has it: Sun, 06 Nov 1994 08:49:37 GMT. */
static void format_date(time_t when, char *text, size_t size)
{
    struct tm parts;
    gmtime_r(&when, &parts);
    strftime(text, size, "%a, %d %b %Y %H:%M:%S GMT", &parts);
}

void reply_retry_after(struct reply *reply, const struct plan *plan)
{
    char value[40] = "";
    switch (plan->retry) {
    case RETRY_AS_USUAL:
        if (plan->scenario->status == 503)
            strcpy(value, "1");
        break;
    case RETRY_NEVER_SAID:
        break;
    case RETRY_IN_SECONDS:
        snprintf(value, sizeof value, "%u", (unsigned)plan->retry_seconds);
        break;
    case RETRY_AT_DATE:
        format_date(time(NULL) + (time_t)plan->retry_seconds, value, sizeof value);
    }
    if (value[0])
        reply_header(reply, "Retry-After", value);
}
