/* SPDX-License-Identifier: Apache-2.0 */
#include "support/example_session.h"

skillcall_session_builder *example_builder(const skillcall_allocator *allocator,
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
