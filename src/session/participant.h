/* SPDX-License-Identifier: Apache-2.0 */
/* The record behind a participant. */
#ifndef SKILLCALL_SESSION_PARTICIPANT_H
#define SKILLCALL_SESSION_PARTICIPANT_H

#include "base/allocator.h"

#include <skillcall/participant.h>

enum skillcall__participant_text {
    SKILLCALL__TYPE,
    SKILLCALL__VALUE,
    SKILLCALL__ENDPOINT_ID,
    SKILLCALL__PROVIDER_ID,
    SKILLCALL__TEXT_COUNT
};

/* A user's participant owns each text. One that is part of something else borrows them: its
   texts lie in the block of what it is part of. */
struct skillcall_participant {
    skillcall_allocator allocator;
    int32_t originator;
    const char *texts[SKILLCALL__TEXT_COUNT]; /* NULL: unset */
};

/* The bytes that skillcall__participant_move_texts needs. */
size_t skillcall__participant_text_size(const skillcall_participant *participant);

/* Copies the texts to the given place, makes the participant borrow them from there, and returns
   the place behind them. */
char *skillcall__participant_move_texts(skillcall_participant *participant, char *place);

/* For one that borrows its texts, before the block that they lie in is given back. */
void skillcall__participant_wipe_texts(const skillcall_participant *participant);

/* A copy in a single block, wiped by the above and freed by skillcall__deallocate; NULL when there
 * is no memory. */
skillcall_participant *skillcall__participant_copy(const skillcall_allocator *allocator,
                                                   const skillcall_participant *participant);

#endif
