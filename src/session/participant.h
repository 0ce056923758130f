/* SPDX-License-Identifier: Apache-2.0 */
/* The record behind a participant. */
#ifndef SKILLCALL_SESSION_PARTICIPANT_H
#define SKILLCALL_SESSION_PARTICIPANT_H

#include "base/store.h"

#include <skillcall/participant.h>
#include <stdbool.h>

enum skillcall__participant_text {
    SKILLCALL__TYPE,
    SKILLCALL__VALUE,
    SKILLCALL__ENDPOINT_ID,
    SKILLCALL__PROVIDER_ID,
    SKILLCALL__TEXT_COUNT
};

/* The texts are borrowed from the object that the participant is part of. */
struct skillcall_participant {
    int32_t originator;
    const char *texts[SKILLCALL__TEXT_COUNT]; /* NULL: unset */
};

/* Makes a copy whose texts a store keeps; when out of memory, it keeps none and returns false. */
bool skillcall__participant_copy(skillcall_participant *copy,
                                 const skillcall_participant *participant, skillcall__store *store);

/* Returns its texts to a store. */
void skillcall__participant_drop(const skillcall_participant *participant, skillcall__store *store);

#endif
