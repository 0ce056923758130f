/* StartCommunicationSession. */
#include "api/endpoint.h"
#include "api/session_check.h"
#include "api/violations.h"
#include "base/die.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_json_type(const char *content_type)
{
    static const char json[] = "application/json";
    if (!content_type || strncasecmp(content_type, json, strlen(json)) != 0)
        return false;
    const char *rest = content_type + strlen(json);
    rest += strspn(rest, " \t");
    return *rest == '\0' || *rest == ';';
}

void check_session(const struct turn *turn)
{
    const struct request *request = turn->request;
    json_t *violations = turn->reply->violations;
    char message[256];
    if (!is_json_type(request_header(request, "Content-Type")))
        add_violation(violations, "", "The header \"Content-Type: application/json\" is required");
    if (request->body_size > REQUEST_BODY_MAX) {
        snprintf(message, sizeof message, "The body has more than %d bytes.", REQUEST_BODY_MAX);
        add_violation(violations, "", message);
    } else if (!request->document) {
        snprintf(message, sizeof message, "The body is not JSON: %s.",
                 request->body_size > 0 ? request->no_json.text : "it is empty");
        add_violation(violations, "", message);
    } else {
        check_session_body(request->document, turn->service->settings->allow_unknown, violations);
    }
}

/* Every session starts here. */
static void start_session(const struct turn *turn)
{
    const char *session_id = turn->reply->session_id;
    new_uuid(turn->reply->session_id);
    alexa_call(turn->service->alexa, turn->request->document, session_id);
}

json_t *serve_session(const struct turn *turn)
{
    start_session(turn);
    return must(json_pack("{s:s}", "sessionId", turn->reply->session_id));
}
