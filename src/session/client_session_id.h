/* SPDX-License-Identifier: Apache-2.0 */
/* Client session ids: made by libuuid or by the user's generator. */
#ifndef SKILLCALL_SESSION_CLIENT_SESSION_ID_H
#define SKILLCALL_SESSION_CLIENT_SESSION_ID_H

#include "base/limits.h"

#include <skillcall/session_builder.h>
#include <stdbool.h>

/* Writes a fresh id: from the generator, or a random UUID if that is NULL. SKILLCALL_E_GENERATOR if
   the generator fails or returns an invalid id. */
int32_t skillcall__client_session_id_generate(skillcall_id_generator generator, void *user_data,
                                              char id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1],
                                              skillcall_error *error);

#endif
