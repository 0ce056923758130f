/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * One end of a call: who it is, where it is, and whether it calls or is called.
 *
 * A participant is a plain record: its setters copy their arguments and check nothing.
 * skillcall_session_builder_build() checks all rules at once.
 *
 * One thread at a time may use a participant.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_PARTICIPANT_H
#define SKILLCALL_PARTICIPANT_H

#include <skillcall/error.h>

SKILLCALL_BEGIN

/** The identity type of a phone number. Integrators may have types other than these three. */
#define SKILLCALL_TYPE_PHONE_NUMBER "PHONE_NUMBER"
/** The identity type of a room in Smart Properties. */
#define SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID "COMMUNICATION_PROFILE_ID"
/** The identity type of an extension in Smart Properties. */
#define SKILLCALL_TYPE_RAW_ADDRESS "RAW_ADDRESS"

/** The provider that reaches phone numbers (contract: provider ids). */
#define SKILLCALL_PROVIDER_PHONE "amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002"
/** The provider that reaches extensions in Smart Properties (contract: provider ids). */
#define SKILLCALL_PROVIDER_SMART_PROPERTIES                                                        \
    "amzn1.comms.csp.id.c0e1cd84-a846-11ed-afa1-0242ac120002"

/** Whether a participant starts the call. */
enum skillcall_originator {
    SKILLCALL_ORIGINATOR_UNSET = -1, /**< the member is left out, which means no */
    SKILLCALL_ORIGINATOR_NO = 0,
    SKILLCALL_ORIGINATOR_YES = 1
};

/** One end of a call. */
typedef struct skillcall_participant skillcall_participant;

/**
 * Makes a participant with nothing set, for forms that have no constructor of their own.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the participant, to be freed with skillcall_participant_free(), or NULL.
 */
SKILLCALL_API skillcall_participant *skillcall_participant_new(const skillcall_allocator *allocator,
                                                               skillcall_error *error);

/**
 * Makes the caller of a call between phone numbers: type PHONE_NUMBER, originator.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param number the user's phone number in E.164 form, for example "+12045551111".
 * \param endpoint_id the deviceId of the skill request (context.System.device.deviceId).
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the participant, to be freed with skillcall_participant_free(), or NULL.
 */
SKILLCALL_API skillcall_participant *
skillcall_participant_new_phone_caller(const skillcall_allocator *allocator, const char *number,
                                       const char *endpoint_id, skillcall_error *error);

/**
 * Makes the callee of a call between phone numbers: type PHONE_NUMBER, the phone provider.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param number the phone number to ring in E.164 form, for example "+16073331111".
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the participant, to be freed with skillcall_participant_free(), or NULL.
 */
SKILLCALL_API skillcall_participant *
skillcall_participant_new_phone_callee(const skillcall_allocator *allocator, const char *number,
                                       skillcall_error *error);

/**
 * Makes the calling room of a Smart Properties call: type COMMUNICATION_PROFILE_ID, originator.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param profile_id the communication profile id of the room's unit.
 * \param endpoint_id the deviceId of the skill request (context.System.device.deviceId).
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the participant, to be freed with skillcall_participant_free(), or NULL.
 */
SKILLCALL_API skillcall_participant *
skillcall_participant_new_room(const skillcall_allocator *allocator, const char *profile_id,
                               const char *endpoint_id, skillcall_error *error);

/**
 * Makes the callee of a Smart Properties call: type RAW_ADDRESS, an extension of the PBX.
 *
 * \param allocator where its memory comes from; NULL for the C library's.
 * \param extension the extension to ring, for example "4011".
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns the participant, to be freed with skillcall_participant_free(), or NULL.
 */
SKILLCALL_API skillcall_participant *
skillcall_participant_new_extension(const skillcall_allocator *allocator, const char *extension,
                                    skillcall_error *error);

/**
 * Frees a participant. Builders and sessions keep copies of their own.
 *
 * \param participant NULL is allowed.
 */
SKILLCALL_API void skillcall_participant_free(skillcall_participant *participant);

/**
 * Sets who the participant is: the members id.type and id.value.
 *
 * \param participant the participant to change.
 * \param type for example "PHONE_NUMBER"; copied; NULL unsets it.
 * \param value for example "+12045551111"; copied; NULL unsets it.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the participant is then unchanged.
 */
SKILLCALL_API int32_t skillcall_participant_set_identity(skillcall_participant *participant,
                                                         const char *type, const char *value,
                                                         skillcall_error *error);

/**
 * Sets the member endpointId: the device that the call is placed from.
 *
 * \param participant the participant to change.
 * \param endpoint_id 1 to 512 characters, copied; NULL unsets it.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the participant is then unchanged.
 */
SKILLCALL_API int32_t skillcall_participant_set_endpoint_id(skillcall_participant *participant,
                                                            const char *endpoint_id,
                                                            skillcall_error *error);

/**
 * Sets the member communicationProviderId: who reaches the participant.
 *
 * \param participant the participant to change.
 * \param provider_id 1 to 128 characters, copied; NULL unsets it.
 * \param error SKILLCALL_E_ARGUMENT or SKILLCALL_E_NO_MEMORY; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the participant is then unchanged.
 */
SKILLCALL_API int32_t skillcall_participant_set_provider_id(skillcall_participant *participant,
                                                            const char *provider_id,
                                                            skillcall_error *error);

/**
 * Sets the member isOriginator.
 *
 * \param participant the participant to change.
 * \param originator one of ::skillcall_originator.
 * \param error SKILLCALL_E_ARGUMENT; NULL is allowed.
 * \returns SKILLCALL_OK, or the status in the error; the participant is then unchanged.
 */
SKILLCALL_API int32_t skillcall_participant_set_originator(skillcall_participant *participant,
                                                           int32_t originator,
                                                           skillcall_error *error);

/**
 * Returns id.type.
 *
 * \param participant NULL is allowed.
 * \returns text borrowed until the participant is changed or freed; NULL if unset.
 */
SKILLCALL_API const char *skillcall_participant_type(const skillcall_participant *participant);

/**
 * Returns id.value.
 *
 * \param participant NULL is allowed.
 * \returns text borrowed until the participant is changed or freed; NULL if unset.
 */
SKILLCALL_API const char *skillcall_participant_value(const skillcall_participant *participant);

/**
 * Returns endpointId.
 *
 * \param participant NULL is allowed.
 * \returns text borrowed until the participant is changed or freed; NULL if unset.
 */
SKILLCALL_API const char *
skillcall_participant_endpoint_id(const skillcall_participant *participant);

/**
 * Returns communicationProviderId.
 *
 * \param participant NULL is allowed.
 * \returns text borrowed until the participant is changed or freed; NULL if unset.
 */
SKILLCALL_API const char *
skillcall_participant_provider_id(const skillcall_participant *participant);

/**
 * Returns isOriginator.
 *
 * \param participant NULL is allowed and gives SKILLCALL_ORIGINATOR_UNSET.
 * \returns one of ::skillcall_originator.
 */
SKILLCALL_API int32_t skillcall_participant_originator(const skillcall_participant *participant);

SKILLCALL_END

#endif
