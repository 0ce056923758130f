/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The receipt of a call that was placed.
 *
 * It means that the service accepted the call, not that the phone rang. If the callee cannot be
 * reached, Alexa tells the user (contract: answers).
 *
 * Any number of threads may read a receipt at once; it is immutable.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_RECEIPT_H
#define SKILLCALL_RECEIPT_H

#include <skillcall/export.h>

SKILLCALL_BEGIN

/** The proof that a call was placed. */
typedef struct skillcall_receipt skillcall_receipt;

/**
 * Frees a receipt. One that was borrowed from a call is freed with the call, not here.
 *
 * \param receipt NULL is allowed.
 */
SKILLCALL_API void skillcall_receipt_free(skillcall_receipt *receipt);

/**
 * Returns the service's id of the session.
 *
 * \param receipt NULL is allowed.
 * \returns text borrowed until the receipt is freed; NULL in the Smart Properties form, where the
 * service need not give one.
 */
SKILLCALL_API const char *skillcall_receipt_session_id(const skillcall_receipt *receipt);

/**
 * Returns the client session id that the SIP side will see.
 *
 * \param receipt NULL is allowed.
 * \returns text borrowed until the receipt is freed; NULL if the session had none.
 */
SKILLCALL_API const char *skillcall_receipt_client_session_id(const skillcall_receipt *receipt);

/**
 * Returns the service's request id from the answer's headers.
 *
 * \param receipt NULL is allowed.
 * \returns text borrowed until the receipt is freed; NULL if the answer had none.
 */
SKILLCALL_API const char *skillcall_receipt_request_id(const skillcall_receipt *receipt);

/**
 * Counts how many times the request was handed to the transport.
 *
 * \param receipt NULL is allowed and gives 0.
 * \returns at least 1.
 */
SKILLCALL_API int32_t skillcall_receipt_attempts(const skillcall_receipt *receipt);

/**
 * Returns how long the call took from its submission to its end, all attempts and pauses included.
 *
 * \param receipt NULL is allowed and gives 0.
 * \returns milliseconds.
 */
SKILLCALL_API int64_t skillcall_receipt_elapsed_ms(const skillcall_receipt *receipt);

SKILLCALL_END

#endif
