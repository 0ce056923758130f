/* SPDX-License-Identifier: Apache-2.0 */
/* The example of the contract, tests/vectors/session-request.json, as calls of the library. */
#ifndef TESTS_SUPPORT_EXAMPLE_SESSION_H
#define TESTS_SUPPORT_EXAMPLE_SESSION_H

#include <skillcall/session_builder.h>

#define EXAMPLE_ID "db792233-8df3-416c-8d80-a70038747b74"
#define EXAMPLE_ENDPOINT_ID                                                                        \
    "amzn1.ask.device.BHOSHBLLX53AFDC5KSPFX3IM3NZKLVAHCG3CPUDM242MB55ID3OB5XUYQO332QUZ5FY45Z7RBR6" \
    "RJD7ZKUSWLP5SJ6ZREGLKLBVY2DZKPUCTFEJE55JV6DWMAAO7UUNCIKGWCK6FWUS75F5LWBOKHXARBZYXQDHS6OCY7O6" \
    "JBAKBDJRELAR7O"

/* Two phone numbers, no client session id chosen yet; NULL with the first failure in the error. */
static inline skillcall_session_builder *example_builder(const skillcall_allocator *allocator,
                                                         skillcall_error *error)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(allocator, error);
    if (!builder)
        return NULL;
    skillcall_participant *caller = skillcall_participant_new_phone_caller(
        allocator, "+12045551111", EXAMPLE_ENDPOINT_ID, error);
    int32_t status = skillcall_session_builder_add(builder, caller, error);
    skillcall_participant_free(caller);
    if (status == SKILLCALL_OK) {
        skillcall_participant *callee =
            skillcall_participant_new_phone_callee(allocator, "+16073331111", error);
        status = skillcall_session_builder_add(builder, callee, error);
        skillcall_participant_free(callee);
    }
    if (status == SKILLCALL_OK)
        return builder;
    skillcall_session_builder_free(builder);
    return NULL;
}

#endif
