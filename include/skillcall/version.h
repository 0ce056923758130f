/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The version of the headers, and of the library that a program runs with.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_VERSION_H
#define SKILLCALL_VERSION_H

#include <skillcall/export.h>

SKILLCALL_BEGIN

/** Changes when programs must be built again; the name of the shared library changes with it. */
#define SKILLCALL_VERSION_MAJOR 0
/** Changes when something is added (docs/project/versioning.md). */
#define SKILLCALL_VERSION_MINOR 1
/** Changes with every other release. */
#define SKILLCALL_VERSION_PATCH 0
/** The version of the headers as text. */
#define SKILLCALL_VERSION "0.1.0"

/**
 * Names the version of the library in use, for example "0.1.0".
 *
 * It can differ from #SKILLCALL_VERSION, which is the version of the headers compiled against.
 *
 * \returns a static string, never NULL.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API const char *skillcall_version(void);

/**
 * Returns the version of the library in use as one number: major * 10000 + minor * 100 + patch.
 *
 * \returns the number, greater for a later version.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API int32_t skillcall_version_number(void);

SKILLCALL_END

#endif
