/* SPDX-License-Identifier: Apache-2.0 */
/* The grammar of the emulator's --fault, which is also what follows "emulator-" in a token. Input:
   a line. It is read a second time with regular expressions. */
#include "api/scenario.h"
#include "pattern.h"

enum { TEXT_MAX = 255 };

/* The modifiers; each takes the place of an earlier one of its kind. */
static struct pattern delay = {.expression = "^delay-0*([0-9]{1,6})$"},
                      first = {.expression = "^first-0*([0-9]{1,4})$"},
                      seconds = {.expression = "^retry-after-0*([0-9]{1,5})$"},
                      date = {.expression = "^retry-date-0*([0-9]{1,5})$"},
                      never = {.expression = "^no-retry-after$"},
                      session = {.expression = "^at-session$"},
                      number = {.expression = "^at-number$"},
                      profile = {.expression = "^at-profile$"},
                      directive = {.expression = "^at-directive$"}, key = {.expression = "^key-"};

/* Reads a modifier that has a number within limits. */
static int reads_number(struct pattern *pattern, const char *word, uint32_t minimum,
                        uint32_t maximum, uint32_t *value)
{
    regmatch_t parts[2];
    if (!matches(pattern, word, parts, 2))
        return 0;
    uint32_t found = (uint32_t)number_at(word, parts[1]);
    if (found < minimum || found > maximum)
        return 0;
    *value = found;
    return 1;
}

static int reads_retry(struct pattern *pattern, const char *word, enum retry_after retry,
                       struct plan *plan)
{
    if (!reads_number(pattern, word, 0, 86400, &plan->retry_seconds))
        return 0;
    plan->retry = retry;
    return 1;
}

static int reads_endpoint(struct pattern *pattern, const char *word, unsigned endpoint,
                          struct plan *plan)
{
    if (!fits(pattern, word))
        return 0;
    plan->endpoints = endpoint;
    return 1;
}

static int reads_modifier(const char *word, struct plan *plan)
{
    if (fits(&never, word)) {
        plan->retry = RETRY_NEVER_SAID;
        return 1;
    }
    return reads_number(&delay, word, 0, 600000, &plan->delay_ms) ||
           reads_number(&first, word, 1, 1000, &plan->first) ||
           reads_retry(&seconds, word, RETRY_IN_SECONDS, plan) ||
           reads_retry(&date, word, RETRY_AT_DATE, plan) ||
           reads_endpoint(&session, word, AT_SESSION, plan) ||
           reads_endpoint(&number, word, AT_NUMBER, plan) ||
           reads_endpoint(&profile, word, AT_PROFILE, plan) ||
           reads_endpoint(&directive, word, AT_DIRECTIVE, plan) || fits(&key, word);
}

static const struct scenario *scenario_named(const char *name)
{
    size_t count;
    const struct scenario *table = scenario_table(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

/* Reads the text, which it cuts into words. */
static int reads(char *text, struct plan *plan)
{
    char *end;
    int is_first = 1;
    *plan = (struct plan){.endpoints = AT_ALL};
    if (strlen(text) > TEXT_MAX)
        return 0;
    do {
        end = strchr(text, '.');
        if (end)
            *end = '\0';
        if (is_first)
            plan->scenario = scenario_named(text);
        else if (!reads_modifier(text, plan))
            return 0;
        is_first = 0;
        text = end ? end + 1 : text;
    } while (end && plan->scenario);
    return plan->scenario != NULL;
}

static int is_same(const struct plan *a, const struct plan *b)
{
    int has_seconds = a->retry == RETRY_IN_SECONDS || a->retry == RETRY_AT_DATE;
    return a->scenario == b->scenario && a->delay_ms == b->delay_ms && a->first == b->first &&
           a->retry == b->retry && (!has_seconds || a->retry_seconds == b->retry_seconds) &&
           a->endpoints == b->endpoints;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct plan plan, expected;
    char *text = text_of(data, size);
    bool is_plan = plan_parse(text, &plan);
    REQUIRE(is_plan == reads(text, &expected));
    REQUIRE(!is_plan || is_same(&plan, &expected));
    free(text);
    return 0;
}
