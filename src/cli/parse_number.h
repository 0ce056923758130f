/* SPDX-License-Identifier: Apache-2.0 */
/* Decimal numbers in flags, scenarios and queries. */
#ifndef SKILLCALL_CLI_PARSE_NUMBER_H
#define SKILLCALL_CLI_PARSE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Reads a decimal number from 0 to a maximum, with nothing before or after it. */
bool parse_number(const char *text, uint32_t maximum, uint32_t *number);

#endif
