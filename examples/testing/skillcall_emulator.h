/* SPDX-License-Identifier: Apache-2.0 */
/* Skillcall's emulator for the tests of a program that places calls. It needs libcurl and jansson,
 * no test framework; the program skillcall has to be in the PATH. What fails prints its reason to
 * stderr. With cmocka:
 *
 *     int main(void)
 *     {
 *         const struct CMUnitTest tests[] = {cmocka_unit_test(test_call)};
 *         return cmocka_run_group_tests(tests, emulator_setup, emulator_teardown);
 *     }
 */
#ifndef SKILLCALL_EMULATOR_H
#define SKILLCALL_EMULATOR_H

#include <jansson.h>
#include <stdio.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A running emulator. */
struct emulator {
    char url[64];
    char ca_file[64]; /* what clients have to trust if the emulator speaks TLS, else "" */
    pid_t process;
    FILE *output;
};

/* Starts an emulator; NULL if that fails. Flags are those of `skillcall emulate`, for example
 * "--tls" or "--phone=answer"; NULL ends them. */
struct emulator *emulator_start(const char *const *flags);

/* The records that match, oldest first, as an array for the caller to free; NULL if that fails.
 * Filters are an object, which is freed here, with any of kind, clientSessionId, sessionId, from,
 * to, status, after, limit, wait (in milliseconds), min; NULL for all records. With wait it waits
 * until min of them are there. */
json_t *emulator_calls(const struct emulator *emulator, json_t *filters);

/* Chooses the scenario for requests whose token names none, for example "throttled.first-1".
 * Returns 0, or -1 if that fails. */
int emulator_fault(const struct emulator *emulator, const char *scenario);

/* Drops all records, and the counters of faults. Returns 0, or -1 if that fails. */
int emulator_clear(const struct emulator *emulator);

/* Stops and frees an emulator. Returns 0, or -1 if it has failed. */
int emulator_stop(struct emulator *emulator);

/* The same for a group of tests of cmocka: an emulator that speaks TLS is the group's state. */
int emulator_setup(void **state);
int emulator_teardown(void **state);

#ifdef __cplusplus
}
#endif

#endif
