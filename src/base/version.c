/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/version.h>

const char *skillcall_version(void)
{
    return SKILLCALL_VERSION;
}

int32_t skillcall_version_number(void)
{
    return SKILLCALL_VERSION_MAJOR * 10000 + SKILLCALL_VERSION_MINOR * 100 +
           SKILLCALL_VERSION_PATCH;
}
