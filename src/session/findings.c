/* SPDX-License-Identifier: Apache-2.0 */
#include "session/findings.h"

#include "base/error.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

void skillcall__report(skillcall__findings *findings, int32_t code, const char *path,
                       const char *sentence)
{
    if (findings->count++ == 0)
        skillcall_error_clear(findings->error);
    if (findings->error && !skillcall__error_add_violation(findings->error, code, path, sentence))
        findings->no_memory = true;
}

void skillcall__report_at(skillcall__findings *findings, int32_t code, size_t participant,
                          const char *member, const char *sentence)
{
    char path[64];
    snprintf(path, sizeof path, "/participants/%zu%s", participant, member);
    skillcall__report(findings, code, path, sentence);
}

/* Lists place and code of as many violations as fit. */
static void summarise(const skillcall_error *error, char *summary, size_t size)
{
    const size_t room_for_the_rest = sizeof ", and 4294967295 more";
    skillcall__text text;
    skillcall__text_fixed(&text, summary, size);
    for (size_t i = 0; i < error->violation_count; i++) {
        char item[128];
        int length =
            snprintf(item, sizeof item, "%s%s (%s)", i ? ", " : "", error->violations[i].path,
                     skillcall_violation_name(error->violations[i].code));
        if (text.length + (size_t)length + room_for_the_rest > size) {
            snprintf(item, sizeof item, ", and %zu more", error->violation_count - i);
            skillcall__text_puts(&text, item);
            return;
        }
        skillcall__text_puts(&text, item);
    }
}

static void say_all(skillcall_error *error)
{
    char summary[560];
    summarise(error, summary, sizeof summary);
    skillcall__fail_with_facts(error, SKILLCALL_E_INVALID, "%zu rules are broken: %s",
                               error->violation_count, summary);
}

static void say_only(skillcall_error *error)
{
    const struct skillcall__violation *only = &error->violations[0];
    skillcall__fail_with_facts(error, SKILLCALL_E_INVALID, "%s%s%s", only->path,
                               only->path[0] ? ": " : "", only->message);
}

bool skillcall__conclude(const skillcall__findings *findings)
{
    if (findings->no_memory)
        skillcall__fail_no_memory(findings->error);
    else if (findings->count == 1 && findings->error)
        say_only(findings->error);
    else if (findings->count && findings->error)
        say_all(findings->error);
    return findings->count == 0;
}
