#include "endpoint.h"

#include "bearer.h"
#include "die.h"

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
    *plan = service->options->plan;
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
static void answer_violations(struct answer *answer, const json_t *violations)
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
    answer_error(answer, 400, "InvalidInput", message);
}

static void play_scenario(const struct endpoint *endpoint, const struct turn *turn)
{
    const struct scenario *scenario = turn->scenario;
    struct answer *answer = turn->answer;
    if (scenario->status / 100 == 2) {
        answer->violations = must(json_array());
        endpoint->check(turn);
        if (json_array_size(answer->violations) > 0)
            answer_violations(answer, answer->violations);
        else
            answer_result(answer, scenario, endpoint->serve(turn));
    } else if (scenario->content == CONTENT_ERROR) {
        answer_error(answer, scenario->status,
                     scenario->status == 403 ? endpoint->denied_code : scenario->detail,
                     scenario->text);
    } else if (scenario->content == CONTENT_HTML) {
        answer_html(answer, scenario->status);
    } else {
        answer->status = scenario->status;
    }
}

static void follow_plan(struct service *service, const struct endpoint *endpoint,
                        const struct request *request, const struct plan *plan,
                        struct answer *answer)
{
    const struct turn turn = {service, request, plan->scenario, answer};
    play_scenario(endpoint, &turn);
    answer->delay_ms = plan->delay_ms;
    if (plan->scenario != scenario_ok())
        answer->fault = plan->scenario->name;
    if (answer->status != plan->scenario->status)
        return; /* the request itself was refused */
    answer->delivery = plan->scenario->delivery;
    if (answer->status / 100 == 3)
        answer->location = request->path;
    answer_set_retry_after(answer, plan);
}

void answer_request(struct service *service, const struct request *request, struct answer *answer)
{
    const struct endpoint *endpoint = find_endpoint(request->path);
    const char *token;
    struct plan plan;

    new_uuid(answer->request_id);
    if (!endpoint) {
        answer_error(answer, 404, NULL, "There is no such path; see skillcall emulate --help.");
    } else if (strcmp(request->method, endpoint->method) != 0) {
        answer_error(answer, 405, NULL, "This path has another method.");
        answer->allow = endpoint->method;
    } else if (!(token = bearer_token(request_header(request, "Authorization")))) {
        answer_error(answer, 401, "BadToken",
                     "One header \"Authorization: Bearer TOKEN\" is required, the token of "
                     "letters, digits and -._~+/ (RFC 6750).");
    } else if (!choose_plan(service, request, endpoint, token, &plan)) {
        answer_error(answer, 400, "InvalidInput",
                     "The token begins with emulator- but names no scenario; see skillcall "
                     "emulate --help.");
    } else {
        follow_plan(service, endpoint, request, &plan, answer);
    }
}
