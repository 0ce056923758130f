/* SPDX-License-Identifier: Apache-2.0 */
/* Participants, sessions, access, options and errors, made by calls. */
#include "scenarios.h"
#include "trial.h"

#include <string.h>

#define DEVICE "amzn1.ask.device.BHOSHBLLX53AFDC5KSPFX3IM3NZKLVAHCG3CPUDM242MB55ID3OB5XUYQO332"
#define CALLER "+12045551111"
#define CALLEE "+16073331111"
#define ID "db792233-8df3-416c-8d80-a70038747b74"

static void tell_participant(const skillcall_participant *participant)
{
    tell(skillcall_participant_type(participant));
    tell(skillcall_participant_value(participant));
    tell(skillcall_participant_endpoint_id(participant));
    tell(skillcall_participant_provider_id(participant));
    tell_number(skillcall_participant_originator(participant));
}

static void tell_session(const skillcall_session *session)
{
    for (size_t i = 0; i < skillcall_session_participant_count(session); i++)
        tell_participant(skillcall_session_participant(session, i));
    tell(skillcall_session_client_session_id(session));
    tell(skillcall_session_json(session));
    char text[2048];
    tell_number((int64_t)skillcall_session_write_json(session, 2, text, sizeof text));
    tell(text);
}

static void run_names(void)
{
    tell(skillcall_version());
    tell_number(skillcall_version_number());
    for (int32_t i = 0; i <= SKILLCALL_E_MISMATCH; i++) {
        tell(skillcall_status_name(i));
        tell(skillcall_status_text(i));
    }
    tell(skillcall_outcome_name(SKILLCALL_OUTCOME_UNKNOWN));
    tell(skillcall_violation_name(SKILLCALL_V_NOT_E164));
}

static void run_participant(void)
{
    skillcall_participant *participant;
    MAKE(participant, skillcall_participant_new(&ours, error));
    DO(SKILLCALL_OK,
       skillcall_participant_set_identity(participant, "PHONE_NUMBER", CALLER, error));
    DO(SKILLCALL_OK, skillcall_participant_set_endpoint_id(participant, DEVICE, error));
    DO(SKILLCALL_OK, skillcall_participant_set_provider_id(participant, "a provider", error));
    DO(SKILLCALL_OK, skillcall_participant_set_originator(participant, 1, error));
    tell_participant(participant);
    DO(SKILLCALL_OK, skillcall_participant_set_identity(participant, "OTHER", "another", error));
    DO(SKILLCALL_OK, skillcall_participant_set_endpoint_id(participant, NULL, error));
    tell_participant(participant);
    skillcall_participant_free(participant);
}

static void run_known_forms(void)
{
    skillcall_participant *participants[4];
    MAKE(participants[0], skillcall_participant_new_phone_caller(&ours, CALLER, DEVICE, error));
    MAKE(participants[1], skillcall_participant_new_phone_callee(&ours, CALLEE, error));
    MAKE(participants[2], skillcall_participant_new_room(&ours, "a profile", DEVICE, error));
    MAKE(participants[3], skillcall_participant_new_extension(&ours, "4011", error));
    for (size_t i = 0; i < 4; i++) {
        tell_participant(participants[i]);
        skillcall_participant_free(participants[i]);
    }
}

static void add(skillcall_session_builder *builder, skillcall_participant *participant)
{
    DO(SKILLCALL_OK, skillcall_session_builder_add(builder, participant, error));
    skillcall_participant_free(participant);
}

static skillcall_session_builder *make_builder(const char *callee)
{
    skillcall_session_builder *builder;
    skillcall_participant *from, *to;
    MAKE(builder, skillcall_session_builder_new(&ours, error));
    MAKE(from, skillcall_participant_new_phone_caller(&ours, CALLER, DEVICE, error));
    add(builder, from);
    MAKE(to, skillcall_participant_new_phone_callee(&ours, callee, error));
    add(builder, to);
    return builder;
}

static int32_t generate(void *user_data, char *buffer, size_t size)
{
    const char id[] = "a generated id";
    CHECK(size > sizeof id);
    for (size_t i = 0; i < sizeof id; i++)
        buffer[i] = id[i];
    return SKILLCALL_OK;
}

static void build(const skillcall_session_builder *builder)
{
    skillcall_session *session;
    MAKE(session, skillcall_session_builder_build(builder, error));
    tell_session(session);
    skillcall_session_free(session);
}

static void run_build(void)
{
    skillcall_session_builder *builder = make_builder(CALLEE);
    DO(SKILLCALL_OK, skillcall_session_builder_set_client_session_id(builder, ID, error));
    build(builder);
    DO(SKILLCALL_OK, skillcall_session_builder_omit_client_session_id(builder, error));
    build(builder);
    DO(SKILLCALL_OK, skillcall_session_builder_set_id_generator(builder, generate, NULL, error));
    build(builder);
    DO(SKILLCALL_OK, skillcall_session_builder_set_id_generator(builder, NULL, NULL, error));
    skillcall_session *session; /* with an id by chance */
    MAKE(session, skillcall_session_builder_build(builder, error));
    skillcall_session_free(session);
    skillcall_session_builder_free(builder);
}

/* Ids that leave no room for other texts inside the objects. */
static void run_build_long(void)
{
    char device[451];
    skillcall_participant *from, *to;
    skillcall_session_builder *builder;
    memset(device, 'd', sizeof device - 1);
    device[sizeof device - 1] = '\0';
    MAKE(from, skillcall_participant_new_phone_caller(&ours, CALLER, device, error));
    DO(SKILLCALL_OK, skillcall_participant_set_endpoint_id(from, device, error));
    DO(SKILLCALL_OK, skillcall_participant_set_identity(from, "PHONE_NUMBER", CALLEE, error));
    DO(SKILLCALL_OK, skillcall_participant_set_identity(from, "PHONE_NUMBER", CALLER, error));
    tell_participant(from);
    MAKE(builder, skillcall_session_builder_new(&ours, error));
    add(builder, from);
    MAKE(to, skillcall_participant_new_phone_callee(&ours, CALLEE, error));
    add(builder, to);
    DO(SKILLCALL_OK, skillcall_session_builder_set_client_session_id(builder, ID, error));
    build(builder);
    skillcall_session_builder_free(builder);
}

static void run_build_unknown(void)
{
    skillcall_session_builder *builder;
    skillcall_participant *from, *to;
    MAKE(builder, skillcall_session_builder_new(&ours, error));
    DO(SKILLCALL_OK, skillcall_session_builder_allow_unknown(builder, 1, error));
    DO(SKILLCALL_OK, skillcall_session_builder_set_client_session_id(builder, ID, error));
    MAKE(from, skillcall_participant_new_room(&ours, "a profile", DEVICE, error));
    add(builder, from);
    MAKE(to, skillcall_participant_new(&ours, error));
    DO(SKILLCALL_OK, skillcall_participant_set_identity(to, "NEW_TYPE", "\"value\"", error));
    DO(SKILLCALL_OK,
       skillcall_participant_set_provider_id(to, SKILLCALL_PROVIDER_SMART_PROPERTIES, error));
    add(builder, to);
    build(builder);
    skillcall_session_builder_free(builder);
}

static int32_t refused(skillcall_session *session)
{
    CHECK(session == NULL);
    return skillcall_error_status(error);
}

/* With so many violations that they do not fit into a first allocation. */
static void run_violations(void)
{
    skillcall_session_builder *builder;
    MAKE(builder, skillcall_session_builder_new(&ours, error));
    for (int i = 0; i < 6; i++) {
        skillcall_participant *empty;
        MAKE(empty, skillcall_participant_new(&ours, error));
        add(builder, empty);
    }
    DO(SKILLCALL_E_INVALID, refused(skillcall_session_builder_build(builder, error)));
    tell_error();
    skillcall_session_builder_free(builder);
    builder = make_builder("16073331111");
    DO(SKILLCALL_E_INVALID, refused(skillcall_session_builder_build(builder, error)));
    tell_error();
    skillcall_session_builder_free(builder);
}

static void run_error(void)
{
    DO(SKILLCALL_E_ARGUMENT, skillcall_participant_set_originator(NULL, 1, error));
    tell_error();
    skillcall_error_clear(error);
    tell_error();
}

static void run_access(void)
{
    skillcall_access *access;
    MAKE(access, skillcall_access_new(&ours, "https://Example.org:8443/",
                                      "a.token==", "example.org", error));
    tell(skillcall_access_endpoint(access));
    skillcall_access_free(access);
}

static void run_number(void)
{
    char number[SKILLCALL_MOBILE_NUMBER_SIZE];
    DO(SKILLCALL_OK,
       skillcall_mobile_number_join("1", "(204) 555-1111", number, sizeof number, error));
    tell(number);
}

const struct scenario object_scenarios[] = {
    {"names", run_names},
    {"participant", run_participant},
    {"known forms", run_known_forms},
    {"build", run_build},
    {"build of long texts", run_build_long},
    {"build with unknown types", run_build_unknown},
    {"violations", run_violations},
    {"error", run_error},
    {"access", run_access},
    {"mobile number", run_number},
};
const size_t object_scenario_count = sizeof object_scenarios / sizeof *object_scenarios;
