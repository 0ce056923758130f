#include "api/service.h"

#include "api/bearer.h"
#include "api/endpoint.h"
#include "api/request_log.h"
#include "api/result.h"
#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIES_MAX 10000

static const struct endpoint endpoints[] = {
    {"/v1/communications/session", "POST", AT_SESSION, "AccessDenied", check_session,
     serve_session},
    {"/v2/accounts/~current/settings/Profile.mobileNumber", "GET", AT_NUMBER, "ACCESS_DENIED",
     check_number, serve_number},
    {"/v2/persons/~current/profile/mobileNumber", "GET", AT_NUMBER, "ACCESS_DENIED", check_number,
     serve_number},
    {"/v1/communications/profile", "GET", AT_PROFILE, "AccessDenied", check_profile, serve_profile},
};

static const struct endpoint *find_endpoint(const char *path)
{
    for (size_t i = 0; i < sizeof endpoints / sizeof *endpoints; i++)
        if (strcmp(endpoints[i].path, path) == 0)
            return &endpoints[i];
    return NULL;
}

/* Counts this request and tells whether it is among the first so many of its kind. */
static bool is_among_first(struct service *service, const struct request *request,
                           const char *token, uint32_t first)
{
    const char *id = request_client_session_id(request);
    json_t *key = must(json_sprintf("%s %s %s", token, request->path, id ? id : ""));
    json_int_t count =
        1 + json_integer_value(json_object_get(service->tries, json_string_value(key)));
    if (json_object_size(service->tries) >= TRIES_MAX)
        json_object_clear(service->tries);
    json_object_set_new(service->tries, json_string_value(key), json_integer(count));
    json_decref(key);
    return count <= first;
}

/* Finds what the token asks for; false if it names no scenario. */
static bool choose_plan(struct service *service, const struct request *request,
                        const struct endpoint *endpoint, const char *token, struct plan *plan)
{
    static const char prefix[] = "emulator-";
    *plan = service->plan;
    if (strncmp(token, prefix, strlen(prefix)) == 0 && !plan_parse(token + strlen(prefix), plan))
        return false;

    bool applies = plan->endpoints & endpoint->bit;
    if (applies && plan->first)
        applies = is_among_first(service, request, token, plan->first);
    if (!applies)
        *plan = (struct plan){.scenario = scenario_ok(), .endpoints = AT_ALL};
    if (plan->scenario->content == CONTENT_NUMBER && endpoint->bit != AT_NUMBER)
        plan->scenario = scenario_ok();
    return true;
}

/* All violations as one sentence each, for the message of the answer. */
static void answer_violations(struct reply *reply, const json_t *violations)
{
    char message[4096] = "";
    size_t length = 0;
    for (size_t i = 0; i < json_array_size(violations) && length < sizeof message; i++) {
        const json_t *violation = json_array_get(violations, i);
        const char *path = json_string_value(json_object_get(violation, "path"));
        const char *text = json_string_value(json_object_get(violation, "message"));
        length += (size_t)snprintf(message + length, sizeof message - length, "%s%s%s%s",
                                   i > 0 ? "; " : "", path, *path ? " " : "", text);
    }
    reply_error(reply, 400, "InvalidInput", message);
}

static void play_scenario(const struct endpoint *endpoint, const struct turn *turn)
{
    const struct scenario *scenario = turn->scenario;
    struct reply *reply = turn->reply;
    if (scenario->status / 100 == 2) {
        reply->violations = must(json_array());
        endpoint->check(turn);
        if (json_array_size(reply->violations) > 0)
            answer_violations(reply, reply->violations);
        else
            reply_result(reply, scenario, endpoint->serve(turn));
    } else if (scenario->content == CONTENT_ERROR) {
        reply_error(reply, scenario->status,
                    scenario->status == 403 ? endpoint->denied_code : scenario->detail,
                    scenario->text);
    } else if (scenario->content == CONTENT_HTML) {
        reply_html(reply, scenario->status);
    } else {
        reply->status = scenario->status;
    }
}

static void follow_plan(struct service *service, const struct endpoint *endpoint,
                        const struct request *request, const struct plan *plan, struct reply *reply)
{
    const struct turn turn = {service, request, plan->scenario, reply};
    play_scenario(endpoint, &turn);
    reply->delay_ms = plan->delay_ms;
    if (plan->scenario != scenario_ok())
        reply->fault = plan->scenario->name;
    if (reply->status != plan->scenario->status)
        return; /* the request itself was refused */
    reply->delivery = plan->scenario->delivery;
    if (reply->status / 100 == 3)
        reply->location = request->path;
    reply_retry_after(reply, plan);
}

static void choose_reply(struct service *service, const struct request *request,
                         struct reply *reply)
{
    const struct endpoint *endpoint = find_endpoint(request->path);
    const char *token;
    struct plan plan;

    new_uuid(reply->request_id);
    if (!endpoint) {
        reply_error(reply, 404, NULL, "There is no such path; see skillcall emulate --help.");
    } else if (strcmp(request->method, endpoint->method) != 0) {
        reply_error(reply, 405, NULL, "This path has another method.");
        reply->allow = endpoint->method;
    } else if (!(token = bearer_token(request_header(request, "Authorization")))) {
        reply_error(reply, 401, "BadToken",
                    "One header \"Authorization: Bearer TOKEN\" is required, the token of "
                    "letters, digits and -._~+/ (RFC 6750).");
    } else if (!choose_plan(service, request, endpoint, token, &plan)) {
        reply_error(reply, 400, "InvalidInput",
                    "The token begins with emulator- but names no scenario; see skillcall "
                    "emulate --help.");
    } else {
        follow_plan(service, endpoint, request, &plan, reply);
    }
}

struct service *service_open(const struct settings *settings, struct alexa *alexa)
{
    struct service *service = must(calloc(1, sizeof *service));
    service->settings = settings;
    plan_parse(settings->fault, &service->plan);
    service->tries = must(json_object());
    service->alexa = alexa;
    return service;
}

void service_close(struct service *service)
{
    json_decref(service->tries);
    free(service);
}

void service_answer(void *service, const struct request *request, struct reply *reply)
{
    choose_reply(service, request, reply);
    log_request(request, reply);
}
