/* SPDX-License-Identifier: Apache-2.0 */
/* Runs each scenario as often as it allocates memory: with the first, the second, ... allocation
   failing, once or from there on, for each of the three sources of memory.
 *     torture_memory [NAME...]
 * runs those scenarios only that are named. */
#include "scenarios.h"
#include "trial.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HANG_SECONDS = 60, LATE_MS = 2000, FAILURES_SHOWN = 20 };

static const char *const source_names[] = {"ours", "libcurl's", "jansson's"};

/* The run that is on: one allocation of the source fails. */
static const char *scenario_name;
static enum source source;
static size_t fail_at; /* 0: none */
static bool lasts;

skillcall_error *error;
static char record[32768], expected_record[sizeof record];
static size_t record_length;
static size_t contradictions;

void must_hold(bool holds, const char *what)
{
    if (holds)
        return;
    printf("%s: allocation %zu of %s fails%s: %s\n", scenario_name, fail_at, source_names[source],
           lasts ? ", and all after it" : "", what);
    if (++contradictions == FAILURES_SHOWN)
        exit(EXIT_FAILURE);
}

static bool has_h2(void)
{
    return strcmp(scenario_name, "HTTP/2") == 0;
}

static bool has_tls(void)
{
    return has_h2() || strcmp(scenario_name, "start over TLS") == 0;
}

/* What libcurl reports without memory. With HTTP/2 it tells other transfers on a connection only
   that it broke, before or after it took any of them; since 8.14 it takes a certificate that it has
   no memory to read for a bad one. */
static bool may_mistake(int32_t status)
{
    bool is_broken = status == SKILLCALL_E_NETWORK || status == SKILLCALL_E_CONNECT;
    return source == LIBCURL &&
           ((is_broken && has_h2()) || (status == SKILLCALL_E_TLS && has_tls()));
}

bool must_repeat(int32_t expected, int32_t status, const char *what)
{
    if (status == expected)
        return false;
    char text[256];
    snprintf(text, sizeof text, "%s: %s: %s", what, skillcall_status_name(status),
             skillcall_error_message(error));
    must_hold(failing_failed() > 0 && (status == SKILLCALL_E_NO_MEMORY || may_mistake(status)),
              text);
    failing_relent();
    skillcall_error_clear(error);
    return true;
}

void must_succeed(bool has_succeeded, const char *what)
{
    char text[256];
    snprintf(text, sizeof text, "%s: not again with memory: %s", what,
             skillcall_error_message(error));
    must_hold(has_succeeded, text);
}

void tell(const char *text)
{
    size_t room = sizeof record - record_length;
    int length = snprintf(record + record_length, room, "%s\n", text ? text : "(null)");
    must_hold(length > 0 && (size_t)length < room, "the record is full");
    record_length += (size_t)length;
}

void tell_number(int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    tell(text);
}

void tell_error(void)
{
    tell_number(skillcall_error_status(error));
    tell_number(skillcall_error_outcome(error));
    tell(skillcall_error_message(error));
    for (size_t i = 0; i < skillcall_error_violation_count(error); i++) {
        tell(skillcall_error_violation_path(error, i));
        tell_number(skillcall_error_violation_code(error, i));
        tell(skillcall_error_violation_message(error, i));
    }
}

static void on_alarm(int signal)
{
    must_hold(false, "it hangs");
    fflush(stdout);
    _exit(EXIT_FAILURE);
}

static void compare_records(void)
{
    size_t at = 0;
    while (record[at] && record[at] == expected_record[at])
        at++;
    if (record[at] == expected_record[at])
        return;
    while (at > 0 && record[at - 1] != '\n')
        at--;
    char text[256];
    snprintf(text, sizeof text, "\"%.*s\" was told in place of \"%.*s\"",
             (int)strcspn(record + at, "\n"), record + at, (int)strcspn(expected_record + at, "\n"),
             expected_record + at);
    must_hold(false, text);
}

/* libcurl leaves a thread that resolves a name to itself, which gives its memory back when it is
   done. */
static bool is_given_back(enum source from, size_t live_before)
{
    for (int i = 0; i < LATE_MS && failing_live(from) != live_before; i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    return failing_live(from) == live_before;
}

/* Before 8.12 libcurl with GnuTLS frees twice what it keeps of a TLS session, if it lacks memory
   for the rest of it. */
static bool corrupts_memory(void)
{
    const curl_version_info_data *libcurl = curl_version_info(CURLVERSION_NOW);
    return source == LIBCURL && has_tls() && libcurl->version_num < 0x080c00 &&
           strncmp(libcurl->ssl_version, "GnuTLS", 6) == 0;
}

/* Whether an allocation did fail. */
static bool play(const struct scenario *scenario)
{
    size_t live[SOURCES];
    for (int i = 0; i < SOURCES; i++)
        live[i] = failing_live((enum source)i);
    record_length = 0;
    record[0] = '\0';
    alarm(HANG_SECONDS);
    failing_arm(source, fail_at, lasts);
    error = skillcall_error_new(&ours);
    if (!error && must_repeat(SKILLCALL_OK, SKILLCALL_E_NO_MEMORY, "skillcall_error_new"))
        error = skillcall_error_new(&ours);
    scenario->run();
    skillcall_error_free(error);
    bool has_failed = failing_failed() > 0;
    alarm(0);
    for (int i = 0; i < SOURCES; i++)
        must_hold(is_given_back((enum source)i, live[i]), "memory is lost");
    return has_failed;
}

static size_t torture(const struct scenario *scenario)
{
    size_t count = 0;
    lasts = false;
    for (fail_at = 1; play(scenario); fail_at++, count++)
        compare_records();
    lasts = true;
    for (fail_at = 1; play(scenario); fail_at++, count++)
        compare_records();
    return count;
}

static bool is_wanted(const struct scenario *scenario, char **names)
{
    if (!names[0])
        return true;
    while (names[0] && strcmp(names[0], scenario->name) != 0)
        names++;
    return names[0] != NULL;
}

static size_t failed[SOURCES], scenarios_played;

static void play_all(const struct scenario *scenarios, size_t count, char **names)
{
    for (const struct scenario *scenario = scenarios; scenario < scenarios + count; scenario++) {
        if (!is_wanted(scenario, names))
            continue;
        scenario_name = scenario->name;
        fail_at = 0;
        play(scenario);
        memcpy(expected_record, record, sizeof record);
        size_t before[SOURCES];
        memcpy(before, failed, sizeof before);
        for (int i = 0; i < SOURCES; i++) {
            source = (enum source)i;
            failed[i] += corrupts_memory() ? 0 : torture(scenario);
        }
        printf("%s: ours %zu, libcurl %zu, jansson %zu\n", scenario->name,
               failed[OURS] - before[OURS], failed[LIBCURL] - before[LIBCURL],
               failed[JANSSON] - before[JANSSON]);
        fflush(stdout);
        scenarios_played++;
    }
}

int main(int argc, char **argv)
{
    signal(SIGALRM, on_alarm);
    failing_install();
    calls_open();
    play_all(object_scenarios, object_scenario_count, argv + 1);
    play_all(document_scenarios, document_scenario_count, argv + 1);
    play_all(start_scenarios, start_scenario_count, argv + 1);
    play_all(submit_scenarios, submit_scenario_count, argv + 1);
    calls_close();
    printf("torture/memory: %zu allocations failed in %zu scenarios (ours %zu, libcurl %zu, "
           "jansson %zu)\n",
           failed[OURS] + failed[LIBCURL] + failed[JANSSON], scenarios_played, failed[OURS],
           failed[LIBCURL], failed[JANSSON]);
    return contradictions == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
