/* SPDX-License-Identifier: Apache-2.0 */
#include "session/participant.h"

#include "base/error.h"

#include <string.h>

skillcall_participant *skillcall_participant_new(const skillcall_allocator *allocator,
                                                 skillcall_error *error)
{
    int32_t status;
    skillcall_participant *participant =
        skillcall__object_new(allocator, sizeof *participant, &status);
    if (!participant)
        return skillcall__fail_object(error, status);
    participant->originator = SKILLCALL_ORIGINATOR_UNSET;
    return participant;
}

void skillcall_participant_free(skillcall_participant *participant)
{
    if (!participant)
        return;
    skillcall_allocator allocator = participant->allocator;
    for (int i = 0; i < SKILLCALL__TEXT_COUNT; i++)
        skillcall__free_text(&allocator, (char *)participant->texts[i]);
    skillcall__deallocate(&allocator, participant);
}

static int32_t set_text(skillcall_participant *participant, enum skillcall__participant_text which,
                        const char *text, skillcall_error *error)
{
    char *copy = skillcall__duplicate(&participant->allocator, text);
    if (text && !copy)
        return skillcall__fail_no_memory(error);
    skillcall__free_text(&participant->allocator, (char *)participant->texts[which]);
    participant->texts[which] = copy;
    return SKILLCALL_OK;
}

int32_t skillcall_participant_set_identity(skillcall_participant *participant, const char *type,
                                           const char *value, skillcall_error *error)
{
    if (!participant)
        return skillcall__fail_null(error, "participant");
    const skillcall_allocator *allocator = &participant->allocator;
    char *new_type = skillcall__duplicate(allocator, type);
    if (type && !new_type)
        return skillcall__fail_no_memory(error);
    int32_t status = set_text(participant, SKILLCALL__VALUE, value, error);
    if (status) {
        skillcall__free_text(allocator, new_type);
        return status;
    }
    skillcall__free_text(allocator, (char *)participant->texts[SKILLCALL__TYPE]);
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

size_t skillcall__participant_text_size(const skillcall_participant *participant)
{
    size_t size = 0;
    for (int i = 0; i < SKILLCALL__TEXT_COUNT; i++)
        if (participant->texts[i])
            size += strlen(participant->texts[i]) + 1;
    return size;
}

char *skillcall__participant_move_texts(skillcall_participant *participant, char *place)
{
    for (int i = 0; i < SKILLCALL__TEXT_COUNT; i++) {
        if (!participant->texts[i])
            continue;
        size_t size = strlen(participant->texts[i]) + 1;
        participant->texts[i] = memcpy(place, participant->texts[i], size);
        place += size;
    }
    return place;
}

void skillcall__participant_wipe_texts(const skillcall_participant *participant)
{
    for (int i = 0; i < SKILLCALL__TEXT_COUNT; i++)
        if (participant->texts[i])
            skillcall__wipe((char *)participant->texts[i], strlen(participant->texts[i]));
}

skillcall_participant *skillcall__participant_copy(const skillcall_allocator *allocator,
                                                   const skillcall_participant *participant)
{
    skillcall_participant *copy = skillcall__allocate(
        allocator, sizeof *copy + skillcall__participant_text_size(participant));
    if (!copy)
        return NULL;
    *copy = *participant;
    skillcall__participant_move_texts(copy, (char *)(copy + 1));
    return copy;
}
