/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The log hook.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_LOG_H
#define SKILLCALL_LOG_H

#include <skillcall/export.h>

SKILLCALL_BEGIN

/** How much is logged: a level and all those before it. */
enum skillcall_log_level {
    SKILLCALL_LOG_NONE = 0,
    SKILLCALL_LOG_ERROR = 1, /**< calls that were not placed or whose outcome is unknown */
    SKILLCALL_LOG_INFO = 2,  /**< calls that were placed; attempts that will be repeated */
    SKILLCALL_LOG_DEBUG = 3  /**< each attempt */
};

/**
 * Receives one line of log, without a newline. It is called on a thread that is using the client,
 * with no lock held, and may use this library. Functions that would wait for the client fail there
 * with SKILLCALL_E_STATE, and it must not free the client. The line has method, path, status,
 * timings and ids, and never a token or a phone number.
 */
typedef void (*skillcall_log_function)(void *user_data, int32_t level, const char *message);

SKILLCALL_END

#endif
