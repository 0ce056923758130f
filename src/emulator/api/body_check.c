/* SPDX-License-Identifier: Apache-2.0 */
/* What every endpoint requires of the body of its requests. */
#include "api/endpoint.h"
#include "api/violations.h"

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

bool check_json_body(struct turn *turn)
{
    const struct request *request = turn->request;
    char message[256];
    if (!is_json_type(request_header(request, "Content-Type")))
        add_violation(turn->violations, "",
                      "The header \"Content-Type: application/json\" is required");
    if (request->body_size > REQUEST_BODY_MAX) {
        snprintf(message, sizeof message, "The body has more than %d bytes.", REQUEST_BODY_MAX);
        add_violation(turn->violations, "", message);
    } else if (!request->document) {
        snprintf(message, sizeof message, "The body is not JSON: %s.",
                 request->body_size > 0 ? request->no_json.text : "it is empty");
        add_violation(turn->violations, "", message);
    }
    return request->document != NULL;
}

void check_no_body(struct turn *turn)
{
    if (turn->request->body_size > 0)
        add_violation(turn->violations, "", "A GET request has no body.");
}
