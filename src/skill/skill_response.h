/* SPDX-License-Identifier: Apache-2.0 */
/* What a response is made of. */
#ifndef SKILLCALL_SKILL_SKILL_RESPONSE_H
#define SKILLCALL_SKILL_SKILL_RESPONSE_H

#include "base/limits.h"
#include "base/text.h"

#include <skillcall/skill_response.h>

enum skillcall__card {
    SKILLCALL__NO_CARD,
    SKILLCALL__ACCOUNT_PERMISSION_CARD,
    SKILLCALL__PERSON_PERMISSION_CARD,
    SKILLCALL__LINK_ACCOUNT_CARD
};

struct skillcall__speech {
    char *text; /* NULL for silence */
    bool is_ssml;
};

struct skillcall_skill_response {
    skillcall_allocator allocator;
    struct skillcall__speech announcement;
    struct skillcall__speech reprompt;
    enum skillcall__card card;
    skillcall__text directives;                          /* JSON, with commas between them */
    char *session_attributes;                            /* JSON */
    char grant_id[SKILLCALL__CLIENT_SESSION_ID_MAX + 1]; /* "": not the answer to a Grant */
    skillcall__text json;
};

#endif
