/* SPDX-License-Identifier: Apache-2.0 */
#include "api/scenario.h"

#include "cli/parse_number.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
static const struct scenario scenarios[] = {
    /* name, status, content, delivery, endpoints, detail, text */
    {"ok",             200, CONTENT_RESULT, DELIVER_WHOLE, AT_ALL, NULL, "the request is checked, then accepted"},

    {"invalid",        400, CONTENT_ERROR, DELIVER_WHOLE, AT_ALL, "InvalidInput", "The request is not valid."},
    {"expired",        401, CONTENT_ERROR, DELIVER_WHOLE, AT_ALL, "BadToken", "The token is expired or invalid."},
    {"denied",         403, CONTENT_ERROR, DELIVER_WHOLE, AT_ALL, "AccessDenied", "The user has not granted the permission."},
    {"denied-html",    403, CONTENT_HTML, DELIVER_WHOLE, AT_ALL, NULL, "an HTML page instead of JSON"},
    {"region",         404, CONTENT_ERROR, DELIVER_WHOLE, AT_ALL, NULL, "Calling does not exist in this region."},
    {"throttled",      429, CONTENT_ERROR, DELIVER_WHOLE, AT_ALL, "Throttling", "The rate is exceeded."},
    {"error",          500, CONTENT_ERROR, DELIVER_WHOLE, AT_ALL, "InternalServerError", "An unexpected error occurred."},
    {"bad-gateway",    502, CONTENT_HTML, DELIVER_WHOLE, AT_ALL, NULL, "an HTML page, as from a proxy"},
    {"unavailable",    503, CONTENT_ERROR, DELIVER_WHOLE, AT_ALL, "ServiceUnavailable", "The service is busy; try again."},
    {"redirect",       307, CONTENT_NONE, DELIVER_WHOLE, AT_ALL, NULL, "a redirect to the same URL"},

    {"empty",          200, CONTENT_NONE, DELIVER_WHOLE, AT_ALL, NULL, "accepted, no body"},
    {"missing",        200, CONTENT_MISSING, DELIVER_WHOLE, AT_ALL, NULL, "accepted, the body is {}"},
    {"blank",          200, CONTENT_BLANK, DELIVER_WHOLE, AT_ALL, NULL, "accepted, the id in the body is \"\""},
    {"wrong-type",     200, CONTENT_WRONG_TYPE, DELIVER_WHOLE, AT_ALL, NULL, "accepted, the id in the body is a number"},
    {"not-json",       200, CONTENT_NOT_JSON, DELIVER_WHOLE, AT_ALL, NULL, "accepted, the body lacks its last \"}\""},
    {"html",           200, CONTENT_HTML, DELIVER_WHOLE, AT_ALL, NULL, "accepted, an HTML page instead of JSON"},
    {"huge",           200, CONTENT_HUGE, DELIVER_WHOLE, AT_ALL, NULL, "accepted, a body of 4 MiB"},
    {"truncated",      200, CONTENT_RESULT, DELIVER_TRUNCATED, AT_ALL, NULL, "accepted, half of the body, then closed"},
    {"stalled",        200, CONTENT_RESULT, DELIVER_STALLED, AT_ALL, NULL, "accepted, half of the body, then a minute of silence"},
    {"close",            0, CONTENT_NONE, DELIVER_CLOSE, AT_ALL, NULL, "the connection is closed without an answer"},
    {"reset",            0, CONTENT_NONE, DELIVER_RESET, AT_ALL, NULL, "the connection is reset (RST) without an answer"},

    {"number-plain",     200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"countryCode\":\"1\",\"phoneNumber\":\"2045551111\"}", "countryCode without \"+\""},
    {"number-separated", 200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"countryCode\":\"+1\",\"phoneNumber\":\"(204) 555.11-11\"}", "blanks, dots, dashes, parentheses"},
    {"number-none",      204, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, NULL, "no number on file"},
    {"number-no-country",200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"phoneNumber\":\"2045551111\"}", "countryCode is missing"},
    {"number-no-phone",  200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"countryCode\":\"+1\"}", "phoneNumber is missing"},
    {"number-national",  200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"countryCode\":\"+49\",\"phoneNumber\":\"030 901820\"}", "a national leading 0"},
    {"number-letters",   200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"countryCode\":\"+1\",\"phoneNumber\":\"204-CALL-NOW\"}", "letters"},
    {"number-long",      200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"countryCode\":\"+1\",\"phoneNumber\":\"204555111122223333\"}", "more than 15 digits"},
    {"number-null",      200, CONTENT_NUMBER, DELIVER_WHOLE, AT_NUMBER, "{\"countryCode\":null,\"phoneNumber\":null}", "both members are null"},

    {"profile-none",     404, CONTENT_ERROR, DELIVER_WHOLE, AT_PROFILE, NULL, "The unit has no communication profile."},
};
/* clang-format on */

const struct scenario *scenario_table(size_t *count)
{
    *count = sizeof scenarios / sizeof *scenarios;
    return scenarios;
}

const struct scenario *scenario_ok(void)
{
    return &scenarios[0];
}

static const struct scenario *find_scenario(const char *name)
{
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        if (strcmp(scenarios[i].name, name) == 0)
            return &scenarios[i];
    return NULL;
}

/* If the word is PREFIX then the rest of it, else NULL. */
static const char *after(const char *word, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(word, prefix, length) == 0 ? word + length : NULL;
}

static bool apply_endpoint(const char *name, struct plan *plan)
{
    if (strcmp(name, "session") == 0)
        plan->endpoints = AT_SESSION;
    else if (strcmp(name, "number") == 0)
        plan->endpoints = AT_NUMBER;
    else if (strcmp(name, "profile") == 0)
        plan->endpoints = AT_PROFILE;
    else if (strcmp(name, "directive") == 0)
        plan->endpoints = AT_DIRECTIVE;
    else
        return false;
    return true;
}

static bool apply_retry(enum retry_after retry, const char *seconds, struct plan *plan)
{
    plan->retry = retry;
    return parse_number(seconds, 86400, &plan->retry_seconds);
}

static bool apply_modifier(const char *word, struct plan *plan)
{
    const char *rest = after(word, "delay-");
    if (rest)
        return parse_number(rest, 600000, &plan->delay_ms);
    if ((rest = after(word, "first-")))
        return parse_number(rest, 1000, &plan->first) && plan->first > 0;
    if ((rest = after(word, "retry-after-")))
        return apply_retry(RETRY_IN_SECONDS, rest, plan);
    if ((rest = after(word, "retry-date-")))
        return apply_retry(RETRY_AT_DATE, rest, plan);
    if ((rest = after(word, "at-")))
        return apply_endpoint(rest, plan);
    if (strcmp(word, "no-retry-after") == 0) {
        plan->retry = RETRY_NEVER_SAID;
        return true;
    }
    return after(word, "key-") != NULL; /* only makes a different token */
}

bool plan_parse(const char *specification, struct plan *plan)
{
    char words[256];
    *plan = (struct plan){.endpoints = AT_ALL};
    if ((size_t)snprintf(words, sizeof words, "%s", specification) >= sizeof words)
        return false;

    char *rest = words;
    plan->scenario = find_scenario(strsep(&rest, "."));
    if (!plan->scenario)
        return false;
    for (char *word; (word = strsep(&rest, "."));)
        if (!apply_modifier(word, plan))
            return false;
    return true;
}
