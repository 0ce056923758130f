/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include "calling.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

enum { MARGIN_MS = 500 }; /* what is kept of the invocation's time to send the answer back */

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The moment by which all must be over. However long Lambda would wait, Alexa does so for 8 s. */
static int64_t end_ms(int64_t time_left_ms)
{
    int64_t most = SKILLCALL_DEFAULT_DEADLINE_MS;
    if (time_left_ms >= 0 && time_left_ms - MARGIN_MS < most)
        most = time_left_ms - MARGIN_MS;
    return now_ms() + most;
}

/* How long the next step may take; 0 if it must not begin any more. */
static int64_t left_ms(int64_t end)
{
    int64_t left = end - now_ms();
    if (left > 0)
        return left;
    fprintf(stderr, "not_placed: the invocation has no time left for a call\n");
    return 0;
}

static enum calling_result failed(const struct calling *calling, enum calling_result result)
{
    fprintf(stderr, "%s: %s\n", result == CALLING_UNKNOWN ? "unknown" : "not_placed",
            skillcall_error_message(calling->error));
    return result;
}

int32_t calling_profile(const skillcall_skill_request *request)
{
    return skillcall_skill_request_person_id(request) ? SKILLCALL_PROFILE_PERSON
                                                      : SKILLCALL_PROFILE_ACCOUNT;
}

static enum calling_result no_number(const struct calling *calling)
{
    switch (skillcall_error_status(calling->error)) {
    case SKILLCALL_E_ACCESS_DENIED:
        return failed(calling, CALLING_NOT_ALLOWED);
    case SKILLCALL_E_ABSENT:
    case SKILLCALL_E_MALFORMED:
        return failed(calling, CALLING_NO_NUMBER);
    default:
        return failed(calling, CALLING_NOT_PLACED);
    }
}

static skillcall_session *make_session(const struct calling *calling,
                                       const skillcall_skill_request *request, const char *number)
{
    skillcall_error *error = calling->error;
    skillcall_participant *caller = skillcall_skill_request_originator(request, number, error);
    skillcall_participant *callee =
        skillcall_participant_new_phone_callee(NULL, calling->number_to_call, error);
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, error);
    skillcall_session *session = NULL;
    if (skillcall_session_builder_add(builder, caller, error) == SKILLCALL_OK &&
        skillcall_session_builder_add(builder, callee, error) == SKILLCALL_OK)
        session = skillcall_session_builder_build(builder, error);
    skillcall_session_builder_free(builder);
    skillcall_participant_free(callee);
    skillcall_participant_free(caller);
    return session;
}

/* What has become of a call; the receipt is freed. */
static enum calling_result ended(const struct calling *calling, skillcall_receipt *receipt)
{
    if (receipt) {
        skillcall_receipt_free(receipt);
        return CALLING_PLACED;
    }
    if (skillcall_error_outcome(calling->error) == SKILLCALL_OUTCOME_UNKNOWN)
        return failed(calling, CALLING_UNKNOWN);
    return failed(calling, CALLING_NOT_PLACED);
}

static enum calling_result start(const struct calling *calling, const skillcall_access *access,
                                 const skillcall_session *session, int64_t end)
{
    int64_t left = left_ms(end);
    if (!left)
        return CALLING_NOT_PLACED;
    return ended(calling,
                 skillcall_client_start(calling->client, access, session, left, calling->error));
}

/* Lookup and call in one function of the library. */
static enum calling_result call_from_room(const struct calling *calling,
                                          const skillcall_skill_request *request, int64_t end)
{
    int64_t left = left_ms(end);
    if (!left)
        return CALLING_NOT_PLACED;
    skillcall_receipt *receipt = skillcall_client_call_extension(
        calling->client, request, calling->extension, calling->profile_token, left, calling->error);
    if (!receipt && skillcall_error_status(calling->error) == SKILLCALL_E_ABSENT)
        return failed(calling, CALLING_NO_PROFILE);
    return ended(calling, receipt);
}

static enum calling_result call_from_phone(const struct calling *calling,
                                           const skillcall_skill_request *request,
                                           const skillcall_access *access, int64_t end)
{
    char number[SKILLCALL_MOBILE_NUMBER_SIZE];
    int64_t left = left_ms(end);
    if (!left)
        return CALLING_NOT_PLACED;
    if (skillcall_client_find_mobile_number(calling->client, access, calling_profile(request), left,
                                            number, sizeof number, calling->error) != SKILLCALL_OK)
        return no_number(calling);
    skillcall_session *session = make_session(calling, request, number);
    if (!session)
        return failed(calling, CALLING_NOT_PLACED);
    enum calling_result result = start(calling, access, session, end);
    skillcall_session_free(session);
    return result;
}

static bool is_from_room(const struct calling *calling, const skillcall_skill_request *request)
{
    return calling->extension && skillcall_skill_request_persistent_unit_id(request);
}

enum calling_result calling_place(const struct calling *calling,
                                  const skillcall_skill_request *request, int64_t time_left_ms)
{
    int64_t end = end_ms(time_left_ms);
    if (!skillcall_skill_request_device_id(request)) /* before anything is looked up for it */
        return CALLING_NO_DEVICE;
    skillcall_access *access =
        skillcall_skill_request_access(request, calling->trusted_host, calling->error);
    if (!access)
        return failed(calling, CALLING_NOT_PLACED);
    /* It goes out while the rest is waited for, and is given up with the answer: then it is too
       late. A failure of it is in the log, and harms no call. */
    skillcall_call *announcement = skillcall_client_submit_progressive_response(
        calling->client, access, skillcall_skill_request_id(request), calling->meanwhile, 0, NULL);
    enum calling_result result = is_from_room(calling, request)
                                     ? call_from_room(calling, request, end)
                                     : call_from_phone(calling, request, access, end);
    skillcall_call_cancel(announcement);
    skillcall_call_wait(announcement, 0, NULL);
    skillcall_call_free(announcement);
    skillcall_access_free(access);
    return result;
}
