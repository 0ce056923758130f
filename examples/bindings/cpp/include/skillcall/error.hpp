// SPDX-License-Identifier: Apache-2.0
/// What went wrong, as plain values: every failure of this binding is an `error`.
#ifndef SKILLCALL_ERROR_HPP
#define SKILLCALL_ERROR_HPP

#include <skillcall/error.h>
#include <skillcall/status.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace skillcall
{

/// How a function ended; a later library may return values that have no name here.
enum class status : std::int32_t {
    ok = SKILLCALL_OK,
    argument = SKILLCALL_E_ARGUMENT,
    no_memory = SKILLCALL_E_NO_MEMORY,
    state = SKILLCALL_E_STATE,
    invalid = SKILLCALL_E_INVALID,
    malformed = SKILLCALL_E_MALFORMED,
    too_large = SKILLCALL_E_TOO_LARGE,
    endpoint = SKILLCALL_E_ENDPOINT,
    token = SKILLCALL_E_TOKEN,
    generator = SKILLCALL_E_GENERATOR,
    transport = SKILLCALL_E_TRANSPORT,
    system = SKILLCALL_E_SYSTEM,
    unsupported = SKILLCALL_E_UNSUPPORTED,
    busy = SKILLCALL_E_BUSY,
    forked = SKILLCALL_E_FORKED,
    pending = SKILLCALL_E_PENDING,
    timeout = SKILLCALL_E_TIMEOUT,
    cancelled = SKILLCALL_E_CANCELLED,
    resolve = SKILLCALL_E_RESOLVE,
    connect = SKILLCALL_E_CONNECT,
    tls = SKILLCALL_E_TLS,
    network = SKILLCALL_E_NETWORK,
    answer = SKILLCALL_E_ANSWER,
    input_refused = SKILLCALL_E_INPUT_REFUSED,
    bad_token = SKILLCALL_E_BAD_TOKEN,
    access_denied = SKILLCALL_E_ACCESS_DENIED,
    region = SKILLCALL_E_REGION,
    throttled = SKILLCALL_E_THROTTLED,
    refused = SKILLCALL_E_REFUSED,
    unavailable = SKILLCALL_E_UNAVAILABLE,
    service = SKILLCALL_E_SERVICE,
    absent = SKILLCALL_E_ABSENT,
    mismatch = SKILLCALL_E_MISMATCH,
};

/// What became of a call.
enum class outcome : std::int32_t {
    none = SKILLCALL_OUTCOME_NONE,
    placed = SKILLCALL_OUTCOME_PLACED,
    not_placed = SKILLCALL_OUTCOME_NOT_PLACED,
    unknown = SKILLCALL_OUTCOME_UNKNOWN,
};

/// "bad_token" and the like, for logs.
inline const char *name(status value)
{
    return skillcall_status_name(static_cast<std::int32_t>(value));
}

/// "not_placed" and the like, for logs.
inline const char *name(outcome value)
{
    return skillcall_outcome_name(static_cast<std::int32_t>(value));
}

/// A rule that a session breaks.
struct violation {
    std::string path; ///< a JSON Pointer into the request body
    std::string code; ///< a stable name, for example "not_e164"
    std::string message;
};

namespace detail
{

inline std::optional<std::string> text(const char *borrowed)
{
    return borrowed ? std::optional<std::string>(borrowed) : std::nullopt;
}

} // namespace detail

struct error {
    skillcall::status status = skillcall::status::ok;
    skillcall::outcome outcome = skillcall::outcome::none; ///< of the call, if one was being placed
    std::string message;                                   ///< what went wrong and what to do
    std::vector<violation> violations;                     ///< with status::invalid
    int http_status = 0;                                   ///< 0 where no answer came
    std::optional<std::string> service_code;               ///< for example "BadToken"
    std::optional<std::string> service_message;
    int transport_code = 0; ///< a CURLcode, with the built-in transport
    std::optional<std::string> transport_text;
    int attempts = 0; ///< how often the request was handed to the transport
    std::optional<std::chrono::milliseconds> retry_after;
    std::optional<std::string> request_id;
    std::optional<std::string> client_session_id; ///< the key to look for the call on the SIP side

    /// Copies all that the library's own error object holds.
    static error copy(const skillcall_error *from)
    {
        error to;
        to.status = skillcall::status{skillcall_error_status(from)};
        to.outcome = skillcall::outcome{skillcall_error_outcome(from)};
        to.message = skillcall_error_message(from);
        for (std::size_t i = 0; i < skillcall_error_violation_count(from); i++)
            to.violations.push_back(
                {skillcall_error_violation_path(from, i),
                 skillcall_violation_name(skillcall_error_violation_code(from, i)),
                 skillcall_error_violation_message(from, i)});
        to.http_status = skillcall_error_http_status(from);
        to.service_code = detail::text(skillcall_error_service_code(from));
        to.service_message = detail::text(skillcall_error_service_message(from));
        to.transport_code = skillcall_error_transport_code(from);
        to.transport_text = detail::text(skillcall_error_transport_text(from));
        to.attempts = skillcall_error_attempts(from);
        if (auto wait = skillcall_error_retry_after_ms(from); wait >= 0)
            to.retry_after = std::chrono::milliseconds(wait);
        to.request_id = detail::text(skillcall_error_request_id(from));
        to.client_session_id = detail::text(skillcall_error_client_session_id(from));
        return to;
    }
};

} // namespace skillcall

#endif
