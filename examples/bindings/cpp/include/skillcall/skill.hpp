/// What a skill receives and answers.
#ifndef SKILLCALL_SKILL_HPP
#define SKILLCALL_SKILL_HPP

#include <skillcall/client.hpp>
#include <skillcall/skill_request.h>
#include <skillcall/skill_response.h>

namespace skillcall
{

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
    text persistent_unit_id() const
    {
        return detail::text(skillcall_skill_request_persistent_unit_id(get()));
    }
    text api_endpoint() const
    {
        return detail::text(skillcall_skill_request_api_endpoint(get()));
    }
    std::optional<std::chrono::system_clock::time_point> timestamp() const
    {
        auto since_1970 = skillcall_skill_request_timestamp_ms(get());
        if (since_1970 < 0)
            return std::nullopt;
        return std::chrono::system_clock::time_point(std::chrono::milliseconds(since_1970));
    }
    /// Nothing if the request belongs to no session of the skill.
    std::optional<bool> is_new_session() const
    {
        auto is_new = skillcall_skill_request_is_new_session(get());
        return is_new < 0 ? std::nullopt : std::optional(is_new == 1);
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
    /// The calling end: this number, from the device that the request came from.
    result<participant> originator(const std::string &number) const
    {
        return detail::make<participant>(skillcall_skill_request_originator, get(), number);
    }
};

/// A skill's answer; it ends the skill's session.
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
