/* SPDX-License-Identifier: Apache-2.0 */
#include "command/report.h"
#include "command/start.h"

static skillcall_participant *make_caller(const struct call_flags *flags, skillcall_error *error)
{
    if (flags->profile_id)
        return skillcall_participant_new_room(NULL, flags->profile_id, flags->endpoint_id, error);
    return skillcall_participant_new_phone_caller(NULL, flags->from, flags->endpoint_id, error);
}

static skillcall_participant *make_callee(const struct call_flags *flags, skillcall_error *error)
{
    if (flags->extension)
        return skillcall_participant_new_extension(NULL, flags->extension, error);
    return skillcall_participant_new_phone_callee(NULL, flags->to, error);
}

static int32_t set_client_session_id(skillcall_session_builder *builder,
                                     const struct call_flags *flags, skillcall_error *error)
{
    if (flags->no_client_session_id)
        return skillcall_session_builder_omit_client_session_id(builder, error);
    return skillcall_session_builder_set_client_session_id(builder, flags->client_session_id,
                                                           error);
}

static skillcall_session *build_session(const struct call_flags *flags, skillcall_error *error)
{
    skillcall_session *session = NULL;
    skillcall_participant *callee = NULL;
    skillcall_session_builder *builder = NULL;
    skillcall_participant *caller = make_caller(flags, error);
    if (caller)
        callee = make_callee(flags, error);
    if (callee)
        builder = skillcall_session_builder_new(NULL, error);
    if (builder && set_client_session_id(builder, flags, error) == SKILLCALL_OK &&
        skillcall_session_builder_allow_unknown(builder, flags->allow_unknown, error) ==
            SKILLCALL_OK &&
        skillcall_session_builder_add(builder, caller, error) == SKILLCALL_OK &&
        skillcall_session_builder_add(builder, callee, error) == SKILLCALL_OK)
        session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(callee);
    skillcall_participant_free(caller);
    return session;
}

int start_read_session(struct start *start)
{
    struct document document;
    if (!start->options.session_file)
        return -1;
    read_document(&document, start->options.session_file, SKILLCALL_SESSION_JSON_MAX);
    if (!document.data)
        return report_input(SKILLCALL_E_SYSTEM, document.failure, start->options.json);
    start->session = skillcall_session_from_json(NULL, document.data, document.size,
                                                 start->options.call.allow_unknown, start->error);
    free_document(&document);
    return start->session ? -1 : report_error(start->error, start->options.json);
}

int start_make_session(struct start *start)
{
    struct call_flags call = start->options.call;
    if (start->session)
        return -1;
    if (start->request)
        call.endpoint_id = skillcall_skill_request_device_id(start->request);
    if (start->lookup)
        call.from = skillcall_call_found(start->lookup);
    start->session = build_session(&call, start->error);
    return start->session ? -1 : report_error(start->error, start->options.json);
}
