/* SPDX-License-Identifier: Apache-2.0 */
#include "api/service.h"

#include "api/bearer.h"
#include "api/endpoint.h"
#include "api/request_entry.h"
#include "api/result.h"
#include "api/tries.h"
#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void refuse(struct turn *turn, int status, const char *code, const char *message)
{
    turn->code = code;
    turn->message = must(strdup(message));
    reply_error(turn->reply, status, code, message);
}

static bool is_among_first(const struct service *service, const struct turn *turn,
                           const char *token, uint32_t first)
{
    const char *id = request_client_session_id(turn->request);
    return tries_count(service->tries, token, turn->request->path, id ? id : "") <= first;
}

/* Finds the scenario of the token; false if it names none. */
static bool choose_plan(const struct service *service, const struct turn *turn, const char *token,
                        struct plan *plan)
{
    static const char prefix[] = "emulator-";
    *plan = service->plan;
    if (strncmp(token, prefix, strlen(prefix)) == 0 && !plan_parse(token + strlen(prefix), plan))
        return false;

    bool applies = plan->endpoints & turn->endpoint->bit;
    if (applies && plan->first)
        applies = is_among_first(service, turn, token, plan->first);
    if (!applies)
        *plan = (struct plan){.scenario = scenario_ok(), .endpoints = AT_ALL};
    if (!(plan->scenario->endpoints & turn->endpoint->bit))
        plan->scenario = scenario_ok();
    return true;
}

/* All violations as one sentence each, for the message of the answer. */
static void refuse_violations(struct turn *turn)
{
    char message[4096] = "";
    size_t length = 0;
    size_t i;
    json_t *violation;
    json_array_foreach(turn->violations, i, violation)
    {
        const char *path = json_string_value(json_object_get(violation, "path"));
        const char *text = json_string_value(json_object_get(violation, "message"));
        if (length < sizeof message)
            length += (size_t)snprintf(message + length, sizeof message - length, "%s%s%s%s",
                                       i > 0 ? "; " : "", path, *path ? " " : "", text);
    }
    refuse(turn, 400, "InvalidInput", message);
}

static void serve_accepted(struct turn *turn)
{
    reply_result(turn->reply, turn->scenario, turn->endpoint->serve(turn));
    if (turn->scenario->status == 200)
        turn->reply->status = turn->endpoint->status;
}

static void play_scenario(struct turn *turn)
{
    const struct scenario *scenario = turn->scenario;
    if (scenario->status / 100 == 2) {
        turn->endpoint->check(turn);
        if (json_array_size(turn->violations) > 0)
            refuse_violations(turn);
        else
            serve_accepted(turn);
    } else if (scenario->content == CONTENT_ERROR) {
        refuse(turn, scenario->status,
               scenario->status == 403 ? turn->endpoint->denied_code : scenario->detail,
               scenario->text);
    } else if (scenario->content == CONTENT_HTML) {
        reply_html(turn->reply, scenario->status);
    } else {
        turn->reply->status = scenario->status;
    }
}

static void follow_plan(struct turn *turn, const struct plan *plan)
{
    struct reply *reply = turn->reply;
    turn->scenario = plan->scenario;
    play_scenario(turn);
    reply->delay_ms = plan->delay_ms;
    if (plan->scenario != scenario_ok())
        turn->fault = plan->scenario->name;
    if (json_array_size(turn->violations) > 0)
        return; /* the request itself was refused */
    reply->delivery = plan->scenario->delivery;
    if (reply->status / 100 == 3)
        reply_header(reply, "Location", turn->request->path);
    reply_retry_after(reply, plan);
}

static void refuse_method(struct turn *turn)
{
    char methods[64] = "";
    list_methods(turn->endpoint->path, methods, sizeof methods);
    refuse(turn, 405, NULL, "This path does not allow the method; see the header Allow.");
    reply_header(turn->reply, "Allow", methods);
}

static void choose_reply(const struct service *service, struct turn *turn)
{
    const struct request *request = turn->request;
    const char *token;
    struct plan plan;
    if (!turn->endpoint) {
        refuse(turn, 404, NULL, "There is no such path; see skillcall emulate --help.");
    } else if (strcmp(request->method, turn->endpoint->method) != 0) {
        refuse_method(turn);
    } else if (!(token = bearer_token(request_header(request, "Authorization")))) {
        refuse(
            turn, 401, "BadToken",
            "One header \"Authorization: Bearer TOKEN\" is required, the token of letters, digits "
            "and -._~+/ (RFC 6750).");
    } else if (!choose_plan(service, turn, token, &plan)) {
        refuse(turn, 400, "InvalidInput",
               "The token begins with emulator- but names no scenario; see skillcall emulate "
               "--help.");
    } else {
        follow_plan(turn, &plan);
    }
    if (turn->reply->status == 401)
        reply_header(turn->reply, "WWW-Authenticate", "Bearer");
}

void service_answer(struct service *service, const struct request *request, struct reply *reply)
{
    struct turn turn = {.settings = service->settings,
                        .request = request,
                        .endpoint = find_endpoint(request->path, request->method),
                        .reply = reply,
                        .violations = must(json_array())};
    new_uuid(turn.request_id);
    reply_header(reply, "x-amzn-RequestId", turn.request_id);
    choose_reply(service, &turn);
    uint64_t number = journal_add(service->journal, request_entry(&turn));
    if (turn.session_id[0])
        alexa_play(service->alexa, ALEXA_INVITE | ALEXA_EVENT, number, request->document,
                   turn.session_id);
    free(turn.message);
    json_decref(turn.violations);
}

bool service_set_fault(struct service *service, const char *fault)
{
    struct plan plan;
    if (!plan_parse(fault, &plan))
        return false;
    char *copy = must(strdup(fault));
    free(service->fault);
    service->fault = copy;
    service->plan = plan;
    return true;
}

struct service *service_open(const struct settings *settings, struct journal *journal,
                             struct alexa *alexa)
{
    struct service *service = must(calloc(1, sizeof *service));
    service->settings = settings;
    service->journal = journal;
    service->alexa = alexa;
    service->tries = tries_new();
    service_set_fault(service, settings->fault);
    return service;
}

void service_forget_tries(struct service *service)
{
    tries_clear(service->tries);
}

void service_close(struct service *service)
{
    tries_free(service->tries);
    free(service->fault);
    free(service);
}
