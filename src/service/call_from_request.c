#include <skillcall/call_from_request.h>

#include "engine/client.h"
#include "engine/submit.h"

#include <skillcall/lookup.h>
#include <skillcall/session_builder.h>

/* One call, from its request to its end. */
struct caller {
    skillcall_client *client;
    const skillcall_skill_request *request;
    int64_t deadline_ms; /* as it was given */
    int64_t began_ms;
    skillcall_error *error;
};

/* What is left for the call after a lookup; 0 if nothing is, which is then in the error. */
static int64_t time_left(const struct caller *caller)
{
    int64_t all = caller->deadline_ms ? caller->deadline_ms : caller->client->options->deadline_ms;
    int64_t left = caller->began_ms + all - skillcall__client_now(caller->client);
    if (left > 0)
        return left;
    skillcall__fail(caller->error, SKILLCALL_E_TIMEOUT,
                    "the deadline passed when the lookup was done; the call was not placed");
    return 0;
}

/* Builds the session between two participants, and frees them. */
static skillcall_session *build(const struct caller *caller, skillcall_participant *from,
                                skillcall_participant *to)
{
    skillcall_session *session = NULL;
    skillcall_session_builder *builder =
        from && to ? skillcall_session_builder_new(&caller->client->allocator, caller->error)
                   : NULL;
    if (builder && skillcall_session_builder_add(builder, from, caller->error) == SKILLCALL_OK &&
        skillcall_session_builder_add(builder, to, caller->error) == SKILLCALL_OK)
        session = skillcall_session_builder_build(builder, caller->error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(from);
    skillcall_participant_free(to);
    return session;
}

/* Places the call between two participants, and frees them. */
static skillcall_receipt *start(const struct caller *caller, const skillcall_access *access,
                                skillcall_participant *from, skillcall_participant *to,
                                int64_t deadline_ms)
{
    skillcall_receipt *receipt = NULL;
    skillcall_session *session = build(caller, from, to);
    if (session)
        receipt =
            skillcall_client_start(caller->client, access, session, deadline_ms, caller->error);
    skillcall_session_free(session);
    return receipt;
}

static skillcall_receipt *call_phone(const struct caller *caller, const skillcall_access *access,
                                     const char *callee, const char *number)
{
    char found[SKILLCALL_MOBILE_NUMBER_SIZE];
    int64_t deadline_ms = caller->deadline_ms;
    if (!number) {
        if (skillcall_client_find_mobile_number(caller->client, access, SKILLCALL_PROFILE_ACCOUNT,
                                                deadline_ms, found, sizeof found,
                                                caller->error) != SKILLCALL_OK)
            return NULL;
        number = found;
        deadline_ms = time_left(caller);
        if (!deadline_ms)
            return NULL;
    }
    const skillcall_allocator *allocator = &caller->client->allocator;
    skillcall_participant *from =
        skillcall_skill_request_originator(caller->request, number, caller->error);
    skillcall_participant *to =
        from ? skillcall_participant_new_phone_callee(allocator, callee, caller->error) : NULL;
    return start(caller, access, from, to, deadline_ms);
}

static int32_t find_profile_id(const struct caller *caller, const skillcall_access *access,
                               const char *token, char *profile_id, size_t size)
{
    const char *unit = skillcall_skill_request_persistent_unit_id(caller->request);
    if (!unit)
        return skillcall__fail(caller->error, SKILLCALL_E_ABSENT,
                               "the request has no context.System.unit.persistentUnitId: it comes "
                               "from no room, or the skill may not read it");
    skillcall_access *lookup_access = skillcall_access_new(
        &caller->client->allocator, skillcall_access_endpoint(access), token, NULL, caller->error);
    if (!lookup_access)
        return SKILLCALL_E_ARGUMENT;
    int32_t status = skillcall_client_find_profile_id(
        caller->client, lookup_access, unit, caller->deadline_ms, profile_id, size, caller->error);
    skillcall_access_free(lookup_access);
    return status;
}

static skillcall_receipt *call_extension(const struct caller *caller,
                                         const skillcall_access *access, const char *extension,
                                         const char *token)
{
    char profile_id[SKILLCALL_PROFILE_ID_SIZE];
    if (find_profile_id(caller, access, token, profile_id, sizeof profile_id) != SKILLCALL_OK)
        return NULL;
    int64_t deadline_ms = time_left(caller);
    if (!deadline_ms)
        return NULL;
    const skillcall_allocator *allocator = &caller->client->allocator;
    const char *device = skillcall_skill_request_device_id(caller->request);
    skillcall_participant *from =
        skillcall_participant_new_room(allocator, profile_id, device, caller->error);
    skillcall_participant *to =
        from ? skillcall_participant_new_extension(allocator, extension, caller->error) : NULL;
    return start(caller, access, from, to, deadline_ms);
}

/* The access of the request; NULL with the error if an argument is wrong. What an attempt would
   need and the request lacks is found before anything is sent. */
static skillcall_access *open_access(const struct caller *caller, const char *callee,
                                     const char *name)
{
    if (!caller->client || !callee) {
        skillcall__fail_null(caller->error, caller->client ? name : "client");
        return NULL;
    }
    skillcall_access *access = skillcall_skill_request_access(caller->request, NULL, caller->error);
    if (!access || skillcall_skill_request_device_id(caller->request))
        return access;
    skillcall__fail(caller->error, SKILLCALL_E_ABSENT,
                    "the request has no context.System.device.deviceId: it came from no device, so "
                    "a call cannot start");
    skillcall_access_free(access);
    return NULL;
}

skillcall_receipt *skillcall_client_call_phone(skillcall_client *client,
                                               const skillcall_skill_request *request,
                                               const char *callee, const char *caller,
                                               int64_t deadline_ms, skillcall_error *error)
{
    struct caller self = {client, request, deadline_ms, 0, error};
    skillcall_access *access = open_access(&self, callee, "callee");
    if (access)
        self.began_ms = skillcall__client_now(client);
    skillcall_receipt *receipt = access ? call_phone(&self, access, callee, caller) : NULL;
    skillcall_access_free(access);
    if (!receipt)
        skillcall__say_not_placed(error);
    return receipt;
}

skillcall_receipt *skillcall_client_call_extension(skillcall_client *client,
                                                   const skillcall_skill_request *request,
                                                   const char *extension, const char *profile_token,
                                                   int64_t deadline_ms, skillcall_error *error)
{
    struct caller self = {client, request, deadline_ms, 0, error};
    skillcall_access *access = open_access(&self, extension, "extension");
    if (access)
        self.began_ms = skillcall__client_now(client);
    skillcall_receipt *receipt =
        access ? call_extension(&self, access, extension, profile_token) : NULL;
    skillcall_access_free(access);
    if (!receipt)
        skillcall__say_not_placed(error);
    return receipt;
}
