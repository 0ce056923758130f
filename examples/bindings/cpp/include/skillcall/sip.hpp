// SPDX-License-Identifier: Apache-2.0
/// The SIP side: which call is it that comes in?
#ifndef SKILLCALL_SIP_HPP
#define SKILLCALL_SIP_HPP

#include <skillcall/inbound_call.h>
#include <skillcall/object.hpp>
#include <skillcall/uui.h>

#include <array>

namespace skillcall
{

/// The User-to-User header in which Alexa sends the client session id.
class user_to_user : public detail::object<skillcall_uui_decoder, skillcall_uui_decoder_free>
{
  public:
    using object::object;

    /// The header value that Alexa sends for a client session id.
    static result<std::string> encode(const std::string &client_session_id)
    {
        std::array<char, SKILLCALL_UUI_SIZE> value{};
        auto done =
            detail::act(skillcall_uui_encode, client_session_id, value.data(), value.size());
        return done ? result<std::string>(value.data()) : std::move(done).error();
    }
    /// The client session id in the value of one header field.
    static result<std::string> decode(std::string_view value)
    {
        auto decoder = make();
        if (!decoder)
            return std::move(decoder).error();
        if (auto added = decoder->add(value); !added)
            return std::move(added).error();
        return decoder->client_session_id();
    }

    /// A decoder for several header fields.
    static result<user_to_user> make()
    {
        return detail::make<user_to_user>(skillcall_uui_decoder_new, nullptr);
    }
    result<void> add(std::string_view value)
    {
        return detail::act(skillcall_uui_decoder_add, get(), value.data(), value.size());
    }
    result<std::string> client_session_id() const
    {
        return detail::call(skillcall_uui_decoder_client_session_id, get())
            .and_then([](const char *id) { return result<std::string>(id); });
    }
};

/// An event of a SIP media application; any number of threads may read it. Participants are
/// counted from 0; a new inbound call has one.
class inbound_call : public detail::object<skillcall_inbound_call, skillcall_inbound_call_free>
{
  public:
    using object::object;
    using text = std::optional<std::string>;

    static result<inbound_call> from_json(std::string_view json)
    {
        return detail::make<inbound_call>(skillcall_inbound_call_from_json, nullptr, json.data(),
                                          json.size());
    }

    /// For example SKILLCALL_EVENT_NEW_INBOUND_CALL.
    text event_type() const
    {
        return detail::text(skillcall_inbound_call_event_type(get()));
    }
    text transaction_id() const
    {
        return detail::text(skillcall_inbound_call_transaction_id(get()));
    }
    std::size_t participant_count() const
    {
        return skillcall_inbound_call_participant_count(get());
    }
    text call_id(std::size_t index = 0) const
    {
        return detail::text(skillcall_inbound_call_call_id(get(), index));
    }
    text from(std::size_t index = 0) const
    {
        return detail::text(skillcall_inbound_call_from(get(), index));
    }
    text to(std::size_t index = 0) const
    {
        return detail::text(skillcall_inbound_call_to(get(), index));
    }
    text skill_client_id(std::size_t index = 0) const
    {
        return detail::text(skillcall_inbound_call_skill_client_id(get(), index));
    }
    /// Fails unless this skill placed the call.
    result<void> check_skill_client_id(const std::string &expected, std::size_t index = 0) const
    {
        return detail::act(skillcall_inbound_call_check_skill_client_id, get(), index, expected);
    }
    result<std::string> client_session_id(std::size_t index = 0) const
    {
        return detail::call(skillcall_inbound_call_client_session_id, get(), index)
            .and_then([](const char *id) { return result<std::string>(id); });
    }
};

} // namespace skillcall

#endif
