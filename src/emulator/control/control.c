/* SPDX-License-Identifier: Apache-2.0 */
#include "control/control.h"

#include "base/die.h"
#include "base/ends.h"
#include "control/control_turn.h"
#include "page/asset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void control_refuse(struct control_turn *turn, int status, const char *sentence)
{
    reply_error(turn->reply, status, NULL, sentence);
}

/* Answers with a document, which it takes. */
static void answer_document(struct control_turn *turn, json_t *document)
{
    reply_json(turn->reply, 200, must(document));
    json_decref(document);
}

static void ready(struct control_turn *turn)
{
    answer_document(turn, json_pack("{s:b, s:s}", "ready", 1, "version", EMULATOR_VERSION));
}

static void clear_calls(struct control_turn *turn)
{
    journal_clear(turn->service->journal);
    service_forget_tries(turn->service);
    turn->reply->status = 204;
}

static void show_call(struct control_turn *turn)
{
    reply_body(turn->reply, "application/json", strdup(turn->record->text), turn->record->size);
    turn->reply->status = 200;
}

static void show_fault(struct control_turn *turn)
{
    answer_document(turn, json_pack("{s:s}", "fault", turn->service->fault));
}

static void set_fault(struct control_turn *turn)
{
    const char *fault = json_string_value(json_object_get(turn->request->document, "fault"));
    if (fault && service_set_fault(turn->service, fault))
        show_fault(turn);
    else
        control_refuse(turn, 400,
                       fault ? "There is no such fault: use SCENARIO[.MODIFIER]..., as listed by "
                               "skillcall emulate --help."
                             : "The body must be a JSON object with the string \"fault\".");
}

/* Repeats parts of the record's call. */
static void play_again(struct control_turn *turn, unsigned part)
{
    const struct record *record = turn->record;
    const char *session_id = record_text(record, "sessionId");
    json_t *body = record_body(record);
    struct ends ends = read_ends(body);
    if (session_id && ends.from && ends.to &&
        alexa_play(turn->service->alexa, part, record->number, body, session_id))
        turn->reply->status = 202;
    else
        control_refuse(turn, 409,
                       part == ALEXA_INVITE
                           ? "There is no call to repeat: the record must be of a session that was "
                             "started, and the emulator needs --invite or --phone."
                           : "There is no event to repeat: the record must be of a call to a phone "
                             "number, and the emulator needs --event-url or --event-file.");
    json_decref(body);
}

static void play_invite(struct control_turn *turn)
{
    play_again(turn, ALEXA_INVITE);
}

static void send_event(struct control_turn *turn)
{
    play_again(turn, ALEXA_EVENT);
}

static void use_phone(struct control_turn *turn)
{
    static const char *const verbs[] = {"answer", "decline", "hang-up"};
    static const enum phone_verb meanings[] = {PHONE_ANSWER, PHONE_DECLINE, PHONE_HANG_UP};
    const char *verb = json_string_value(json_object_get(turn->request->document, "do"));
    for (size_t i = 0; verb && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i], verb) != 0)
            continue;
        if (alexa_phone(turn->service->alexa, turn->record->number, meanings[i]))
            turn->reply->status = 202;
        else
            control_refuse(turn, 409,
                           "The phone cannot do this now: it is neither ringing nor in a call.");
        return;
    }
    control_refuse(turn, 400,
                   "The body must be a JSON object: {\"do\": \"answer\"}, \"decline\" or "
                   "\"hang-up\".");
}

static void show_asset(struct control_turn *turn)
{
    const struct asset *asset = find_asset(turn->file);
    char *copy = must(malloc(asset->size + 1));
    memcpy(copy, asset->data, asset->size);
    reply_body(turn->reply, asset->type, copy, asset->size);
    reply_header(turn->reply, "Content-Security-Policy",
                 "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                 "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    reply_header(turn->reply, "Referrer-Policy", "no-referrer");
    turn->reply->status = 200;
}

struct route {
    const char *path; /* behind the prefix; N is the number of a record */
    const char *method;
    void (*answer)(struct control_turn *turn);
};

static const struct route routes[] = {
    {"", "GET", show_asset},
    {"page.css", "GET", show_asset},
    {"page.js", "GET", show_asset},
    {"openapi.yaml", "GET", show_asset},
    {"ready", "GET", ready},
    {"calls", "GET", control_list_calls},
    {"calls", "DELETE", clear_calls},
    {"calls/N", "GET", show_call},
    {"calls/N/invite", "POST", play_invite},
    {"calls/N/event", "POST", send_event},
    {"calls/N/phone", "POST", use_phone},
    {"fault", "GET", show_fault},
    {"fault", "PUT", set_fault},
    {"events", "GET", control_send_events},
};

/* Whether a path is that of a route; reads the number for N. */
static bool matches(const char *pattern, const char *path, uint64_t *number)
{
    size_t fixed = strcspn(pattern, "N");
    if (strncmp(pattern, path, fixed) != 0)
        return false;
    path += fixed;
    pattern += fixed;
    size_t digits = *pattern ? strspn(path, "0123456789") : 0;
    if (*pattern++ == '\0')
        return *path == '\0';
    *number = strtoull(path, NULL, 10);
    return digits > 0 && digits < 19 && strcmp(pattern, path + digits) == 0;
}

static void refuse_method(struct control_turn *turn, const char *allowed)
{
    control_refuse(turn, 405, "This path does not allow the method; see the header Allow.");
    reply_header(turn->reply, "Allow", allowed);
}

/* HEAD gets the answer of GET; libmicrohttpd leaves the body out. */
static bool allows(const struct route *route, const char *method)
{
    return strcmp(route->method, strcmp(method, "HEAD") == 0 ? "GET" : method) == 0;
}

static void follow_route(struct control_turn *turn)
{
    char allowed[64] = "";
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!matches(routes[i].path, turn->file, &number))
            continue;
        if (allows(&routes[i], turn->request->method)) {
            turn->record = journal_find(turn->service->journal, number);
            if (strchr(routes[i].path, 'N') && !turn->record)
                control_refuse(turn, 404,
                               "There is no record with this number. Old records are dropped.");
            else
                routes[i].answer(turn);
            return;
        }
        strcat(allowed, *allowed ? ", " : "");
        strcat(allowed, strcmp(routes[i].method, "GET") == 0 ? "GET, HEAD" : routes[i].method);
    }
    if (*allowed)
        refuse_method(turn, allowed);
    else
        control_refuse(turn, 404, "There is no such path; see " CONTROL_PREFIX "openapi.yaml.");
}

void control_answer(struct service *service, const struct request *request, struct reply *reply)
{
    struct control_turn turn = {service, request, reply, request->path + strlen(CONTROL_PREFIX),
                                NULL};
    reply_header(reply, "Cache-Control", "no-store");
    reply_header(reply, "X-Content-Type-Options", "nosniff");
    follow_route(&turn);
}
