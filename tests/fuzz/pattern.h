/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions, with which the targets read what the library reads by hand. */
#ifndef TESTS_FUZZ_PATTERN_H
#define TESTS_FUZZ_PATTERN_H

#include "fuzz.h"

#include <regex.h>

/* An extended expression, compiled when it is first used. */
struct pattern {
    const char *expression;
    int flags; /* REG_ICASE or 0 */
    int is_compiled;
    regex_t regex;
};

static inline int matches(struct pattern *pattern, const char *text, regmatch_t *parts,
                          size_t count)
{
    if (!pattern->is_compiled)
        REQUIRE(!regcomp(&pattern->regex, pattern->expression, REG_EXTENDED | pattern->flags));
    pattern->is_compiled = 1;
    return regexec(&pattern->regex, text, count, parts, 0) == 0;
}

static inline int fits(struct pattern *pattern, const char *text)
{
    return matches(pattern, text, NULL, 0);
}

/* The number that a part of a text begins with. */
static inline int number_at(const char *text, regmatch_t part)
{
    return atoi(text + part.rm_so);
}

#endif
