/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * An event of a SIP media application: what its Lambda function receives about a call (contract:
 * the SIP side).
 *
 * A NEW_INBOUND_CALL event has one participant, the caller; events of later stages list one
 * participant for each leg of the call.
 *
 * Any number of threads may read an event at once; it is immutable.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_INBOUND_CALL_H
#define SKILLCALL_INBOUND_CALL_H

#include <skillcall/error.h>

SKILLCALL_BEGIN

/** The largest event that is read, in bytes. */
#define SKILLCALL_INBOUND_CALL_JSON_MAX 1048576

/** The event type of a call that comes in. */
#define SKILLCALL_EVENT_NEW_INBOUND_CALL "NEW_INBOUND_CALL"

/** An event that was read. */
typedef struct skillcall_inbound_call skillcall_inbound_call;

/**
 * Reads an event. Members that are not needed here are ignored; one that is needed may be missing
 * or null, but must not have another type than documented.
 *
 * If a User-to-User header is malformed, the rest of the event is readable;
 * skillcall_inbound_call_client_session_id() reports the error.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param json the event; need not be NUL-terminated.
 * \param size its length in bytes, at most #SKILLCALL_INBOUND_CALL_JSON_MAX.
 * \param error SKILLCALL_E_MALFORMED, naming the place, if it is not strict JSON or not such an
 * event; SKILLCALL_E_TOO_LARGE, also for more than 16 participants; SKILLCALL_E_ARGUMENT or
 * SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the event, to be freed with skillcall_inbound_call_free(), or NULL.
 */
SKILLCALL_API skillcall_inbound_call *
skillcall_inbound_call_from_json(const skillcall_allocator *allocator, const char *json,
                                 size_t size, skillcall_error *error);

/**
 * Frees an event.
 *
 * \param call NULL is allowed.
 */
SKILLCALL_API void skillcall_inbound_call_free(skillcall_inbound_call *call);

/**
 * Returns InvocationEventType: what the event is about.
 *
 * \param call NULL is allowed.
 * \returns for example #SKILLCALL_EVENT_NEW_INBOUND_CALL, borrowed until the event is freed; NULL
 * only for a NULL event.
 */
SKILLCALL_API const char *skillcall_inbound_call_event_type(const skillcall_inbound_call *call);

/**
 * Returns TransactionId, which all events of one call share.
 *
 * \param call NULL is allowed.
 * \returns text borrowed until the event is freed; NULL if it has none.
 */
SKILLCALL_API const char *skillcall_inbound_call_transaction_id(const skillcall_inbound_call *call);

/**
 * Counts the participants.
 *
 * \param call NULL is allowed and gives 0.
 * \returns the number.
 */
SKILLCALL_API size_t skillcall_inbound_call_participant_count(const skillcall_inbound_call *call);

/**
 * Returns CallId of a participant, which actions refer to.
 *
 * \param call NULL is allowed.
 * \param index which participant, from 0.
 * \returns text borrowed until the event is freed; NULL if there is none.
 */
SKILLCALL_API const char *skillcall_inbound_call_call_id(const skillcall_inbound_call *call,
                                                         size_t index);

/**
 * Returns the calling number of a participant.
 *
 * \param call NULL is allowed.
 * \param index which participant, from 0.
 * \returns text borrowed until the event is freed; NULL if there is none.
 */
SKILLCALL_API const char *skillcall_inbound_call_from(const skillcall_inbound_call *call,
                                                      size_t index);

/**
 * Returns the called number of a participant.
 *
 * \param call NULL is allowed.
 * \param index which participant, from 0.
 * \returns text borrowed until the event is freed; NULL if there is none.
 */
SKILLCALL_API const char *skillcall_inbound_call_to(const skillcall_inbound_call *call,
                                                    size_t index);

/**
 * Returns the client id of the skill that placed the call, from the header X-Alexa-LWA-ClientId.
 *
 * \param call NULL is allowed.
 * \param index which participant, from 0.
 * \returns text borrowed until the event is freed; NULL if there is none.
 */
SKILLCALL_API const char *skillcall_inbound_call_skill_client_id(const skillcall_inbound_call *call,
                                                                 size_t index);

/**
 * Checks that a participant's call was placed by the expected skill. The header is only as
 * trustworthy as the path that the call took.
 *
 * \param call the event.
 * \param index which participant, from 0.
 * \param expected the skill's client id, "amzn1.application-oa2-client.…"; compared exactly.
 * \param error SKILLCALL_E_ABSENT if the call carries no skill client id, SKILLCALL_E_MISMATCH if
 * it carries another one, or SKILLCALL_E_ARGUMENT, also for an index out of range; NULL is allowed.
 * \returns SKILLCALL_OK if it is the expected one, else the status in the error.
 */
SKILLCALL_API int32_t skillcall_inbound_call_check_skill_client_id(
    const skillcall_inbound_call *call, size_t index, const char *expected, skillcall_error *error);

/**
 * Returns the client session id in the User-to-User header of a participant.
 *
 * \param call the event.
 * \param index which participant, from 0.
 * \param error SKILLCALL_E_ABSENT if the call carries no client session id; SKILLCALL_E_MALFORMED
 * or SKILLCALL_E_TOO_LARGE for a User-to-User header that breaks its grammar or limits;
 * SKILLCALL_E_ARGUMENT, also for an index out of range; NULL is allowed.
 * \returns 1 to 100 printable ASCII characters, borrowed until the event is freed, or NULL.
 */
SKILLCALL_API const char *
skillcall_inbound_call_client_session_id(const skillcall_inbound_call *call, size_t index,
                                         skillcall_error *error);

SKILLCALL_END

#endif
