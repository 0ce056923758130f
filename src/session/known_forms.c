/* SPDX-License-Identifier: Apache-2.0 */
/* Constructors for the participants of the two known forms of a call. A participant that could not
   be made needs no check of its own: its setters fail, and the first failure stays. */
#include "session/participant.h"

#include <skillcall/error.h>

static skillcall_participant *new_caller(const skillcall_allocator *allocator, const char *type,
                                         const char *value, const char *endpoint_id,
                                         skillcall_error *error)
{
    skillcall_participant *caller = skillcall_participant_new(allocator, error);
    if (skillcall_participant_set_identity(caller, type, value, error) ||
        skillcall_participant_set_endpoint_id(caller, endpoint_id, error)) {
        skillcall_participant_free(caller);
        return NULL;
    }
    caller->originator = SKILLCALL_ORIGINATOR_YES;
    return caller;
}

static skillcall_participant *new_callee(const skillcall_allocator *allocator, const char *type,
                                         const char *value, const char *provider_id,
                                         skillcall_error *error)
{
    skillcall_participant *callee = skillcall_participant_new(allocator, error);
    if (skillcall_participant_set_identity(callee, type, value, error) ||
        skillcall_participant_set_provider_id(callee, provider_id, error)) {
        skillcall_participant_free(callee);
        return NULL;
    }
    return callee;
}

skillcall_participant *skillcall_participant_new_phone_caller(const skillcall_allocator *allocator,
                                                              const char *number,
                                                              const char *endpoint_id,
                                                              skillcall_error *error)
{
    return new_caller(allocator, SKILLCALL_TYPE_PHONE_NUMBER, number, endpoint_id, error);
}

skillcall_participant *skillcall_participant_new_phone_callee(const skillcall_allocator *allocator,
                                                              const char *number,
                                                              skillcall_error *error)
{
    return new_callee(allocator, SKILLCALL_TYPE_PHONE_NUMBER, number, SKILLCALL_PROVIDER_PHONE,
                      error);
}

skillcall_participant *skillcall_participant_new_room(const skillcall_allocator *allocator,
                                                      const char *profile_id,
                                                      const char *endpoint_id,
                                                      skillcall_error *error)
{
    skillcall_participant *room = new_caller(allocator, SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID,
                                             profile_id, endpoint_id, error);
    if (skillcall_participant_set_provider_id(room, SKILLCALL_PROVIDER_SMART_PROPERTIES, error)) {
        skillcall_participant_free(room);
        return NULL;
    }
    return room;
}

skillcall_participant *skillcall_participant_new_extension(const skillcall_allocator *allocator,
                                                           const char *extension,
                                                           skillcall_error *error)
{
    return new_callee(allocator, SKILLCALL_TYPE_RAW_ADDRESS, extension,
                      SKILLCALL_PROVIDER_SMART_PROPERTIES, error);
}
