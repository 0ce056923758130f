/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * Marks what the library exports; everything else stays hidden in the shared and the static
 * library.
 */
#ifndef SKILLCALL_EXPORT_H
#define SKILLCALL_EXPORT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define SKILLCALL_API __attribute__((visibility("default")))
#else
#define SKILLCALL_API
#endif

#ifdef __cplusplus
#define SKILLCALL_BEGIN extern "C" {
#define SKILLCALL_END }
#else
#define SKILLCALL_BEGIN
#define SKILLCALL_END
#endif

#endif
