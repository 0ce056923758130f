/* SPDX-License-Identifier: Apache-2.0 */
/* StartCommunicationSession. */
#include "api/endpoint.h"
#include "api/session_check.h"
#include "base/die.h"

void check_session(struct turn *turn)
{
    if (check_json_body(turn))
        check_session_body(turn->request->document, turn->settings->allow_unknown,
                           turn->violations);
}

/* Every session starts here. */
json_t *serve_session(struct turn *turn)
{
    new_uuid(turn->session_id);
    return must(json_pack("{s:s}", "sessionId", turn->session_id));
}
