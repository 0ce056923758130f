/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * A call in flight, made by skillcall_client_submit(), or a lookup (lookup.h).
 *
 * It ends exactly once: by the service's answer, by a failure, at its deadline, by being
 * cancelled, or when its client is freed. Before that, it can be cancelled, waited for and
 * freed, and its receipt, its error and what it found are NULL.
 *
 * Any number of threads may use a call at once. One of them frees it when the others have finished
 * with it.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_CALL_H
#define SKILLCALL_CALL_H

#include <skillcall/error.h>
#include <skillcall/receipt.h>

SKILLCALL_BEGIN

/** A call in flight, or one that has ended. */
typedef struct skillcall_call skillcall_call;

/**
 * Frees a call. A call that has not ended is cancelled, and its outcome is lost. To learn the
 * outcome, cancel and wait first.
 *
 * \param call NULL is allowed; it may be freed before or after its client.
 */
SKILLCALL_API void skillcall_call_free(skillcall_call *call);

/**
 * Reports whether and how a call has ended.
 *
 * \param call NULL is allowed and gives SKILLCALL_E_ARGUMENT.
 * \returns SKILLCALL_E_PENDING before its end, SKILLCALL_OK if it was placed or found, else the
 * status of skillcall_call_error().
 */
SKILLCALL_API int32_t skillcall_call_status(const skillcall_call *call);

/**
 * Returns what became of a call.
 *
 * \param call NULL is allowed and gives SKILLCALL_OUTCOME_NONE.
 * \returns SKILLCALL_OUTCOME_NONE before its end and for a lookup, else one of the others of
 * ::skillcall_outcome.
 */
SKILLCALL_API int32_t skillcall_call_outcome(const skillcall_call *call);

/**
 * Returns the receipt of a call that was placed.
 *
 * \param call NULL is allowed.
 * \returns the receipt, borrowed until the call is freed; NULL unless the call was placed.
 */
SKILLCALL_API const skillcall_receipt *skillcall_call_receipt(const skillcall_call *call);

/**
 * Returns what a lookup found.
 *
 * \param call NULL is allowed.
 * \returns the text, borrowed until the call is freed; NULL unless it is a lookup that ended with
 * SKILLCALL_OK.
 */
SKILLCALL_API const char *skillcall_call_found(const skillcall_call *call);

/**
 * Returns the error of a call that failed or whose outcome is unknown, or of a failed lookup.
 *
 * \param call NULL is allowed.
 * \returns the error, borrowed until the call is freed; NULL before its end and if its status
 * is SKILLCALL_OK.
 */
SKILLCALL_API const skillcall_error *skillcall_call_error(const skillcall_call *call);

/**
 * Cancels a call, and returns at once. The call ends when its client is next driven; a thread that
 * drives now is interrupted. A call that was already answered keeps its answer.
 *
 * \param call NULL is allowed.
 */
SKILLCALL_API void skillcall_call_cancel(skillcall_call *call);

/**
 * Waits for the end of a call, and drives its client meanwhile.
 *
 * \param call the call.
 * \param timeout_ms how long to wait at most; 0 to check only, -1 for no limit but the call's
 * deadline.
 * \param error what skillcall_call_error() has, copied; SKILLCALL_E_PENDING if the time passed
 * first; SKILLCALL_E_STATE inside a callback of the client, if the call has not ended;
 * SKILLCALL_E_FORKED; SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK if the call was placed or found, else the status in the error.
 */
SKILLCALL_API int32_t skillcall_call_wait(skillcall_call *call, int64_t timeout_ms,
                                          skillcall_error *error);

/**
 * Keeps a pointer with a call, for the program's own use.
 *
 * \param call NULL is allowed.
 * \param user_data any pointer; the library does not look at it.
 */
SKILLCALL_API void skillcall_call_set_user_data(skillcall_call *call, void *user_data);

/**
 * Returns the pointer kept with skillcall_call_set_user_data().
 *
 * \param call NULL is allowed.
 * \returns the pointer, NULL if none was kept.
 */
SKILLCALL_API void *skillcall_call_user_data(const skillcall_call *call);

SKILLCALL_END

#endif
