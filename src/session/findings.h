/* SPDX-License-Identifier: Apache-2.0 */
/* The violations found so far. */
#ifndef SKILLCALL_SESSION_FINDINGS_H
#define SKILLCALL_SESSION_FINDINGS_H

#include <skillcall/error.h>
#include <stdbool.h>

/* Begins as {.error = error}. */
typedef struct skillcall__findings {
    skillcall_error *error; /* NULL: violations are only counted */
    size_t count;
    bool no_memory;
} skillcall__findings;

void skillcall__report(skillcall__findings *findings, int32_t code, const char *path,
                       const char *sentence);

/* Reports a member of one participant, for example 0 and "/id/type". */
void skillcall__report_at(skillcall__findings *findings, int32_t code, size_t participant,
                          const char *member, const char *sentence);

/* Ends the search: true if nothing was found, else the error lists the violations. */
bool skillcall__conclude(const skillcall__findings *findings);

#endif
