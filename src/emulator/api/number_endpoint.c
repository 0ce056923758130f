/* SPDX-License-Identifier: Apache-2.0 */
/* The phone number of the user or of the speaker (Customer Profile and Person Profile API). */
#include "api/endpoint.h"
#include "base/die.h"

void check_number(struct turn *turn)
{
    check_no_body(turn);
}

json_t *serve_number(struct turn *turn)
{
    if (turn->scenario->content != CONTENT_NUMBER)
        return must(json_pack("{s:s, s:s}", "countryCode", "+1", "phoneNumber", "204-555-1111"));
    return turn->scenario->detail ? must(json_loads(turn->scenario->detail, 0, NULL)) : NULL;
}
