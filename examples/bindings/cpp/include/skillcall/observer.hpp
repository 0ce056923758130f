// SPDX-License-Identifier: Apache-2.0
/// What happens to calls, for traces and metrics.
#ifndef SKILLCALL_OBSERVER_HPP
#define SKILLCALL_OBSERVER_HPP

#include <skillcall/error.hpp>
#include <skillcall/observer.h>

namespace skillcall
{

/// What has happened to a call: never a token, never a phone number.
struct event {
    std::uint64_t call_id; ///< shared by all events of a call
    std::string method, url_template, server_address;
    int server_port;
    int attempt;     ///< from 1; 0 before the first
    int http_status; ///< 0 where no answer came
    skillcall::status status;
    skillcall::outcome outcome;
    std::optional<std::string> error_type;
    std::size_t bytes_sent, bytes_received;
    std::chrono::milliseconds elapsed, attempt_elapsed;
    std::optional<std::chrono::milliseconds> pause; ///< until the request is sent again
    std::optional<std::string> client_session_id, session_id, request_id;

    static event copy(const skillcall_event *from)
    {
        using milliseconds = std::chrono::milliseconds;
        auto pause = skillcall_event_pause_ms(from);
        return {skillcall_event_call_id(from),
                skillcall_event_method(from),
                skillcall_event_url_template(from),
                skillcall_event_server_address(from),
                skillcall_event_server_port(from),
                skillcall_event_attempt(from),
                skillcall_event_http_status(from),
                skillcall::status{skillcall_event_status(from)},
                skillcall::outcome{skillcall_event_outcome(from)},
                detail::text(skillcall_event_error_type(from)),
                skillcall_event_bytes_sent(from),
                skillcall_event_bytes_received(from),
                milliseconds(skillcall_event_elapsed_ms(from)),
                milliseconds(skillcall_event_attempt_elapsed_ms(from)),
                pause < 0 ? std::nullopt : std::optional(milliseconds(pause)),
                detail::text(skillcall_event_client_session_id(from)),
                detail::text(skillcall_event_session_id(from)),
                detail::text(skillcall_event_request_id(from))};
    }
};

/// Learns of each call's start and end, and of each attempt's in between, on the thread that drives
/// the client. What it throws is dropped.
class observer
{
  public:
    virtual ~observer() = default;
    virtual void call_started(const event &)
    {
    }
    virtual void attempt_started(const event &)
    {
    }
    virtual void attempt_ended(const event &)
    {
    }
    virtual void call_ended(const event &)
    {
    }

  protected:
    observer() = default;
    observer(const observer &) = default;
    observer &operator=(const observer &) = default;
};

namespace detail
{

template <void (observer::*Moment)(const event &)>
void observe(void *user_data, const skillcall_event *raw) noexcept
{
    try {
        (static_cast<observer *>(user_data)->*Moment)(event::copy(raw));
    } catch (...) { // an event is not worth a call
    }
}

/// The table that C calls.
inline skillcall_observer table_of(observer *to)
{
    return {sizeof(skillcall_observer),        to,
            observe<&observer::call_started>,  observe<&observer::attempt_started>,
            observe<&observer::attempt_ended>, observe<&observer::call_ended>};
}

} // namespace detail

} // namespace skillcall

#endif
