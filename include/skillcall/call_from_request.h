/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * Calls from a skill request in one function: it looks up what the request lacks, builds the
 * session and places the call, all within one deadline.
 *
 * Each function has two forms: one waits, one returns a call object. Both first look up what is
 * missing, then place the call. A cancellation or the deadline can end either step; during the
 * lookup the outcome is "not placed". For these call objects, skillcall_call_found() returns NULL.
 *
 * To use another token, another host or your own client session id, take the same steps with
 * skillcall_skill_request_access(), lookup.h, session_builder.h and skillcall_client_start().
 *
 * Any number of threads may call with one client at once.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_CALL_FROM_REQUEST_H
#define SKILLCALL_CALL_FROM_REQUEST_H

#include <skillcall/client.h>
#include <skillcall/skill_request.h>

SKILLCALL_BEGIN

/**
 * Calls a phone number from the device that a skill request came from, and waits for the end.
 *
 * \param client the client.
 * \param request the skill request; endpoint, token and device are taken from it.
 * \param callee the number to call, in E.164 form.
 * \param caller the user's number, in E.164 form; NULL to look up the mobile number of the user's
 * account first, for which the skill needs the permission alexa::profile:mobile_number:read.
 * \param deadline_ms how long it may take in all, 1 to 600000; 0 for the client's.
 * \param error every status of skillcall_client_find_mobile_number(),
 * skillcall_session_builder_build() and skillcall_client_start(), always with an outcome;
 * SKILLCALL_E_TIMEOUT and "not placed" if the lookup left no time; SKILLCALL_E_ABSENT if the
 * request lacks endpoint, token or device; SKILLCALL_E_ARGUMENT. NULL is allowed, but then there is
 * no way to know whether a failed call was placed.
 * \returns the receipt if the call was placed, to be freed with skillcall_receipt_free(), or NULL.
 */
SKILLCALL_API skillcall_receipt *skillcall_client_call_phone(skillcall_client *client,
                                                             const skillcall_skill_request *request,
                                                             const char *callee, const char *caller,
                                                             int64_t deadline_ms,
                                                             skillcall_error *error);

/**
 * Starts a call to a phone number from the device that a skill request came from, and returns at
 * once.
 *
 * \param client the client.
 * \param request the skill request; may be freed at once.
 * \param callee the number to call, in E.164 form, copied.
 * \param caller the user's number, in E.164 form, copied; NULL to look it up first.
 * \param deadline_ms how long it may take in all, from now, 1 to 600000; 0 for the client's.
 * \param error SKILLCALL_E_ABSENT if the request lacks endpoint, token or device;
 * SKILLCALL_E_INVALID with every violation; SKILLCALL_E_ENDPOINT, SKILLCALL_E_TOKEN,
 * SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM, SKILLCALL_E_BUSY,
 * SKILLCALL_E_FORKED, or SKILLCALL_E_STATE if the client is being freed, all with the outcome "not
 * placed"; NULL is allowed.
 * \returns the call, to be freed with skillcall_call_free(), or NULL. It ends as
 * skillcall_client_call_phone() does.
 */
SKILLCALL_API skillcall_call *
skillcall_client_submit_call_phone(skillcall_client *client, const skillcall_skill_request *request,
                                   const char *callee, const char *caller, int64_t deadline_ms,
                                   skillcall_error *error);

/**
 * Calls an extension from a room in Smart Properties, and waits for the end.
 *
 * \param client the client.
 * \param request the skill request; endpoint, token, device and unit are taken from it.
 * \param extension the extension to call.
 * \param profile_token a Login-with-Amazon token that may read the communication profile of the
 * room, which is looked up with it first.
 * \param deadline_ms how long it may take in all, 1 to 600000; 0 for the client's.
 * \param error every status of skillcall_client_find_profile_id(),
 * skillcall_session_builder_build() and skillcall_client_start(), always with an outcome;
 * SKILLCALL_E_TIMEOUT and "not placed" if the lookup left no time; SKILLCALL_E_ABSENT if the
 * request lacks endpoint, token, device or unit, or the room has no profile; SKILLCALL_E_ARGUMENT.
 * NULL is allowed, but then there is no way to know whether a failed call was placed.
 * \returns the receipt if the call was placed, to be freed with skillcall_receipt_free(), or NULL.
 */
SKILLCALL_API skillcall_receipt *
skillcall_client_call_extension(skillcall_client *client, const skillcall_skill_request *request,
                                const char *extension, const char *profile_token,
                                int64_t deadline_ms, skillcall_error *error);

/**
 * Starts a call to an extension from a room in Smart Properties, and returns at once.
 *
 * \param client the client.
 * \param request the skill request; may be freed at once.
 * \param extension the extension to call, copied.
 * \param profile_token a Login-with-Amazon token that may read the communication profile of the
 * room, copied.
 * \param deadline_ms how long it may take in all, from now, 1 to 600000; 0 for the client's.
 * \param error as for skillcall_client_submit_call_phone(); SKILLCALL_E_ABSENT also if the
 * request lacks the unit. NULL is allowed.
 * \returns the call, to be freed with skillcall_call_free(), or NULL. It ends as
 * skillcall_client_call_extension() does.
 */
SKILLCALL_API skillcall_call *skillcall_client_submit_call_extension(
    skillcall_client *client, const skillcall_skill_request *request, const char *extension,
    const char *profile_token, int64_t deadline_ms, skillcall_error *error);

SKILLCALL_END

#endif
