/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/call_from_request.h>

#include "access/access.h"
#include "base/element.h"
#include "service/lookup.h"
#include "service/start_session.h"

#include <skillcall/lookup.h>
#include <skillcall/session_builder.h>

/* The two kinds of calls. */
struct kind {
    skillcall_participant *(*from)(const skillcall_allocator *allocator, const char *identity,
                                   const char *device, skillcall_error *error);
    skillcall_participant *(*to)(const skillcall_allocator *allocator, const char *callee,
                                 skillcall_error *error);
    const char *stand_in; /* a valid identity, used until the lookup has found the real one */
};

static const struct kind phone = {skillcall_participant_new_phone_caller,
                                  skillcall_participant_new_phone_callee, "+12025550100"};
static const struct kind room = {skillcall_participant_new_room,
                                 skillcall_participant_new_extension, "stand-in"};

/* A call as its request describes it, without the caller's identity. It holds copies, because it
   may follow a lookup. */
struct order {
    skillcall_allocator allocator;
    struct skillcall__sequel sequel;
    const struct kind *kind;
    skillcall_access *access;
    char *device;
    char *callee;
};

static void free_order(struct skillcall__sequel *sequel)
{
    struct order *order = SKILLCALL__ELEMENT(sequel, struct order, sequel);
    skillcall_allocator allocator = order->allocator;
    skillcall_access_free(order->access);
    skillcall__free_text(&allocator, order->device);
    skillcall__free_text(&allocator, order->callee);
    skillcall__deallocate(&allocator, order);
}

static skillcall_session *build(const struct order *order, const char *identity,
                                skillcall_error *error)
{
    const skillcall_allocator *allocator = &order->allocator;
    skillcall_participant *from = order->kind->from(allocator, identity, order->device, error);
    skillcall_participant *to = from ? order->kind->to(allocator, order->callee, error) : NULL;
    skillcall_session_builder *builder =
        to ? skillcall_session_builder_new(allocator, error) : NULL;
    skillcall_session *session = NULL;
    if (builder && skillcall_session_builder_add(builder, from, error) == SKILLCALL_OK &&
        skillcall_session_builder_add(builder, to, error) == SKILLCALL_OK)
        session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(to);
    skillcall_participant_free(from);
    return session;
}

/* The call with the looked-up identity. */
static int32_t begin(struct skillcall__sequel *sequel, skillcall_call *call)
{
    struct order *order = SKILLCALL__ELEMENT(sequel, struct order, sequel);
    skillcall_error error; /* the call's own has no place for violations */
    skillcall__error_init(&error, &order->allocator);
    skillcall_session *session = build(order, call->result.found, &error);
    int32_t status = error.status;
    if (session) {
        const struct skillcall__plan plan = skillcall__plan_session(session);
        status = skillcall__submit_next(call, order->access, &plan);
    } else {
        skillcall__fail_with_facts(&call->result.error, status, "%s", error.message);
    }
    skillcall_session_free(session);
    skillcall__error_release(&error);
    return status;
}

/* The arguments that all forms of a call share. */
struct terms {
    skillcall_client *client;
    const skillcall_skill_request *request;
    int64_t deadline_ms;
    bool is_listed;
    skillcall_error *error;
};

/* Endpoint and token of the request, in the client's memory. */
static skillcall_access *open_access(const struct terms *terms)
{
    skillcall_access *its = skillcall_skill_request_access(terms->request, NULL, terms->error);
    skillcall_access *access =
        its ? skillcall_access_new(&terms->client->allocator, skillcall_access_endpoint(its),
                                   skillcall__access_token(its), NULL, terms->error)
            : NULL;
    skillcall_access_free(its);
    return access;
}

static bool fill_order(struct order *order, const struct terms *terms, const char *callee)
{
    order->access = open_access(terms);
    if (!order->access)
        return false;
    const char *device = skillcall_skill_request_device_id(terms->request);
    if (!device) {
        skillcall__fail(terms->error, SKILLCALL_E_ABSENT,
                        "the request has no context.System.device.deviceId: it did not come from a "
                        "device, so a call cannot start");
        return false;
    }
    order->device = skillcall__duplicate(&order->allocator, device);
    order->callee = skillcall__duplicate(&order->allocator, callee);
    if (order->device && order->callee)
        return true;
    skillcall__fail_no_memory(terms->error);
    return false;
}

static struct order *make_order(const struct terms *terms, const struct kind *kind,
                                const char *callee, const char *name)
{
    if (!terms->client || !callee) {
        skillcall__fail_null(terms->error, terms->client ? name : "client");
        return NULL;
    }
    struct order *order =
        skillcall__make_object(&terms->client->allocator, sizeof *order, terms->error);
    if (!order)
        return NULL;
    order->sequel = (struct skillcall__sequel){begin, free_order};
    order->kind = kind;
    if (fill_order(order, terms, callee))
        return order;
    free_order(&order->sequel);
    return NULL;
}

static skillcall_call *submit(const struct terms *terms, const skillcall_access *access,
                              struct skillcall__plan *plan)
{
    skillcall_call *call;
    plan->is_listed = terms->is_listed;
    skillcall__submit(terms->client, access, plan, terms->deadline_ms, &call, terms->error);
    return call;
}

/* Takes ownership of the order. Violations are found before anything is looked up. */
static skillcall_call *look_up_first(const struct terms *terms, struct order *order,
                                     const skillcall_access *access, struct skillcall__plan *plan)
{
    skillcall_session *session = build(order, order->kind->stand_in, terms->error);
    plan->sequel = &order->sequel;
    skillcall_call *call = session ? submit(terms, access, plan) : NULL;
    if (!call)
        free_order(&order->sequel);
    skillcall_session_free(session);
    return call;
}

static skillcall_call *call_phone(const struct terms *terms, const char *callee, const char *caller)
{
    struct order *order = make_order(terms, &phone, callee, "callee");
    if (!order)
        return NULL;
    if (!caller) {
        struct skillcall__plan plan;
        skillcall__plan_mobile_number(SKILLCALL_PROFILE_ACCOUNT, &plan, NULL);
        return look_up_first(terms, order, order->access, &plan);
    }
    skillcall_call *call = NULL;
    skillcall_session *session = build(order, caller, terms->error);
    if (session) {
        struct skillcall__plan plan = skillcall__plan_session(session);
        call = submit(terms, order->access, &plan);
    }
    skillcall_session_free(session);
    free_order(&order->sequel);
    return call;
}

static skillcall_call *call_extension(const struct terms *terms, const char *extension,
                                      const char *token)
{
    struct order *order = make_order(terms, &room, extension, "extension");
    if (!order)
        return NULL;
    char path[SKILLCALL__LOOKUP_PATH_SIZE];
    struct skillcall__plan plan;
    skillcall_access *access = NULL;
    const char *unit = skillcall_skill_request_persistent_unit_id(terms->request);
    if (!unit)
        skillcall__fail(terms->error, SKILLCALL_E_ABSENT,
                        "the request has no context.System.unit.persistentUnitId: it did not come "
                        "from a room, or the skill may not read it");
    else if (skillcall__plan_profile_id(unit, path, &plan, terms->error) == SKILLCALL_OK)
        access = skillcall_access_new(&order->allocator, skillcall_access_endpoint(order->access),
                                      token, NULL, terms->error);
    if (!access) {
        free_order(&order->sequel);
        return NULL;
    }
    skillcall_call *call = look_up_first(terms, order, access, &plan);
    skillcall_access_free(access);
    return call;
}

static skillcall_call *submit_phone(const struct terms *terms, const char *callee,
                                    const char *caller)
{
    skillcall_call *call = call_phone(terms, callee, caller);
    if (!call)
        skillcall__mark_not_placed(terms->error);
    return call;
}

static skillcall_call *submit_extension(const struct terms *terms, const char *extension,
                                        const char *token)
{
    skillcall_call *call = call_extension(terms, extension, token);
    if (!call)
        skillcall__mark_not_placed(terms->error);
    return call;
}

skillcall_receipt *skillcall_client_call_phone(skillcall_client *client,
                                               const skillcall_skill_request *request,
                                               const char *callee, const char *caller,
                                               int64_t deadline_ms, skillcall_error *error)
{
    const struct terms terms = {client, request, deadline_ms, false, error};
    return skillcall__collect_receipt(submit_phone(&terms, callee, caller), error);
}

skillcall_call *skillcall_client_submit_call_phone(skillcall_client *client,
                                                   const skillcall_skill_request *request,
                                                   const char *callee, const char *caller,
                                                   int64_t deadline_ms, skillcall_error *error)
{
    const struct terms terms = {client, request, deadline_ms, true, error};
    return submit_phone(&terms, callee, caller);
}

skillcall_receipt *skillcall_client_call_extension(skillcall_client *client,
                                                   const skillcall_skill_request *request,
                                                   const char *extension, const char *profile_token,
                                                   int64_t deadline_ms, skillcall_error *error)
{
    const struct terms terms = {client, request, deadline_ms, false, error};
    return skillcall__collect_receipt(submit_extension(&terms, extension, profile_token), error);
}

skillcall_call *skillcall_client_submit_call_extension(skillcall_client *client,
                                                       const skillcall_skill_request *request,
                                                       const char *extension,
                                                       const char *profile_token,
                                                       int64_t deadline_ms, skillcall_error *error)
{
    const struct terms terms = {client, request, deadline_ms, true, error};
    return submit_extension(&terms, extension, profile_token);
}
