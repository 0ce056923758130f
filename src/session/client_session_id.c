/* SPDX-License-Identifier: Apache-2.0 */
#include "session/client_session_id.h"

#include "base/error.h"
#include "session/rules.h"

#include <string.h>
#include <uuid/uuid.h>

static bool is_client_session_id(const char *id, size_t size)
{
    skillcall__findings findings = {0};
    if (!memchr(id, '\0', size))
        return false;
    skillcall__check_client_session_id(id, &findings);
    return findings.count == 0;
}

int32_t skillcall__client_session_id_generate(skillcall_id_generator generator, void *user_data,
                                              char id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1],
                                              skillcall_error *error)
{
    const size_t size = SKILLCALL__CLIENT_SESSION_ID_MAX + 1;
    if (!generator) {
        uuid_t uuid;
        uuid_generate_random(uuid);
        uuid_unparse_lower(uuid, id);
        return SKILLCALL_OK;
    }
    memset(id, 0, size);
    int32_t result = generator(user_data, id, size);
    if (result)
        return skillcall__fail(error, SKILLCALL_E_GENERATOR,
                               "the client session id generator failed with %d", (int)result);
    if (!is_client_session_id(id, size))
        return skillcall__fail(error, SKILLCALL_E_GENERATOR,
                               "the client session id generator gave no id: it must write 1 to %d "
                               "printable ASCII characters and a NUL",
                               SKILLCALL__CLIENT_SESSION_ID_MAX);
    return SKILLCALL_OK;
}
