/* The communication profile of a room (Alexa Smart Properties). */
#include "api/endpoint.h"
#include "api/violations.h"
#include "base/die.h"

#include <string.h>
#include <uuid.h>

void check_profile(const struct turn *turn)
{
    json_t *violations = turn->reply->violations;
    const json_t *query = turn->request->query;
    const char *type = json_string_value(json_object_get(query, "entity.type"));
    const char *id = json_string_value(json_object_get(query, "entity.id"));
    if (!type || strcmp(type, "UNIT") != 0)
        add_violation(violations, "", "The query needs entity.type=UNIT, once.");
    if (!id || !*id)
        add_violation(violations, "", "The query needs entity.id, the persistentUnitId, once.");
    if (turn->request->body_size > 0)
        add_violation(violations, "", "A GET request has no body.");
}

/* The same unit has the same profile in every run. */
json_t *serve_profile(const struct turn *turn)
{
    const char *unit = json_string_value(json_object_get(turn->request->query, "entity.id"));
    uuid_t uuid;
    char text[UUID_TEXT_SIZE];
    uuid_generate_sha1(uuid, *uuid_get_template("oid"), unit, strlen(unit));
    uuid_unparse_lower(uuid, text);
    json_t *id = must(json_sprintf("amzn1.comms.profile.%s", text));
    return must(json_pack("{s:{s:o}}", "profileId", "profileId", id));
}
