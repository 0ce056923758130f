/* SPDX-License-Identifier: Apache-2.0 */
#include "event/inbound_event.h"

#include "base/die.h"
#include "base/texts.h"

#include <time.h>

/* The account that the event belongs to: the same in every event, and made up. */
#define ACCOUNT "123456789012"
#define REGION "us-east-1"
#define SIP_RULE "00000000-0000-4000-8000-000000000001"
#define SIP_MEDIA_APPLICATION "00000000-0000-4000-8000-000000000002"

static json_t *sip_headers(const struct started_call *call)
{
    json_t *headers = must(json_object());
    if (call->user_to_user)
        json_object_set_new(headers, "user-to-user", json_string(call->user_to_user));
    json_object_set_new(headers, "X-Alexa-LWA-ClientId", json_string(call->lwa_client_id));
    return headers;
}

static json_t *start_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return must(json_sprintf("%lld%03d", (long long)now.tv_sec, (int)(now.tv_nsec / 1000000)));
}

static json_t *participant(const struct started_call *call)
{
    char id[UUID_TEXT_SIZE];
    new_uuid(id);
    return must(json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "CallId", id, "ParticipantTag",
                          "LEG-A", "To", call->ends.to, "From", call->ends.from, "Direction",
                          "Inbound", "StartTimeInMilliseconds", start_time(), "SipHeaders",
                          sip_headers(call)));
}

json_t *inbound_event(const struct started_call *call, const char *transaction_id)
{
    json_t *details = must(json_pack("{s:s, s:s, s:s, s:s, s:s, s:[o]}", "TransactionId",
                                     transaction_id, "AwsAccountId", ACCOUNT, "AwsRegion", REGION,
                                     "SipRuleId", SIP_RULE, "SipMediaApplicationId",
                                     SIP_MEDIA_APPLICATION, "Participants", participant(call)));
    return must(json_pack("{s:s, s:i, s:s, s:o}", "SchemaVersion", "1.0", "Sequence", 1,
                          "InvocationEventType", "NEW_INBOUND_CALL", "CallDetails", details));
}
