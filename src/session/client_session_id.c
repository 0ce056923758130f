/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE /* getentropy */

#include "session/client_session_id.h"

#include "base/error.h"
#include "session/rules.h"

#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include <uuid/uuid.h>

static bool is_client_session_id(const char *id, size_t size)
{
    skillcall__findings findings = {0};
    if (!memchr(id, '\0', size))
        return false;
    skillcall__check_client_session_id(id, &findings);
    return findings.count == 0;
}

/* A random UUID, of version 4. libuuid asks the kernel six times for one, but it also has another
   source, for where this one is closed. */
static void generate(char *id)
{
    uuid_t uuid;
    if (getentropy(uuid, sizeof uuid) != 0)
        uuid_generate_random(uuid);
    uuid[6] = (unsigned char)((uuid[6] & 0x0F) | 0x40); /* the version */
    uuid[8] = (unsigned char)((uuid[8] & 0x3F) | 0x80); /* the variant of RFC 9562 */
    uuid_unparse_lower(uuid, id);
}

int32_t skillcall__client_session_id_generate(skillcall_id_generator generator, void *user_data,
                                              char id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1],
                                              skillcall_error *error)
{
    const size_t size = SKILLCALL__CLIENT_SESSION_ID_MAX + 1;
    if (!generator) {
        generate(id);
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
