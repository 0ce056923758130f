/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/session_builder.h>

#include "base/error.h"
#include "session/client_session_id.h"
#include "session/rules.h"
#include "session/session.h"

struct skillcall_session_builder {
    skillcall_allocator allocator;
    skillcall_participant *participants[SKILLCALL__PARTICIPANTS_MAX];
    size_t participant_count;
    char *client_session_id; /* NULL: generated or omitted */
    bool omit_client_session_id;
    bool allow_unknown;
    skillcall_id_generator generator; /* NULL: libuuid */
    void *generator_data;
};

skillcall_session_builder *skillcall_session_builder_new(const skillcall_allocator *allocator,
                                                         skillcall_error *error)
{
    int32_t status;
    skillcall_session_builder *builder = skillcall__object_new(allocator, sizeof *builder, &status);
    return builder ? builder : skillcall__fail_object(error, status);
}

void skillcall_session_builder_free(skillcall_session_builder *builder)
{
    if (!builder)
        return;
    skillcall_allocator allocator = builder->allocator;
    for (size_t i = 0; i < builder->participant_count; i++) {
        skillcall__participant_wipe_texts(builder->participants[i]);
        skillcall__deallocate(&allocator, builder->participants[i]);
    }
    skillcall__free_text(&allocator, builder->client_session_id);
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
    if (builder->participant_count == SKILLCALL__PARTICIPANTS_MAX)
        return skillcall__fail(error, SKILLCALL_E_TOO_LARGE,
                               "the builder has %d participants already: a session takes 2",
                               SKILLCALL__PARTICIPANTS_MAX);
    skillcall_participant *copy = skillcall__participant_copy(&builder->allocator, participant);
    if (!copy)
        return skillcall__fail_no_memory(error);
    builder->participants[builder->participant_count++] = copy;
    return SKILLCALL_OK;
}

int32_t skillcall_session_builder_set_client_session_id(skillcall_session_builder *builder,
                                                        const char *client_session_id,
                                                        skillcall_error *error)
{
    if (!builder)
        return skillcall__fail_null(error, "builder");
    char *copy = skillcall__duplicate(&builder->allocator, client_session_id);
    if (client_session_id && !copy)
        return skillcall__fail_no_memory(error);
    skillcall__free_text(&builder->allocator, builder->client_session_id);
    builder->client_session_id = copy;
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

/* The draft borrows the builder's texts. */
static void make_draft(const skillcall_session_builder *builder, skillcall__draft *draft)
{
    draft->participants_unreadable = false;
    draft->participant_count = builder->participant_count;
    for (size_t i = 0; i < builder->participant_count; i++)
        draft->participants[i] = *builder->participants[i];
    draft->client_session_id = builder->client_session_id;
}

skillcall_session *skillcall_session_builder_build(const skillcall_session_builder *builder,
                                                   skillcall_error *error)
{
    if (!builder) {
        skillcall__fail_null(error, "builder");
        return NULL;
    }
    skillcall__draft draft;
    make_draft(builder, &draft);
    skillcall__findings findings = {.error = error};
    skillcall__check_draft(&draft, builder->allow_unknown, &findings);
    if (!skillcall__conclude(&findings))
        return NULL;

    char fresh_id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1];
    if (!builder->client_session_id && !builder->omit_client_session_id) {
        if (skillcall__client_session_id_generate(builder->generator, builder->generator_data,
                                                  fresh_id, error))
            return NULL;
        draft.client_session_id = fresh_id;
    }
    return skillcall__session_new(&builder->allocator, &draft, error);
}
