/* SPDX-License-Identifier: Apache-2.0 */
/* The communication profile of a room (Alexa Smart Properties). */
#include "api/endpoint.h"
#include "api/violations.h"
#include "base/die.h"

#include <string.h>
#include <uuid.h>

void check_profile(struct turn *turn)
{
    const json_t *query = turn->request->query;
    const char *type = json_string_value(json_object_get(query, "entity.type"));
    const char *id = json_string_value(json_object_get(query, "entity.id"));
    if (!type || strcmp(type, "UNIT") != 0)
        add_violation(turn->violations, "", "The query needs entity.type=UNIT, once.");
    if (!id || !*id)
        add_violation(turn->violations, "",
                      "The query needs entity.id, the persistentUnitId, once.");
    check_no_body(turn);
}

/* The same unit has the same profile in every run. */
static json_t *profile_of(const char *unit)
{
    uuid_t uuid;
    char text[UUID_TEXT_SIZE];
    uuid_generate_sha1(uuid, *uuid_get_template("oid"), unit, strlen(unit));
    uuid_unparse_lower(uuid, text);
    json_t *id = must(json_sprintf("amzn1.alexa.communications.profile.did.%s", text));
    return must(json_pack("{s:{s:o}}", "profileId", "profileId", id));
}

json_t *serve_profile(struct turn *turn)
{
    return profile_of(json_string_value(json_object_get(turn->request->query, "entity.id")));
}

static const json_t *entity(const struct turn *turn)
{
    return json_object_get(turn->request->document, "entity");
}

void check_new_profile(struct turn *turn)
{
    if (!check_json_body(turn))
        return;
    const char *type = json_string_value(json_object_get(entity(turn), "type"));
    const char *id = json_string_value(json_object_get(entity(turn), "id"));
    const json_t *name = json_object_get(turn->request->document, "name");
    if (!type || strcmp(type, "UNIT") != 0)
        add_violation(turn->violations, "/entity/type", "must be UNIT");
    if (!id || !*id)
        add_violation(turn->violations, "/entity/id", "is required: the id of the unit");
    if (name && !json_is_string(name))
        add_violation(turn->violations, "/name", "must be a string");
}

/* A unit that has a profile gets the same again. */
json_t *serve_new_profile(struct turn *turn)
{
    return profile_of(json_string_value(json_object_get(entity(turn), "id")));
}
