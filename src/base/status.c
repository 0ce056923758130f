/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/error.h>
#include <skillcall/status.h>

struct named {
    const char *name;
    const char *text;
};

static const struct named statuses[] = {
    [SKILLCALL_OK] = {"ok", "success"},
    [SKILLCALL_E_ARGUMENT] = {"argument", "an argument is NULL or out of range"},
    [SKILLCALL_E_NO_MEMORY] = {"no_memory", "out of memory"},
    [SKILLCALL_E_STATE] = {"state", "the object is in the wrong state for this"},
    [SKILLCALL_E_INVALID] = {"invalid", "the request is invalid; see the violations"},
    [SKILLCALL_E_MALFORMED] = {"malformed", "the document is malformed"},
    [SKILLCALL_E_TOO_LARGE] = {"too_large", "the document or the answer is too large"},
    [SKILLCALL_E_ENDPOINT] = {"endpoint", "a token must not be sent to this endpoint"},
    [SKILLCALL_E_TOKEN] = {"token", "the token is not a bearer token"},
    [SKILLCALL_E_GENERATOR] = {"generator", "no client session id could be generated"},
    [SKILLCALL_E_TRANSPORT] = {"transport", "the transport violated its contract"},
    [SKILLCALL_E_SYSTEM] = {"system", "the operating system refused a resource"},
    [SKILLCALL_E_UNSUPPORTED] = {"unsupported", "this is not available here"},
    [SKILLCALL_E_BUSY] = {"busy", "too many calls are in flight"},
    [SKILLCALL_E_FORKED] = {"forked", "the client belongs to the parent process"},
    [SKILLCALL_E_PENDING] = {"pending", "the call has not ended yet"},
    [SKILLCALL_E_TIMEOUT] = {"timeout", "the deadline passed"},
    [SKILLCALL_E_CANCELLED] = {"cancelled", "the call was cancelled"},
    [SKILLCALL_E_RESOLVE] = {"resolve", "the host name could not be resolved"},
    [SKILLCALL_E_CONNECT] = {"connect", "could not connect to the server"},
    [SKILLCALL_E_TLS] = {"tls", "the server's certificate or TLS version is not acceptable"},
    [SKILLCALL_E_NETWORK] = {"network", "the connection was lost"},
    [SKILLCALL_E_ANSWER] = {"answer", "the service sent an undocumented answer"},
    [SKILLCALL_E_INPUT_REFUSED] = {"input_refused", "the service rejected the request as invalid"},
    [SKILLCALL_E_BAD_TOKEN] = {"bad_token", "the token is expired or invalid"},
    [SKILLCALL_E_ACCESS_DENIED] = {"access_denied", "access was denied"},
    [SKILLCALL_E_REGION] = {"region", "calling is not available at this endpoint"},
    [SKILLCALL_E_THROTTLED] = {"throttled", "the service is throttling requests"},
    [SKILLCALL_E_REFUSED] = {"refused", "the service refused the request"},
    [SKILLCALL_E_UNAVAILABLE] = {"unavailable", "the service is not available"},
    [SKILLCALL_E_SERVICE] = {"service", "the service failed"},
    [SKILLCALL_E_ABSENT] = {"absent", "the document is valid but lacks the requested value"},
    [SKILLCALL_E_MISMATCH] = {"mismatch", "the document belongs to another skill"},
};

static const char *const outcomes[] = {
    [SKILLCALL_OUTCOME_NONE] = "none",
    [SKILLCALL_OUTCOME_PLACED] = "placed",
    [SKILLCALL_OUTCOME_NOT_PLACED] = "not_placed",
    [SKILLCALL_OUTCOME_UNKNOWN] = "unknown",
};

static const char *const violations[] = {
    [SKILLCALL_V_REQUIRED] = "required",
    [SKILLCALL_V_TOO_LONG] = "too_long",
    [SKILLCALL_V_NOT_UTF8] = "not_utf8",
    [SKILLCALL_V_CONTROL_CHARACTER] = "control_character",
    [SKILLCALL_V_NOT_PRINTABLE_ASCII] = "not_printable_ascii",
    [SKILLCALL_V_NOT_E164] = "not_e164",
    [SKILLCALL_V_UNKNOWN_TYPE] = "unknown_type",
    [SKILLCALL_V_UNKNOWN_PROVIDER] = "unknown_provider",
    [SKILLCALL_V_PARTICIPANT_COUNT] = "participant_count",
    [SKILLCALL_V_ORIGINATOR_COUNT] = "originator_count",
    [SKILLCALL_V_WRONG_ROLE] = "wrong_role",
    [SKILLCALL_V_PROVIDER_MISMATCH] = "provider_mismatch",
    [SKILLCALL_V_WRONG_JSON_TYPE] = "wrong_json_type",
};

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof((array)[0])))

const char *skillcall_status_name(int32_t status)
{
    return status >= 0 && status < COUNT(statuses) ? statuses[status].name : "unknown_status";
}

const char *skillcall_status_text(int32_t status)
{
    return status >= 0 && status < COUNT(statuses) ? statuses[status].text
                                                   : "this status is unknown to the library";
}

const char *skillcall_outcome_name(int32_t outcome)
{
    return outcome >= 0 && outcome < COUNT(outcomes) ? outcomes[outcome] : "unknown";
}

const char *skillcall_violation_name(int32_t code)
{
    return code > 0 && code < COUNT(violations) ? violations[code] : "unknown_violation";
}
