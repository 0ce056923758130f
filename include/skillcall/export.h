/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * Marks what the library exports, and what it will drop. All else stays hidden in the shared and
 * the static library.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_EXPORT_H
#define SKILLCALL_EXPORT_H

#include <stddef.h>
#include <stdint.h>

/** \def SKILLCALL_API
 * Begins the declaration of a function that the library exports.
 */
/** \def SKILLCALL_DEPRECATED
 * Ends the declaration of a function that will be removed; the text names its replacement.
 */
#if defined(__GNUC__)
#define SKILLCALL_API __attribute__((visibility("default")))
#define SKILLCALL_DEPRECATED(instead) __attribute__((deprecated(instead)))
#else
#define SKILLCALL_API
#define SKILLCALL_DEPRECATED(instead)
#endif

/** \def SKILLCALL_BEGIN
 * Opens the declarations of a header, which C++ reads as those of C.
 */
/** \def SKILLCALL_END
 * Closes what SKILLCALL_BEGIN opens.
 */
#ifdef __cplusplus
#define SKILLCALL_BEGIN extern "C" {
#define SKILLCALL_END }
#else
#define SKILLCALL_BEGIN
#define SKILLCALL_END
#endif

#endif
