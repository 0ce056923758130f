/* SPDX-License-Identifier: Apache-2.0 */
/* What the failure paths share: the secrets, the error that is told, and templates of texts. */
#ifndef TESTS_SECRETS_PATHS_H
#define TESTS_SECRETS_PATHS_H

#include <skillcall/skillcall.h>

enum { TEXT_SIZE = 262144, TEXTS = 4 };

/* All that this program itself knows of secrets; wiped before the process is searched. */
struct secrets {
    char token[128];
    char from[20];
    char to[20];
    char start[32];                        /* of the token */
    char found[SKILLCALL_PROFILE_ID_SIZE]; /* what a lookup finds */
    char texts[TEXTS][TEXT_SIZE];
};

extern struct secrets secrets;
extern const skillcall_allocator *allocator; /* of every object */
extern skillcall_error *error;

/* Begins a failure path. */
void path(const char *name);

/* Prints every text that an error holds, and clears it. */
void tell(skillcall_error *failure);

/* Prints a status, for functions that have no error. */
void tell_status(int32_t status);

/* Puts the secrets into a template: $T the token, $S its start, $F and $G the numbers, $N and $M
   their digits without the country code. The result stays until the fourth call from here. */
const char *fill(const char *template);

/* inputs.c */
void refuse_access(void);
void refuse_sessions(void);
void refuse_skill_requests(void);
void refuse_inbound_calls(void);
void refuse_numbers(void);

/* answers.c */
void fail_calls(void);
void fail_by_resources(void);

#endif
