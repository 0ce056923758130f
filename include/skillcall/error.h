/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The error object: all that is known about a failure.
 *
 * The program makes it once and reuses it. Every function that takes one accepts NULL. A function
 * that fails replaces an earlier failure with its own; a function that succeeds leaves the error
 * unchanged. There is one exception: a function that gets NULL for an object or a text that it
 * needs keeps the earlier failure, which caused the NULL. So a sequence of calls needs only one
 * check, at its end.
 *
 * One thread at a time may use an error object. Strings are borrowed: they are valid until the
 * error is next passed to a function of this library, or freed.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_ERROR_H
#define SKILLCALL_ERROR_H

#include <skillcall/allocator.h>
#include <skillcall/status.h>

SKILLCALL_BEGIN

/** What went wrong, and what became of the call. */
typedef struct skillcall_error skillcall_error;

/** Which rule of the contract a violation breaks; docs/reference/errors.md explains each. */
enum skillcall_violation {
    SKILLCALL_V_REQUIRED = 1,            /**< "required": the field is missing or empty */
    SKILLCALL_V_TOO_LONG = 2,            /**< "too_long" */
    SKILLCALL_V_NOT_UTF8 = 3,            /**< "not_utf8" */
    SKILLCALL_V_CONTROL_CHARACTER = 4,   /**< "control_character" */
    SKILLCALL_V_NOT_PRINTABLE_ASCII = 5, /**< "not_printable_ascii" */
    SKILLCALL_V_NOT_E164 = 6,            /**< "not_e164" */
    SKILLCALL_V_UNKNOWN_TYPE = 7,        /**< "unknown_type": not a known participant type */
    SKILLCALL_V_UNKNOWN_PROVIDER = 8,    /**< "unknown_provider": not the provider of this form */
    SKILLCALL_V_PARTICIPANT_COUNT = 9,   /**< "participant_count": not exactly two */
    SKILLCALL_V_ORIGINATOR_COUNT = 10,   /**< "originator_count": not exactly one */
    SKILLCALL_V_WRONG_ROLE = 11,         /**< "wrong_role": this type cannot have this role */
    SKILLCALL_V_PROVIDER_MISMATCH = 12,  /**< "provider_mismatch": both ends need the same one */
    SKILLCALL_V_WRONG_JSON_TYPE = 13     /**< "wrong_json_type" */
};

/**
 * Makes an empty error object.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \returns the object, to be freed with skillcall_error_free(), or NULL when out of memory or if
 * the allocator's table is not valid.
 *
 * Any thread may call this at any time.
 */
SKILLCALL_API skillcall_error *skillcall_error_new(const skillcall_allocator *allocator);

/**
 * Frees an error object and the strings borrowed from it.
 *
 * \param error NULL is allowed.
 */
SKILLCALL_API void skillcall_error_free(skillcall_error *error);

/**
 * Empties an error object: its status becomes SKILLCALL_OK.
 *
 * \param error NULL is allowed.
 */
SKILLCALL_API void skillcall_error_clear(skillcall_error *error);

/**
 * Returns the status of the last failure.
 *
 * \param error NULL is allowed and gives SKILLCALL_OK.
 * \returns one of ::skillcall_status; SKILLCALL_OK if nothing has failed since the error was made
 * or cleared.
 */
SKILLCALL_API int32_t skillcall_error_status(const skillcall_error *error);

/**
 * Returns what became of the call that this error is about.
 *
 * \param error NULL is allowed and gives SKILLCALL_OUTCOME_NONE.
 * \returns one of ::skillcall_outcome; SKILLCALL_OUTCOME_NONE if no call was being placed.
 */
SKILLCALL_API int32_t skillcall_error_outcome(const skillcall_error *error);

/**
 * Returns what went wrong and what to do, in one or a few sentences without a final newline.
 *
 * \param error NULL is allowed and gives "".
 * \returns UTF-8 text, "" if nothing failed; never a token, never more of a phone number than its
 * last four digits.
 */
SKILLCALL_API const char *skillcall_error_message(const skillcall_error *error);

/**
 * Counts the rules that are broken, with the status SKILLCALL_E_INVALID.
 *
 * \param error NULL is allowed and gives 0.
 * \returns the number of violations.
 */
SKILLCALL_API size_t skillcall_error_violation_count(const skillcall_error *error);

/**
 * Returns where a violation is, as a JSON Pointer (RFC 6901) into the request body.
 *
 * \param error NULL is allowed.
 * \param index from 0.
 * \returns for example "/participants/0/endpointId"; NULL for an index out of range.
 */
SKILLCALL_API const char *skillcall_error_violation_path(const skillcall_error *error,
                                                         size_t index);

/**
 * Returns which rule is broken.
 *
 * \param error NULL is allowed.
 * \param index from 0.
 * \returns one of ::skillcall_violation; 0 for an index out of range.
 */
SKILLCALL_API int32_t skillcall_error_violation_code(const skillcall_error *error, size_t index);

/**
 * Returns what is wrong at one place and how to fix it.
 *
 * \param error NULL is allowed.
 * \param index from 0.
 * \returns a sentence; NULL for an index out of range.
 */
SKILLCALL_API const char *skillcall_error_violation_message(const skillcall_error *error,
                                                            size_t index);

/**
 * Names a violation code for logs and JSON, for example "not_e164".
 *
 * \param code any value.
 * \returns a static string; "unknown_violation" for a value this library does not know.
 */
SKILLCALL_API const char *skillcall_violation_name(int32_t code);

/**
 * Returns the HTTP status of the service's answer.
 *
 * \param error NULL is allowed.
 * \returns the status, 0 if no answer came.
 */
SKILLCALL_API int32_t skillcall_error_http_status(const skillcall_error *error);

/**
 * Returns the member "code" of the service's error body, for example "BadToken" (contract:
 * answers).
 *
 * \param error NULL is allowed.
 * \returns the text, NULL if the body had none.
 */
SKILLCALL_API const char *skillcall_error_service_code(const skillcall_error *error);

/**
 * Returns the member "message" of the service's error body.
 *
 * \param error NULL is allowed.
 * \returns the text, NULL if the body had none.
 */
SKILLCALL_API const char *skillcall_error_service_message(const skillcall_error *error);

/**
 * Returns the transport's own number for a failure; a CURLcode with the built-in transport.
 *
 * \param error NULL is allowed.
 * \returns the number, 0 if there is none.
 */
SKILLCALL_API int32_t skillcall_error_transport_code(const skillcall_error *error);

/**
 * Returns the transport's own text for a failure.
 *
 * \param error NULL is allowed.
 * \returns the text, NULL if there is none.
 */
SKILLCALL_API const char *skillcall_error_transport_text(const skillcall_error *error);

/**
 * Counts how many times the request was handed to the transport.
 *
 * \param error NULL is allowed.
 * \returns the number of attempts, 0 if there was none.
 */
SKILLCALL_API int32_t skillcall_error_attempts(const skillcall_error *error);

/**
 * Returns how long the service asked to wait before the next request (RFC 9110, Retry-After).
 *
 * It does not permit another call: only an outcome of "not placed" does.
 *
 * \param error NULL is allowed.
 * \returns milliseconds, -1 if the service did not ask.
 */
SKILLCALL_API int64_t skillcall_error_retry_after_ms(const skillcall_error *error);

/**
 * Returns the service's request id from the answer's headers, for a support case.
 *
 * \param error NULL is allowed.
 * \returns the text, NULL if the answer had none.
 */
SKILLCALL_API const char *skillcall_error_request_id(const skillcall_error *error);

/**
 * Returns the client session id of the call, the key to look it up on the SIP side.
 *
 * \param error NULL is allowed.
 * \returns the text, NULL if the call had none or none was started.
 */
SKILLCALL_API const char *skillcall_error_client_session_id(const skillcall_error *error);

SKILLCALL_END

#endif
