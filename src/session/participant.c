/* SPDX-License-Identifier: Apache-2.0 */
#include "session/participant.h"

#include "base/element.h"
#include "base/error.h"

/* A participant of the user's. */
struct owned {
    skillcall__store store;
    skillcall_participant participant;
};

static struct owned *owner_of(skillcall_participant *participant)
{
    return SKILLCALL__ELEMENT(participant, struct owned, participant);
}

skillcall_participant *skillcall_participant_new(const skillcall_allocator *allocator,
                                                 skillcall_error *error)
{
    struct owned *owned = skillcall__make_object(allocator, sizeof *owned, error);
    if (!owned)
        return NULL;
    owned->participant.originator = SKILLCALL_ORIGINATOR_UNSET;
    return &owned->participant;
}

void skillcall_participant_free(skillcall_participant *participant)
{
    if (!participant)
        return;
    struct owned *owned = owner_of(participant);
    skillcall_allocator allocator = owned->store.allocator;
    skillcall__participant_drop(participant, &owned->store);
    skillcall__deallocate(&allocator, owned);
}

static int32_t set_text(skillcall_participant *participant, enum skillcall__participant_text which,
                        const char *text, skillcall_error *error)
{
    skillcall__store *store = &owner_of(participant)->store;
    const char *copy = skillcall__store_keep(store, text);
    if (text && !copy)
        return skillcall__fail_no_memory(error);
    skillcall__store_drop(store, participant->texts[which]);
    participant->texts[which] = copy;
    return SKILLCALL_OK;
}

int32_t skillcall_participant_set_identity(skillcall_participant *participant, const char *type,
                                           const char *value, skillcall_error *error)
{
    if (!participant)
        return skillcall__fail_null(error, "participant");
    skillcall__store *store = &owner_of(participant)->store;
    const char *new_type = skillcall__store_keep(store, type);
    if (type && !new_type)
        return skillcall__fail_no_memory(error);
    int32_t status = set_text(participant, SKILLCALL__VALUE, value, error);
    if (status) {
        skillcall__store_drop(store, new_type);
        return status;
    }
    skillcall__store_drop(store, participant->texts[SKILLCALL__TYPE]);
    participant->texts[SKILLCALL__TYPE] = new_type;
    return SKILLCALL_OK;
}

int32_t skillcall_participant_set_endpoint_id(skillcall_participant *participant,
                                              const char *endpoint_id, skillcall_error *error)
{
    if (!participant)
        return skillcall__fail_null(error, "participant");
    return set_text(participant, SKILLCALL__ENDPOINT_ID, endpoint_id, error);
}

int32_t skillcall_participant_set_provider_id(skillcall_participant *participant,
                                              const char *provider_id, skillcall_error *error)
{
    if (!participant)
        return skillcall__fail_null(error, "participant");
    return set_text(participant, SKILLCALL__PROVIDER_ID, provider_id, error);
}

int32_t skillcall_participant_set_originator(skillcall_participant *participant, int32_t originator,
                                             skillcall_error *error)
{
    if (!participant)
        return skillcall__fail_null(error, "participant");
    if (originator < SKILLCALL_ORIGINATOR_UNSET || originator > SKILLCALL_ORIGINATOR_YES)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the originator setting is %d: it must be 1 (yes), 0 (no) or -1 "
                               "(unset)",
                               (int)originator);
    participant->originator = originator;
    return SKILLCALL_OK;
}

const char *skillcall_participant_type(const skillcall_participant *participant)
{
    return participant ? participant->texts[SKILLCALL__TYPE] : NULL;
}

const char *skillcall_participant_value(const skillcall_participant *participant)
{
    return participant ? participant->texts[SKILLCALL__VALUE] : NULL;
}

const char *skillcall_participant_endpoint_id(const skillcall_participant *participant)
{
    return participant ? participant->texts[SKILLCALL__ENDPOINT_ID] : NULL;
}

const char *skillcall_participant_provider_id(const skillcall_participant *participant)
{
    return participant ? participant->texts[SKILLCALL__PROVIDER_ID] : NULL;
}

int32_t skillcall_participant_originator(const skillcall_participant *participant)
{
    return participant ? participant->originator : SKILLCALL_ORIGINATOR_UNSET;
}

bool skillcall__participant_copy(skillcall_participant *copy,
                                 const skillcall_participant *participant, skillcall__store *store)
{
    *copy = (skillcall_participant){.originator = participant->originator};
    for (int i = 0; i < SKILLCALL__TEXT_COUNT; i++) {
        copy->texts[i] = skillcall__store_keep(store, participant->texts[i]);
        if (participant->texts[i] && !copy->texts[i]) {
            skillcall__participant_drop(copy, store);
            return false;
        }
    }
    return true;
}

void skillcall__participant_drop(const skillcall_participant *participant, skillcall__store *store)
{
    for (int i = 0; i < SKILLCALL__TEXT_COUNT; i++)
        skillcall__store_drop(store, participant->texts[i]);
}
