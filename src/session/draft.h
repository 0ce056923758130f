/* SPDX-License-Identifier: Apache-2.0 */
/* A session that is not checked yet, whatever its source. */
#ifndef SKILLCALL_SESSION_DRAFT_H
#define SKILLCALL_SESSION_DRAFT_H

#include "session/participant.h"

#include <stdbool.h>

#define SKILLCALL__PARTICIPANTS_MAX 16

/* Stands for a value of the wrong JSON type. It was reported when it was read, so every rule skips
   it. */
extern const char skillcall__unreadable[];
#define SKILLCALL__ORIGINATOR_UNREADABLE 2

/* The texts are borrowed. */
typedef struct skillcall__draft {
    bool participants_unreadable;
    size_t participant_count; /* only the first SKILLCALL__PARTICIPANTS_MAX are kept */
    skillcall_participant participants[SKILLCALL__PARTICIPANTS_MAX];
    const char *client_session_id; /* NULL: none */
} skillcall__draft;

#endif
