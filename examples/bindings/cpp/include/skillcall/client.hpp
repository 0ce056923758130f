// SPDX-License-Identifier: Apache-2.0
/// Places calls and looks things up: waiting, or in an event loop.
#ifndef SKILLCALL_CLIENT_HPP
#define SKILLCALL_CLIENT_HPP

#include <skillcall/call_from_request.h>
#include <skillcall/client_options.hpp>
#include <skillcall/lookup.h>
#include <skillcall/progressive_response.h>
#include <skillcall/skill.hpp>

namespace skillcall
{

/// The service's answer to a call that it accepted.
struct receipt {
    std::optional<std::string> session_id, client_session_id, request_id;
    int attempts = 0;
    std::chrono::milliseconds elapsed{0};

    static receipt copy(const skillcall_receipt *from)
    {
        return {detail::text(skillcall_receipt_session_id(from)),
                detail::text(skillcall_receipt_client_session_id(from)),
                detail::text(skillcall_receipt_request_id(from)), skillcall_receipt_attempts(from),
                std::chrono::milliseconds(skillcall_receipt_elapsed_ms(from))};
    }
};

/// Identifies the calls that client::take_ended() returns.
enum class call_id : std::uintptr_t {};

inline call_id call_id_of(const skillcall_call *call) noexcept
{
    return call_id{reinterpret_cast<std::uintptr_t>(call)};
}

/// To wait for as long as it takes.
inline constexpr std::chrono::milliseconds forever{-1};

/// A call, a lookup or a progressive response in flight. Destroying one that has not ended cancels
/// it untold.
template <class Value> class pending : public detail::object<skillcall_call, skillcall_call_free>
{
  public:
    using object::object;

    call_id id() const noexcept
    {
        return call_id_of(get());
    }
    bool has_ended() const
    {
        return skillcall_call_status(get()) != SKILLCALL_E_PENDING;
    }
    skillcall::outcome outcome() const
    {
        return skillcall::outcome{skillcall_call_outcome(get())};
    }
    /// Asks for its end, which comes when the client is driven next.
    void cancel()
    {
        skillcall_call_cancel(get());
    }
    /// What it ended with; before its end, the error status::pending.
    result<Value> get_result() const
    {
        return result_of(skillcall_call_status(get()));
    }
    /// Drives the client until the end, or for so long: then the error is status::pending.
    result<Value> wait(std::chrono::milliseconds timeout = forever)
    {
        // Without an error object, so that the outcome is reported even when out of memory.
        return result_of(skillcall_call_wait(get(), timeout.count(), nullptr));
    }

  private:
    result<Value> result_of(std::int32_t status) const
    {
        if (status == SKILLCALL_OK)
            return value();
        if (auto *why = skillcall_call_error(get()))
            return error::copy(why);
        error why;
        why.status = skillcall::status{status};
        why.message = skillcall_status_text(status);
        return why;
    }
    result<Value> value() const
    {
        if constexpr (std::is_void_v<Value>)
            return {};
        else if constexpr (std::is_same_v<Value, receipt>)
            return receipt::copy(skillcall_call_receipt(get()));
        else
            return std::string(skillcall_call_found(get()));
    }
};

using call = pending<receipt>;
using lookup = pending<std::string>;
using progressive_response = pending<void>;

/// Holds connections, no user's data: one client serves all users, and any number of threads. It
/// may move only while no other thread uses it.
class client
{
  public:
    using milliseconds = std::chrono::milliseconds;
    using time_limit = std::optional<milliseconds>;

    static result<client> make(const client_options &options = {})
    {
        if (options.failed_.get())
            return *options.failed_.get();
        return detail::make<handle>(skillcall_client_new, nullptr, options.get())
            .and_then([&](handle made) {
                return result<client>(client(std::make_unique<state>(
                    state{options.log_, options.observer_, options.transport_, std::move(made)})));
            });
    }
    skillcall_client *get() const noexcept
    {
        return state_ ? state_->client.get() : nullptr;
    }

    /// Places a call and waits for its end. Without a deadline the client's holds.
    result<receipt> start(const access &access, const session &session, time_limit deadline = {})
    {
        return received(skillcall_client_start, get(), access.get(), session.get(), deadline);
    }
    /// Calls a number from the device of a skill request; looks the user's number up unless it is
    /// given.
    result<receipt> call_phone(const skill_request &request, const std::string &callee,
                               const std::optional<std::string> &caller = std::nullopt,
                               time_limit deadline = {})
    {
        return received(skillcall_client_call_phone, get(), request.get(), callee, caller,
                        deadline);
    }
    /// Calls an extension from the room of a skill request; the Login-with-Amazon token is for the
    /// lookup of the room's profile.
    result<receipt> call_extension(const skill_request &request, const std::string &extension,
                                   const std::string &profile_token, time_limit deadline = {})
    {
        return received(skillcall_client_call_extension, get(), request.get(), extension,
                        profile_token, deadline);
    }
    /// The user's mobile number. The error is status::absent if none is on file, and
    /// status::access_denied if the user has to grant the permission first.
    result<std::string> find_mobile_number(const access &access, profile whose,
                                           time_limit deadline = {})
    {
        std::array<char, SKILLCALL_MOBILE_NUMBER_SIZE> number{};
        auto found =
            detail::act(skillcall_client_find_mobile_number, get(), access.get(),
                        static_cast<std::int32_t>(whose), deadline, number.data(), number.size());
        return found ? result<std::string>(number.data()) : std::move(found).error();
    }
    /// The communication profile id of a room.
    result<std::string> find_profile_id(const access &access, const std::string &unit_id,
                                        time_limit deadline = {})
    {
        std::array<char, SKILLCALL_PROFILE_ID_SIZE> id{};
        auto found = detail::act(skillcall_client_find_profile_id, get(), access.get(), unit_id,
                                 deadline, id.data(), id.size());
        return found ? result<std::string>(id.data()) : std::move(found).error();
    }
    /// Creates the communication profile of a room, or renames it; returns its id.
    result<std::string> create_profile(const access &access, const std::string &unit_id,
                                       const std::optional<std::string> &name = std::nullopt,
                                       time_limit deadline = {})
    {
        std::array<char, SKILLCALL_PROFILE_ID_SIZE> id{};
        auto made = detail::act(skillcall_client_create_profile, get(), access.get(), unit_id, name,
                                deadline, id.data(), id.size());
        return made ? result<std::string>(id.data()) : std::move(made).error();
    }
    /// Makes Alexa say something, text or SSML, while the skill is still working on its answer.
    result<void> send_progressive_response(const access &access, const std::string &request_id,
                                           const std::string &speech, time_limit deadline = {})
    {
        return detail::act(skillcall_client_send_progressive_response, get(), access.get(),
                           request_id, speech, deadline);
    }

    /// These return at once.
    result<call> submit(const access &access, const session &session, time_limit deadline = {})
    {
        return placing<call>(skillcall_client_submit, get(), access.get(), session.get(), deadline);
    }
    result<call> submit_call_phone(const skill_request &request, const std::string &callee,
                                   const std::optional<std::string> &caller = std::nullopt,
                                   time_limit deadline = {})
    {
        return placing<call>(skillcall_client_submit_call_phone, get(), request.get(), callee,
                             caller, deadline);
    }
    result<call> submit_call_extension(const skill_request &request, const std::string &extension,
                                       const std::string &profile_token, time_limit deadline = {})
    {
        return placing<call>(skillcall_client_submit_call_extension, get(), request.get(),
                             extension, profile_token, deadline);
    }
    result<lookup> submit_mobile_number_lookup(const access &access, profile whose,
                                               time_limit deadline = {})
    {
        return detail::make<lookup>(skillcall_client_submit_mobile_number_lookup, get(),
                                    access.get(), static_cast<std::int32_t>(whose), deadline);
    }
    result<lookup> submit_profile_id_lookup(const access &access, const std::string &unit_id,
                                            time_limit deadline = {})
    {
        return detail::make<lookup>(skillcall_client_submit_profile_id_lookup, get(), access.get(),
                                    unit_id, deadline);
    }
    result<lookup> submit_profile_creation(const access &access, const std::string &unit_id,
                                           const std::optional<std::string> &name = std::nullopt,
                                           time_limit deadline = {})
    {
        return detail::make<lookup>(skillcall_client_submit_profile_creation, get(), access.get(),
                                    unit_id, name, deadline);
    }
    result<progressive_response> submit_progressive_response(const access &access,
                                                             const std::string &request_id,
                                                             const std::string &speech,
                                                             time_limit deadline = {})
    {
        return detail::make<progressive_response>(skillcall_client_submit_progressive_response,
                                                  get(), access.get(), request_id, speech,
                                                  deadline);
    }

    /// Makes progress until a call has ended, until wake(), or for so long.
    result<void> drive(milliseconds timeout = forever)
    {
        return detail::act(skillcall_client_drive, get(), timeout);
    }
    /// The next submitted call that has ended; each is given once.
    std::optional<call_id> take_ended()
    {
        auto *ended = skillcall_client_take_ended(get());
        return ended ? std::optional(call_id_of(ended)) : std::nullopt;
    }
    /// Polls readable when drive() has something to do: then drive(0ms) and take_ended().
    result<int> pollable_fd()
    {
        detail::sink sink;
        int fd = skillcall_client_pollable_fd(get(), sink.get());
        return fd >= 0 ? result<int>(fd) : sink.take();
    }
    /// Makes every running drive() return, or else the next. Any thread may call this.
    void wake()
    {
        skillcall_client_wake(get());
    }
    std::size_t calls_in_flight() const
    {
        return skillcall_client_calls_in_flight(get());
    }

  private:
    using handle = detail::object<skillcall_client, skillcall_client_free>;
    using own_receipt = detail::object<skillcall_receipt, skillcall_receipt_free>;

    /// What the client calls outlives it: members are destroyed from the last to the first.
    struct state {
        std::shared_ptr<log_function> log;
        std::shared_ptr<skillcall::observer> observer;
        std::shared_ptr<skillcall::transport> transport;
        handle client;
    };

    /// If C was not called, for example because it would see a text cut, no call was placed.
    template <class Object, class... Rest> static result<Object> placing(Rest &&...rest)
    {
        auto made = detail::make<Object>(std::forward<Rest>(rest)...);
        if (made || made.error().outcome != outcome::none)
            return made;
        auto why = std::move(made).error();
        why.outcome = outcome::not_placed;
        return why;
    }
    template <class... Rest> static result<receipt> received(Rest &&...rest)
    {
        return placing<own_receipt>(std::forward<Rest>(rest)...).and_then([](own_receipt made) {
            return result<receipt>(receipt::copy(made.get()));
        });
    }

    explicit client(std::unique_ptr<state> made) noexcept : state_(std::move(made))
    {
    }

    std::unique_ptr<state> state_;
};

} // namespace skillcall

#endif
