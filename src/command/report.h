/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the result of a call, as text or as one JSON object. Each returns the exit code. */
#ifndef SKILLCALL_COMMAND_REPORT_H
#define SKILLCALL_COMMAND_REPORT_H

#include <skillcall/skillcall.h>
#include <stdbool.h>

int report_placed(const skillcall_receipt *receipt, bool json);

/* For a failure of the library, before or during the call. */
int report_error(const skillcall_error *error, bool json);

/* For input that prevents the call. */
int report_input(int32_t status, const char *message, bool json);

#endif
