/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * Lookups: fetch what a call needs and only the service knows, with the same client.
 *
 * A lookup places no call, so its errors have no outcome, and it is repeated after any temporary
 * failure within the deadline. Each function has two forms: one waits, one returns a call object.
 * When the call has ended, skillcall_call_found() returns the result.
 *
 * Any number of threads may look up with one client at once.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_LOOKUP_H
#define SKILLCALL_LOOKUP_H

#include <skillcall/client.h>
#include <skillcall/mobile_number.h>

SKILLCALL_BEGIN

/** Room for every communication profile id: 128 characters of UTF-8 and NUL. */
#define SKILLCALL_PROFILE_ID_SIZE 513

/**
 * Looks up the user's mobile number and waits for it (contract: the skill's side).
 *
 * The skill needs the permission alexa::profile:mobile_number:read, for a person's number also
 * alexa::person_id:read; if the user has not granted it, answer with a permission card
 * (skill_response.h).
 *
 * \param client the client.
 * \param access endpoint and apiAccessToken of the skill request.
 * \param profile one of ::skillcall_profile.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param number where to write the number in E.164 form.
 * \param size the size of the buffer in bytes, at least #SKILLCALL_MOBILE_NUMBER_SIZE.
 * \param error SKILLCALL_E_ABSENT if none is on file, SKILLCALL_E_ACCESS_DENIED if the permission
 * is missing, SKILLCALL_E_MALFORMED for a number that is not E.164 and cannot be converted
 * without a guess, SKILLCALL_E_BAD_TOKEN, SKILLCALL_E_THROTTLED, SKILLCALL_E_SERVICE and every
 * other status that skillcall_client_start() can end with; SKILLCALL_E_ARGUMENT. NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the buffer is then left as it was.
 */
SKILLCALL_API int32_t skillcall_client_find_mobile_number(skillcall_client *client,
                                                          const skillcall_access *access,
                                                          int32_t profile, int64_t deadline_ms,
                                                          char *number, size_t size,
                                                          skillcall_error *error);

/**
 * Starts to look up the user's mobile number and returns at once.
 *
 * \param client the client.
 * \param access endpoint and apiAccessToken of the skill request; may be freed at once.
 * \param profile one of ::skillcall_profile.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM, SKILLCALL_E_BUSY,
 * SKILLCALL_E_FORKED, or SKILLCALL_E_STATE if the client is being freed; NULL is allowed.
 * \returns the call, to be freed with skillcall_call_free(), or NULL.
 */
SKILLCALL_API skillcall_call *
skillcall_client_submit_mobile_number_lookup(skillcall_client *client,
                                             const skillcall_access *access, int32_t profile,
                                             int64_t deadline_ms, skillcall_error *error);

/**
 * Looks up the communication profile id of a unit (a room) and waits for it (contract: the Smart
 * Properties form).
 *
 * \param client the client.
 * \param access the endpoint, with a Login-with-Amazon token that may read the profile.
 * \param unit_id the unit: context.System.unit.persistentUnitId of the skill request; 1 to 512
 * bytes of UTF-8.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param profile_id where to write the id.
 * \param size the size of the buffer in bytes, at least #SKILLCALL_PROFILE_ID_SIZE.
 * \param error SKILLCALL_E_ABSENT if the unit has none, and every other status of
 * skillcall_client_find_mobile_number(); NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the buffer is then left as it was.
 */
SKILLCALL_API int32_t skillcall_client_find_profile_id(skillcall_client *client,
                                                       const skillcall_access *access,
                                                       const char *unit_id, int64_t deadline_ms,
                                                       char *profile_id, size_t size,
                                                       skillcall_error *error);

/**
 * Starts to look up the communication profile id of a unit and returns at once.
 *
 * \param client the client.
 * \param access the endpoint, with a Login-with-Amazon token; may be freed at once.
 * \param unit_id the unit: context.System.unit.persistentUnitId of the skill request; 1 to 512
 * bytes of UTF-8.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM, SKILLCALL_E_BUSY,
 * SKILLCALL_E_FORKED, or SKILLCALL_E_STATE if the client is being freed; NULL is allowed.
 * \returns the call, to be freed with skillcall_call_free(), or NULL.
 */
SKILLCALL_API skillcall_call *
skillcall_client_submit_profile_id_lookup(skillcall_client *client, const skillcall_access *access,
                                          const char *unit_id, int64_t deadline_ms,
                                          skillcall_error *error);

/**
 * Creates the communication profile of a unit (a room) and waits for its id (contract: the Smart
 * Properties form). A unit that has a profile keeps it and its id, and takes the new name, so the
 * request is repeated like that of a lookup.
 *
 * \param client the client.
 * \param access the endpoint, with a Login-with-Amazon token that may create the profile.
 * \param unit_id the unit: context.System.unit.persistentUnitId of the skill request; 1 to 512
 * bytes of UTF-8.
 * \param name what devices show for the unit, UTF-8, not empty; NULL for none.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param profile_id where to write the id.
 * \param size the size of the buffer in bytes, at least #SKILLCALL_PROFILE_ID_SIZE.
 * \param error SKILLCALL_E_ABSENT if there is no such unit, and every other status of
 * skillcall_client_find_mobile_number(); NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the buffer is then left as it was.
 */
SKILLCALL_API int32_t skillcall_client_create_profile(skillcall_client *client,
                                                      const skillcall_access *access,
                                                      const char *unit_id, const char *name,
                                                      int64_t deadline_ms, char *profile_id,
                                                      size_t size, skillcall_error *error);

/**
 * Starts to create the communication profile of a unit and returns at once.
 *
 * \param client the client.
 * \param access the endpoint, with a Login-with-Amazon token; may be freed at once.
 * \param unit_id the unit, copied: 1 to 512 bytes of UTF-8.
 * \param name what devices show for the unit, copied: UTF-8, not empty; NULL for none.
 * \param deadline_ms how long it may take with all its attempts, 1 to 600000; 0 for the client's.
 * \param error SKILLCALL_E_ARGUMENT, SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM, SKILLCALL_E_BUSY,
 * SKILLCALL_E_FORKED, or SKILLCALL_E_STATE if the client is being freed; NULL is allowed.
 * \returns the call, to be freed with skillcall_call_free(), or NULL. When it has ended,
 * skillcall_call_found() returns the id.
 */
SKILLCALL_API skillcall_call *
skillcall_client_submit_profile_creation(skillcall_client *client, const skillcall_access *access,
                                         const char *unit_id, const char *name, int64_t deadline_ms,
                                         skillcall_error *error);

SKILLCALL_END

#endif
