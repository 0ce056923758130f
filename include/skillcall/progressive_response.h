/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * Progressive responses: what Alexa speaks while a skill is still working on its answer.
 *
 * A progressive response places no call, so its errors have no outcome. It is sent again after any
 * temporary failure within the deadline; at worst the user hears it twice.
 *
 * It is allowed only for a LaunchRequest or an IntentRequest, until the skill has answered. It does
 * not extend the eight seconds or so that a skill has to answer.
 *
 * Any number of threads may send progressive responses with one client at once.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_PROGRESSIVE_RESPONSE_H
#define SKILLCALL_PROGRESSIVE_RESPONSE_H

#include <skillcall/client.h>

SKILLCALL_BEGIN

/**
 * Sends a progressive response and waits until the service has taken it (contract: the skill's
 * side).
 *
 * \param client the client.
 * \param access endpoint and apiAccessToken of the skill request; may be freed when the function
 * returns.
 * \param request_id the id of the skill request, as skillcall_skill_request_id() returns it.
 * \param speech what to speak: SSML in one speak element, or plain text; UTF-8, not empty. The
 * library sets no limit on its length; the service may.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param error SKILLCALL_E_INPUT_REFUSED, SKILLCALL_E_BAD_TOKEN, SKILLCALL_E_ACCESS_DENIED,
 * SKILLCALL_E_THROTTLED, SKILLCALL_E_SERVICE and every other status that skillcall_client_start()
 * can end with, without an outcome; SKILLCALL_E_ARGUMENT. NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error.
 */
SKILLCALL_API int32_t skillcall_client_send_progressive_response(
    skillcall_client *client, const skillcall_access *access, const char *request_id,
    const char *speech, int64_t deadline_ms, skillcall_error *error);

/**
 * Submits a progressive response and returns at once. The call ends with SKILLCALL_OK when the
 * service has taken it; skillcall_call_found() is NULL.
 *
 * \param client the client.
 * \param access endpoint and apiAccessToken of the skill request; may be freed at once.
 * \param request_id the id of the skill request, copied.
 * \param speech what to speak, copied: SSML in one speak element, or plain text; UTF-8, not empty.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM, SKILLCALL_E_BUSY,
 * SKILLCALL_E_FORKED, or SKILLCALL_E_STATE if the client is being freed; NULL is allowed.
 * \returns the call, to be freed with skillcall_call_free(), or NULL.
 */
SKILLCALL_API skillcall_call *skillcall_client_submit_progressive_response(
    skillcall_client *client, const skillcall_access *access, const char *request_id,
    const char *speech, int64_t deadline_ms, skillcall_error *error);

SKILLCALL_END

#endif
