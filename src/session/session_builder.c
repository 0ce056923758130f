/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/session_builder.h>

#include "base/error.h"
#include "session/client_session_id.h"
#include "session/rules.h"
#include "session/session.h"

struct skillcall_session_builder {
    skillcall__store store;
    skillcall__draft draft; /* without a client session id, one is generated or left out */
    bool omit_client_session_id;
    bool allow_unknown;
    skillcall_id_generator generator; /* NULL: libuuid */
    void *generator_data;
};

skillcall_session_builder *skillcall_session_builder_new(const skillcall_allocator *allocator,
                                                         skillcall_error *error)
{
    return skillcall__make_object(allocator, sizeof(skillcall_session_builder), error);
}

void skillcall_session_builder_free(skillcall_session_builder *builder)
{
    if (!builder)
        return;
    skillcall_allocator allocator = builder->store.allocator;
    for (size_t i = 0; i < builder->draft.participant_count; i++)
        skillcall__participant_drop(&builder->draft.participants[i], &builder->store);
    skillcall__store_drop(&builder->store, builder->draft.client_session_id);
    skillcall__deallocate(&allocator, builder);
}

int32_t skillcall_session_builder_add(skillcall_session_builder *builder,
                                      const skillcall_participant *participant,
                                      skillcall_error *error)
{
    if (!builder)
        return skillcall__fail_null(error, "builder");
    if (!participant)
        return skillcall__fail_null(error, "participant");
    skillcall__draft *draft = &builder->draft;
    if (draft->participant_count == SKILLCALL__PARTICIPANTS_MAX)
        return skillcall__fail(error, SKILLCALL_E_TOO_LARGE,
                               "the builder has %d participants already: a session takes 2",
                               SKILLCALL__PARTICIPANTS_MAX);
    skillcall_participant *copy = &draft->participants[draft->participant_count];
    if (!skillcall__participant_copy(copy, participant, &builder->store))
        return skillcall__fail_no_memory(error);
    draft->participant_count++;
    return SKILLCALL_OK;
}

int32_t skillcall_session_builder_set_client_session_id(skillcall_session_builder *builder,
                                                        const char *client_session_id,
                                                        skillcall_error *error)
{
    if (!builder)
        return skillcall__fail_null(error, "builder");
    const char *copy = skillcall__store_keep(&builder->store, client_session_id);
    if (client_session_id && !copy)
        return skillcall__fail_no_memory(error);
    skillcall__store_drop(&builder->store, builder->draft.client_session_id);
    builder->draft.client_session_id = copy;
    builder->omit_client_session_id = false;
    return SKILLCALL_OK;
}

int32_t skillcall_session_builder_omit_client_session_id(skillcall_session_builder *builder,
                                                         skillcall_error *error)
{
    int32_t status = skillcall_session_builder_set_client_session_id(builder, NULL, error);
    if (status)
        return status;
    builder->omit_client_session_id = true;
    return SKILLCALL_OK;
}

int32_t skillcall_session_builder_set_id_generator(skillcall_session_builder *builder,
                                                   skillcall_id_generator generator,
                                                   void *user_data, skillcall_error *error)
{
    if (!builder)
        return skillcall__fail_null(error, "builder");
    builder->generator = generator;
    builder->generator_data = user_data;
    return SKILLCALL_OK;
}

int32_t skillcall_session_builder_allow_unknown(skillcall_session_builder *builder, int32_t allow,
                                                skillcall_error *error)
{
    if (!builder)
        return skillcall__fail_null(error, "builder");
    if (allow != 0 && allow != 1)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT, "allow is %d: it must be 0 or 1",
                               (int)allow);
    builder->allow_unknown = allow;
    return SKILLCALL_OK;
}

skillcall_session *skillcall_session_builder_build(const skillcall_session_builder *builder,
                                                   skillcall_error *error)
{
    if (!builder) {
        skillcall__fail_null(error, "builder");
        return NULL;
    }
    const skillcall__draft *draft = &builder->draft;
    skillcall__findings findings = {.error = error};
    skillcall__check_draft(draft, builder->allow_unknown, &findings);
    if (!skillcall__conclude(&findings))
        return NULL;

    const char *id = draft->client_session_id;
    char fresh_id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1];
    if (!id && !builder->omit_client_session_id) {
        if (skillcall__client_session_id_generate(builder->generator, builder->generator_data,
                                                  fresh_id, error))
            return NULL;
        id = fresh_id;
    }
    return skillcall__session_new(&builder->store.allocator, draft->participants, id, error);
}
