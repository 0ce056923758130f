/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The request that a skill receives: user, device, and a token to act for them (contract: the
 * skill's side).
 *
 * Empty strings count as missing. Any number of threads may read a request at once; it is
 * immutable. Freeing it wipes its tokens; wiping the document itself is up to the program.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_SKILL_REQUEST_H
#define SKILLCALL_SKILL_REQUEST_H

#include <skillcall/access.h>
#include <skillcall/participant.h>

SKILLCALL_BEGIN

/** The largest request that is read, in bytes. */
#define SKILLCALL_SKILL_REQUEST_JSON_MAX 1048576

/** How far from now the time of a request may be, as Alexa requires. */
#define SKILLCALL_SKILL_REQUEST_TOLERANCE_MS 150000

/** How old a skill event may be, because Alexa may deliver it late. */
#define SKILLCALL_SKILL_EVENT_TOLERANCE_MS 3600000

/** What the user has decided about a permission of the skill. */
enum skillcall_permission {
    SKILLCALL_PERMISSION_NOT_ASKED = 0, /**< the skill has not asked, or the user not answered */
    SKILLCALL_PERMISSION_GRANTED = 1,
    SKILLCALL_PERMISSION_DENIED = 2
};

/** What a skill was asked, by whom and from which device. */
typedef struct skillcall_skill_request skillcall_skill_request;

/**
 * Reads a request. A member that a call depends on may be missing or null; otherwise it must occur
 * once and have the documented type. No other member makes a request invalid: locale, timestamp,
 * session.new and the token of an APL document count as missing if they cannot be read, and the
 * rest is ignored. A byte order mark is skipped.
 *
 * This does not check that the request comes from Alexa. For a Lambda function, its trigger ensures
 * that; a web service must verify the signature first.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param json the request; need not be NUL-terminated.
 * \param size its length in bytes, at most #SKILLCALL_SKILL_REQUEST_JSON_MAX; up to 256 levels of
 * nesting.
 * \param error SKILLCALL_E_MALFORMED, naming the place, if it is not JSON in UTF-8 or not such a
 * request; SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the request, to be freed with skillcall_skill_request_free(), or NULL.
 */
SKILLCALL_API skillcall_skill_request *
skillcall_skill_request_from_json(const skillcall_allocator *allocator, const char *json,
                                  size_t size, skillcall_error *error);

/**
 * Wipes the tokens and frees a request. What was made from it lives on.
 *
 * \param request NULL is allowed.
 */
SKILLCALL_API void skillcall_skill_request_free(skillcall_skill_request *request);

/**
 * Returns request.type.
 *
 * \param request NULL is allowed.
 * \returns for example "LaunchRequest" or "IntentRequest", borrowed until the request is freed;
 * NULL only for a NULL request.
 */
SKILLCALL_API const char *skillcall_skill_request_type(const skillcall_skill_request *request);

/**
 * Returns request.requestId.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *skillcall_skill_request_id(const skillcall_skill_request *request);

/**
 * Returns request.intent.name.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it is not an IntentRequest.
 */
SKILLCALL_API const char *
skillcall_skill_request_intent_name(const skillcall_skill_request *request);

/**
 * Returns request.locale, for example "en-US".
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *skillcall_skill_request_locale(const skillcall_skill_request *request);

/**
 * Returns request.timestamp as it was received, a string or a number.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *skillcall_skill_request_timestamp(const skillcall_skill_request *request);

/**
 * Returns request.timestamp as a number. Alexa sends a time of RFC 3339; some tools send the offset
 * "+0000", no offset, which is taken for UTC, or milliseconds since 1970.
 *
 * \param request NULL is allowed.
 * \returns milliseconds since 1970 (UTC); -1 without a readable timestamp.
 */
SKILLCALL_API int64_t skillcall_skill_request_timestamp_ms(const skillcall_skill_request *request);

/**
 * Returns how old a request is.
 *
 * \param request NULL is allowed.
 * \param now_unix_ms the time now, in milliseconds since 1970 (UTC).
 * \returns milliseconds, negative for a request from the future; INT64_MAX if it has no timestamp
 * that can be read.
 */
SKILLCALL_API int64_t skillcall_skill_request_age_ms(const skillcall_skill_request *request,
                                                     int64_t now_unix_ms);

/**
 * Checks the age of a request. A request more than #SKILLCALL_SKILL_REQUEST_TOLERANCE_MS before or
 * after now may be a replay. A skill event (its type begins with "AlexaSkillEvent.") may be as old
 * as #SKILLCALL_SKILL_EVENT_TOLERANCE_MS.
 *
 * \param request NULL is allowed.
 * \param now_unix_ms the time now, in milliseconds since 1970 (UTC).
 * \returns 1 if the age is acceptable, 0 if it is not, -1 if the request has no timestamp that can
 * be read.
 */
SKILLCALL_API int32_t skillcall_skill_request_is_fresh(const skillcall_skill_request *request,
                                                       int64_t now_unix_ms);

/**
 * Reports whether the skill's session is new (session.new).
 *
 * \param request NULL is allowed.
 * \returns 1 or 0; -1 if the request belongs to no session.
 */
SKILLCALL_API int32_t
skillcall_skill_request_is_new_session(const skillcall_skill_request *request);

/**
 * Returns context.System.device.deviceId.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *skillcall_skill_request_device_id(const skillcall_skill_request *request);

/**
 * Returns context.System.application.applicationId, or session.application.applicationId if there
 * is none: the skill that the request is meant for.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *
skillcall_skill_request_application_id(const skillcall_skill_request *request);

/**
 * Checks that a request is meant for the skill that reads it.
 *
 * \param request the request.
 * \param expected the skill's own id, "amzn1.ask.skill.…"; compared exactly.
 * \param error SKILLCALL_E_ABSENT if the request names no skill, SKILLCALL_E_MISMATCH if it names
 * another one, or SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK if it is the expected one, else the status in the error.
 */
SKILLCALL_API int32_t skillcall_skill_request_check_application_id(
    const skillcall_skill_request *request, const char *expected, skillcall_error *error);

/**
 * Returns context.System.user.userId.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *skillcall_skill_request_user_id(const skillcall_skill_request *request);

/**
 * Returns context.System.user.accessToken: the user's token for the skill's own service, if the
 * account is linked. It is a secret: keep it out of logs.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *
skillcall_skill_request_user_access_token(const skillcall_skill_request *request);

/**
 * Returns context.System.person.personId.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if no voice was recognised.
 */
SKILLCALL_API const char *skillcall_skill_request_person_id(const skillcall_skill_request *request);

/**
 * Returns context.System.unit.unitId: the room, in Smart Properties. It changes when the skill is
 * enabled again; the persistent id does not.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *skillcall_skill_request_unit_id(const skillcall_skill_request *request);

/**
 * Returns context.System.unit.persistentUnitId: the room, in Smart Properties. The lookup of its
 * communication profile takes this id.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *
skillcall_skill_request_persistent_unit_id(const skillcall_skill_request *request);

/**
 * Returns context.System.apiEndpoint.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *
skillcall_skill_request_api_endpoint(const skillcall_skill_request *request);

/**
 * Returns what the user has decided about a permission: the status of the scope in
 * context.System.user.permissions.scopes.
 *
 * \param request NULL is allowed.
 * \param scope for example "alexa::profile:mobile_number:read"; NULL is allowed.
 * \returns one of ::skillcall_permission.
 */
SKILLCALL_API int32_t skillcall_skill_request_permission(const skillcall_skill_request *request,
                                                         const char *scope);

/**
 * Reports whether the device has an interface, by context.System.device.supportedInterfaces.
 *
 * \param request NULL is allowed.
 * \param name for example "Alexa.Presentation.APL", the one for screens; NULL is allowed.
 * \returns 1 or 0.
 */
SKILLCALL_API int32_t skillcall_skill_request_supports_interface(
    const skillcall_skill_request *request, const char *name);

/**
 * Returns the token of the APL document that the screen shows. It is the skill's own text, not a
 * secret.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if no document is shown.
 */
SKILLCALL_API const char *skillcall_skill_request_apl_token(const skillcall_skill_request *request);

/**
 * Reports whether this is the Grant of Smart Properties (its type is "Alexa.Authorization.Grant"):
 * Alexa sends it when the skill is enabled in a room, and expects
 * skillcall_skill_response_accept_grant() as the answer. Without it no call is permitted there.
 *
 * \param request NULL is allowed.
 * \returns 1 or 0.
 */
SKILLCALL_API int32_t skillcall_skill_request_is_grant(const skillcall_skill_request *request);

/**
 * Returns request.body.grant.type of a Grant.
 *
 * \param request NULL is allowed.
 * \returns "OAuth2.AuthorizationCode", borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *
skillcall_skill_request_grant_type(const skillcall_skill_request *request);

/**
 * Returns request.body.grant.code of a Grant: the code that Login with Amazon exchanges for a
 * token. It is a secret: keep it out of logs.
 *
 * \param request NULL is allowed.
 * \returns text borrowed until the request is freed; NULL if it has none.
 */
SKILLCALL_API const char *
skillcall_skill_request_grant_code(const skillcall_skill_request *request);

/**
 * Makes the access object from context.System.apiEndpoint and apiAccessToken. There is
 * no other way to get the token.
 *
 * \param request the request.
 * \param trusted_host as for skillcall_access_new(); NULL for none.
 * \param error SKILLCALL_E_ABSENT, naming what the request lacks; otherwise as for
 * skillcall_access_new(); NULL is allowed.
 * \returns the access object, to be freed with skillcall_access_free(), or NULL.
 */
SKILLCALL_API skillcall_access *
skillcall_skill_request_access(const skillcall_skill_request *request, const char *trusted_host,
                               skillcall_error *error);

/**
 * Makes the caller of a call between phone numbers: the user's number and the device that
 * the request came from.
 *
 * \param request the request.
 * \param number the user's phone number in E.164 form, for example "+12045551111".
 * \param error SKILLCALL_E_ABSENT if the request did not come from a device, so no call can start;
 * SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the participant, to be freed with skillcall_participant_free(), or NULL.
 */
SKILLCALL_API skillcall_participant *
skillcall_skill_request_originator(const skillcall_skill_request *request, const char *number,
                                   skillcall_error *error);

SKILLCALL_END

#endif
