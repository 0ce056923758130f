/* The phone number of the user or of the speaker (Customer Profile and Person Profile API). */
#include "api/endpoint.h"
#include "api/violations.h"
#include "base/die.h"

void check_number(const struct turn *turn)
{
    if (turn->request->body_size > 0)
        add_violation(turn->reply->violations, "", "A GET request has no body.");
}

json_t *serve_number(const struct turn *turn)
{
    if (turn->scenario->content != CONTENT_NUMBER)
        return must(json_pack("{s:s, s:s}", "countryCode", "+1", "phoneNumber", "204-555-1111"));
    return turn->scenario->detail ? must(json_loads(turn->scenario->detail, 0, NULL)) : NULL;
}
