/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a function of the C library fail when libskillcall, or libcurl, calls it. Linked into a
   program or preloaded, its functions stand in front of the C library's; calls that come from
   elsewhere, such as an interpreter's or a test's own, are left alone. */
#ifndef TESTS_TORTURE_FAULTS_H
#define TESTS_TORTURE_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

/* One way to fail. */
struct fault {
    const char *name;
    const char *module; /* part of the name of the library whose calls fail */
    int once;           /* errno, or what the function returns, of a failure that passes */
    int lasting;        /* the same of one that lasts; 0 if there is none */
    int32_t status;     /* what a program is told: enum skillcall_status */
};

int32_t faults_count(void);
const struct fault *faults_get(int32_t index);

/* Whether it may strike between libcurl's word that it is about to send and the first byte. */
bool faults_is_sending(const struct fault *fault);

/* Whether every version of the module calls the function. */
bool faults_is_certain(const struct fault *fault);

/* Whether the module waits for the end of a lasting failure without a report. */
bool faults_is_awaited(const struct fault *fault);

/* From now on the n-th call fails, and if it is lasting, every later one. Not while any such call
   may run. */
void faults_arm(int32_t index, int32_t nth, int32_t is_lasting);

/* Ends that, and tells how many calls have failed. */
int32_t faults_disarm(void);

#endif
