/* SPDX-License-Identifier: Apache-2.0 */
/* Failures that end the program: at its start, and when out of memory. */
#ifndef EMULATOR_DIE_H
#define EMULATOR_DIE_H

/* Prints "skillcall emulate: MESSAGE" on stderr and exits with 1. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Returns the result of an allocating function; ends the program if it is NULL. */
void *must(void *memory);

#endif
