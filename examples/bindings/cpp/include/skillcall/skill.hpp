// SPDX-License-Identifier: Apache-2.0
/// What a skill receives and answers.
#ifndef SKILLCALL_SKILL_HPP
#define SKILLCALL_SKILL_HPP

#include <skillcall/access.hpp>
#include <skillcall/session.hpp>
#include <skillcall/skill_request.h>
#include <skillcall/skill_response.h>

#include <array>

namespace skillcall
{

enum class profile : std::int32_t {
    account = SKILLCALL_PROFILE_ACCOUNT,
    person = SKILLCALL_PROFILE_PERSON,
};

/// What the user has decided about a permission of the skill.
enum class permission : std::int32_t {
    not_asked = SKILLCALL_PERMISSION_NOT_ASKED,
    granted = SKILLCALL_PERMISSION_GRANTED,
    denied = SKILLCALL_PERMISSION_DENIED,
};

/// A skill request; any number of threads may read it.
class skill_request : public detail::object<skillcall_skill_request, skillcall_skill_request_free>
{
  public:
    using object::object;
    using text = std::optional<std::string>;

    static result<skill_request> from_json(std::string_view json)
    {
        return detail::make<skill_request>(skillcall_skill_request_from_json, nullptr, json.data(),
                                           json.size());
    }

    text type() const
    {
        return detail::text(skillcall_skill_request_type(get()));
    }
    text id() const
    {
        return detail::text(skillcall_skill_request_id(get()));
    }
    text intent_name() const
    {
        return detail::text(skillcall_skill_request_intent_name(get()));
    }
    text locale() const
    {
        return detail::text(skillcall_skill_request_locale(get()));
    }
    text device_id() const
    {
        return detail::text(skillcall_skill_request_device_id(get()));
    }
    text application_id() const
    {
        return detail::text(skillcall_skill_request_application_id(get()));
    }
    text user_id() const
    {
        return detail::text(skillcall_skill_request_user_id(get()));
    }
    /// A secret: keep it out of logs.
    text user_access_token() const
    {
        return detail::text(skillcall_skill_request_user_access_token(get()));
    }
    text person_id() const
    {
        return detail::text(skillcall_skill_request_person_id(get()));
    }
    text unit_id() const
    {
        return detail::text(skillcall_skill_request_unit_id(get()));
    }
    text persistent_unit_id() const
    {
        return detail::text(skillcall_skill_request_persistent_unit_id(get()));
    }
    text api_endpoint() const
    {
        return detail::text(skillcall_skill_request_api_endpoint(get()));
    }
    /// Of the APL document that the screen shows.
    text apl_token() const
    {
        return detail::text(skillcall_skill_request_apl_token(get()));
    }
    std::optional<std::chrono::system_clock::time_point> timestamp() const
    {
        auto since_1970 = skillcall_skill_request_timestamp_ms(get());
        if (since_1970 < 0)
            return std::nullopt;
        return std::chrono::system_clock::time_point(std::chrono::milliseconds(since_1970));
    }
    /// Whether its age is acceptable; an older request may be a replay. Nothing if it has no
    /// timestamp that can be read.
    std::optional<bool>
    is_fresh(std::chrono::system_clock::time_point now = std::chrono::system_clock::now()) const
    {
        auto since_1970 =
            std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
        return truth(skillcall_skill_request_is_fresh(get(), since_1970.count()));
    }
    /// Nothing if the request belongs to no session of the skill.
    std::optional<bool> is_new_session() const
    {
        return truth(skillcall_skill_request_is_new_session(get()));
    }
    /// Of a scope, for example "alexa::profile:mobile_number:read".
    skillcall::permission permission(const std::string &scope) const
    {
        return skillcall::permission{skillcall_skill_request_permission(get(), scope.c_str())};
    }
    /// Whether the device has an interface, for example "Alexa.Presentation.APL".
    bool supports_interface(const std::string &name) const
    {
        return skillcall_skill_request_supports_interface(get(), name.c_str()) == 1;
    }
    /// Whether this is the Grant of Smart Properties, to be answered with accept_grant().
    bool is_grant() const
    {
        return skillcall_skill_request_is_grant(get()) == 1;
    }
    text grant_type() const
    {
        return detail::text(skillcall_skill_request_grant_type(get()));
    }
    /// A secret: keep it out of logs.
    text grant_code() const
    {
        return detail::text(skillcall_skill_request_grant_code(get()));
    }

    /// Fails unless the request is meant for this skill.
    result<void> check_application_id(const std::string &expected) const
    {
        return detail::act(skillcall_skill_request_check_application_id, get(), expected);
    }
    /// Endpoint and token, to place calls with.
    result<skillcall::access>
    access(const std::optional<std::string> &trusted_host = std::nullopt) const
    {
        return detail::make<skillcall::access>(skillcall_skill_request_access, get(), trusted_host);
    }
    /// The caller: this number, from the device that the request came from.
    result<participant> originator(const std::string &number) const
    {
        return detail::make<participant>(skillcall_skill_request_originator, get(), number);
    }

  private:
    static std::optional<bool> truth(std::int32_t number)
    {
        return number < 0 ? std::nullopt : std::optional(number == 1);
    }
};

/// A skill's answer; it ends the skill's session unless it has a reprompt.
class skill_response
    : public detail::object<skillcall_skill_response, skillcall_skill_response_free>
{
  public:
    using object::object;

    static result<skill_response> make()
    {
        return detail::make<skill_response>(skillcall_skill_response_new, nullptr);
    }
    result<void> say(const std::string &text)
    {
        return detail::act(skillcall_skill_response_say, get(), text);
    }
    result<void> say_ssml(const std::string &ssml)
    {
        return detail::act(skillcall_skill_response_say_ssml, get(), ssml);
    }
    /// Text from elsewhere as it must stand inside SSML.
    static std::string escape_ssml(const std::string &text)
    {
        std::string escaped(skillcall_skill_response_escape_ssml(text.c_str(), nullptr, 0), '\0');
        skillcall_skill_response_escape_ssml(text.c_str(), escaped.data(), escaped.size() + 1);
        return escaped;
    }
    result<void> ask_for_permission(profile whose)
    {
        return detail::act(skillcall_skill_response_ask_for_permission, get(),
                           static_cast<std::int32_t>(whose));
    }
    result<void> link_account()
    {
        return detail::act(skillcall_skill_response_link_account, get());
    }
    /// What Alexa says if the user does not answer: the session stays open.
    result<void> reprompt(const std::string &text)
    {
        return detail::act(skillcall_skill_response_reprompt, get(), text);
    }
    result<void> reprompt_ssml(const std::string &ssml)
    {
        return detail::act(skillcall_skill_response_reprompt_ssml, get(), ssml);
    }
    /// One object with a "type".
    result<void> add_directive_json(std::string_view json)
    {
        return detail::act(skillcall_skill_response_add_directive_json, get(), json.data(),
                           json.size());
    }
    /// Finishes the APL document of this token, so that the screen shows the call.
    result<void> finish_apl(const std::string &token)
    {
        return detail::act(skillcall_skill_response_finish_apl, get(), token);
    }
    /// One object, which comes back with the next request of the session.
    result<void> set_session_attributes_json(std::string_view json)
    {
        return detail::act(skillcall_skill_response_set_session_attributes_json, get(), json.data(),
                           json.size());
    }
    /// Makes it the answer to a Grant, and nothing else.
    result<void> accept_grant()
    {
        return detail::act(skillcall_skill_response_accept_grant, get());
    }
    result<std::string> json()
    {
        return detail::call(skillcall_skill_response_json, get()).and_then([](const char *json) {
            return result<std::string>(json);
        });
    }
};

/// Joins country code and phone number of a profile to an E.164 number, without a guess.
inline result<std::string> join_mobile_number(const std::optional<std::string> &country_code,
                                              const std::optional<std::string> &phone_number)
{
    std::array<char, SKILLCALL_MOBILE_NUMBER_SIZE> number{};
    auto joined = detail::act(skillcall_mobile_number_join, country_code, phone_number,
                              number.data(), number.size());
    return joined ? result<std::string>(number.data()) : std::move(joined).error();
}

} // namespace skillcall

#endif
