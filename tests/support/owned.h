/* SPDX-License-Identifier: Apache-2.0 */
/* Variables whose object is freed at the end of their block: OWNED(session) session = ...; */
#ifndef TESTS_SUPPORT_OWNED_H
#define TESTS_SUPPORT_OWNED_H

#include <skillcall/skillcall.h>

#define OWNED(type) __attribute__((cleanup(release_##type))) skillcall_##type *

#define RELEASE(type)                                                                              \
    static inline void release_##type(skillcall_##type **object)                                   \
    {                                                                                              \
        skillcall_##type##_free(*object);                                                          \
    }

RELEASE(access)
RELEASE(call)
RELEASE(client)
RELEASE(client_options)
RELEASE(error)
RELEASE(inbound_call)
RELEASE(participant)
RELEASE(receipt)
RELEASE(session)
RELEASE(session_builder)
RELEASE(skill_request)
RELEASE(skill_response)
RELEASE(uui_decoder)

#endif
