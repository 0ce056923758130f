/* SPDX-License-Identifier: Apache-2.0 */
#include "api/violations.h"

#include "base/die.h"

void add_violation(json_t *violations, const char *path, const char *message)
{
    json_array_append_new(violations,
                          must(json_pack("{s:s, s:s}", "path", path, "message", message)));
}
