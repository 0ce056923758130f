/* SPDX-License-Identifier: Apache-2.0 */
/* Places many calls with one client and looks whether memory or descriptors grow.
 *     soak ENDPOINT CA_FILE CALLS
 * Most are placed; some are refused, reset, or cancelled at once. The first fifth warms up: what it
 * costs in memory is the bound for all that follow. */
#include "support/entries.h"

#include <inttypes.h>
#include <skillcall/skillcall.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { WINDOW = 64, GROWTH_MAX_KIB = 1024 };

static const char *const tokens[] = {"emulator-ok", "emulator-denied", "emulator-reset",
                                     "emulator-error"};
enum { TOKENS = sizeof tokens / sizeof *tokens };

struct soak {
    skillcall_client *client;
    skillcall_access *access[TOKENS];
    skillcall_session_builder *builder;
    skillcall_error *error;
    long ends[4]; /* by outcome */
};

static void die(const struct soak *soak, const char *what)
{
    fprintf(stderr, "soak: %s: %s\n", what, skillcall_error_message(soak->error));
    exit(EXIT_FAILURE);
}

static void set_up(struct soak *soak, const char *endpoint, const char *ca_file)
{
    skillcall_error *error = soak->error = skillcall_error_new(NULL);
    skillcall_client_options *options = skillcall_client_options_new(NULL, error);
    skillcall_client_options_set_ca_file(options, ca_file, error);
    soak->client = skillcall_client_new(NULL, options, error);
    skillcall_client_options_free(options);
    for (int i = 0; i < TOKENS; i++)
        soak->access[i] = skillcall_access_new(NULL, endpoint, tokens[i], NULL, error);
    skillcall_participant *from =
        skillcall_participant_new_phone_caller(NULL, "+12045551111", "device", error);
    skillcall_participant *to = skillcall_participant_new_phone_callee(NULL, "+16073331111", error);
    soak->builder = skillcall_session_builder_new(NULL, error);
    skillcall_session_builder_add(soak->builder, from, error);
    skillcall_session_builder_add(soak->builder, to, error);
    skillcall_participant_free(to);
    skillcall_participant_free(from);
    if (skillcall_error_status(error) != SKILLCALL_OK)
        die(soak, "set-up");
}

static void tear_down(struct soak *soak)
{
    skillcall_session_builder_free(soak->builder);
    for (int i = 0; i < TOKENS; i++)
        skillcall_access_free(soak->access[i]);
    skillcall_client_free(soak->client);
    skillcall_error_free(soak->error);
}

/* Nine in ten are placed. */
static void submit(struct soak *soak, long number)
{
    int which = number % 10 == 9 ? (int)(number / 10 % TOKENS) : 0;
    skillcall_session *session = skillcall_session_builder_build(soak->builder, soak->error);
    skillcall_call *call =
        skillcall_client_submit(soak->client, soak->access[which], session, 0, soak->error);
    skillcall_session_free(session);
    if (!call)
        die(soak, "submit");
    if (number % 100 == 50)
        skillcall_call_cancel(call);
}

static void drive(struct soak *soak)
{
    if (skillcall_client_drive(soak->client, -1, soak->error) != SKILLCALL_OK)
        die(soak, "drive");
    skillcall_call *call;
    while ((call = skillcall_client_take_ended(soak->client))) {
        soak->ends[skillcall_call_outcome(call)]++;
        skillcall_call_free(call);
    }
}

static void place(struct soak *soak, long calls)
{
    for (long number = 0; number < calls; number++) {
        submit(soak, number);
        while (skillcall_client_calls_in_flight(soak->client) >= WINDOW)
            drive(soak);
    }
    while (skillcall_client_calls_in_flight(soak->client) > 0)
        drive(soak);
}

static long resident_kib(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long pages = 0, resident = 0;
    if (!file || fscanf(file, "%ld %ld", &pages, &resident) != 2)
        resident = -1;
    if (file)
        fclose(file);
    return resident * 4;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    long calls = strtol(argv[3], NULL, 10);
    struct soak soak = {0};
    size_t descriptors_before = count_entries("/proc/self/fd");
    set_up(&soak, argv[1], argv[2]);
    place(&soak, calls / 5);
    long warm_kib = resident_kib();
    size_t warm_descriptors = count_entries("/proc/self/fd");
    place(&soak, calls - calls / 5);
    long end_kib = resident_kib();
    size_t end_descriptors = count_entries("/proc/self/fd");
    long ended = soak.ends[SKILLCALL_OUTCOME_PLACED] + soak.ends[SKILLCALL_OUTCOME_NOT_PLACED] +
                 soak.ends[SKILLCALL_OUTCOME_UNKNOWN];
    tear_down(&soak);
    size_t left = count_entries("/proc/self/fd");
    printf("resident memory: %ld KiB after a fifth, %ld KiB at the end\n", warm_kib, end_kib);
    printf("descriptors: %zu before, %zu after a fifth, %zu at the end, %zu when all is freed\n",
           descriptors_before, warm_descriptors, end_descriptors, left);
    printf("soak: %ld calls: placed %ld, not placed %ld, unknown %ld; %ld KiB more than after a "
           "fifth\n",
           calls, soak.ends[SKILLCALL_OUTCOME_PLACED], soak.ends[SKILLCALL_OUTCOME_NOT_PLACED],
           soak.ends[SKILLCALL_OUTCOME_UNKNOWN], end_kib - warm_kib);
    bool holds = ended == calls && end_kib - warm_kib <= GROWTH_MAX_KIB &&
                 end_descriptors <= warm_descriptors + SKILLCALL_DEFAULT_MAX_CONNECTIONS &&
                 left == descriptors_before;
    return holds ? EXIT_SUCCESS : EXIT_FAILURE;
}
