/* SPDX-License-Identifier: Apache-2.0 */
/* Lookup requests. */
#ifndef SKILLCALL_SERVICE_LOOKUP_H
#define SKILLCALL_SERVICE_LOOKUP_H

#include "engine/submit.h"

enum {
    SKILLCALL__UNIT_ID_MAX = 512,
    SKILLCALL__LOOKUP_PATH_SIZE = 128 + 3 * SKILLCALL__UNIT_ID_MAX
};

/* For the mobile number; SKILLCALL_E_ARGUMENT if there is no such profile. */
int32_t skillcall__plan_mobile_number(int32_t profile, struct skillcall__plan *plan,
                                      skillcall_error *error);

/* For the profile id of a unit; the plan borrows the path. */
int32_t skillcall__plan_profile_id(const char *unit_id, char path[SKILLCALL__LOOKUP_PATH_SIZE],
                                   struct skillcall__plan *plan, skillcall_error *error);

#endif
