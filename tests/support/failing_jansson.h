/* SPDX-License-Identifier: Apache-2.0 */
/* jansson without memory after some allocations. */
#ifndef TESTS_SUPPORT_FAILING_JANSSON_H
#define TESTS_SUPPORT_FAILING_JANSSON_H

#include <jansson.h>
#include <stdlib.h>

void jansson_fail_after(size_t count);

void jansson_relent(void);

#endif
