/* Regular expressions, with which the targets read what the library reads by hand. */
#ifndef TESTS_FUZZ_PATTERN_H
#define TESTS_FUZZ_PATTERN_H

#include "fuzz.h"

#include <regex.h>

/* Whether a text fits an extended expression; flags: REG_ICASE or 0. */
static inline int matches(const char *pattern, int flags, const char *text, regmatch_t *parts,
                          size_t count)
{
    regex_t regex;
    REQUIRE(regcomp(&regex, pattern, REG_EXTENDED | flags) == 0);
    int is_match = regexec(&regex, text, count, parts, 0) == 0;
    regfree(&regex);
    return is_match;
}

#endif
