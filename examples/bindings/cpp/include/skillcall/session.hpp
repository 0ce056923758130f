// SPDX-License-Identifier: Apache-2.0
/// Who calls whom: participants, and the session that a call is placed with.
#ifndef SKILLCALL_SESSION_HPP
#define SKILLCALL_SESSION_HPP

#include <skillcall/object.hpp>
#include <skillcall/session_builder.h>

#include <functional>

namespace skillcall
{

enum class originator : std::int32_t {
    unset = SKILLCALL_ORIGINATOR_UNSET,
    no = SKILLCALL_ORIGINATOR_NO,
    yes = SKILLCALL_ORIGINATOR_YES,
};

/// One end of a call, as plain values.
struct participant_data {
    std::optional<std::string> type, value, endpoint_id, provider_id;
    skillcall::originator originator;

    static participant_data copy(const skillcall_participant *from)
    {
        return {detail::text(skillcall_participant_type(from)),
                detail::text(skillcall_participant_value(from)),
                detail::text(skillcall_participant_endpoint_id(from)),
                detail::text(skillcall_participant_provider_id(from)),
                skillcall::originator{skillcall_participant_originator(from)}};
    }
};

/// One end of a call. Nothing is checked before the session is built.
class participant : public detail::object<skillcall_participant, skillcall_participant_free>
{
  public:
    using object::object;

    /// The caller: the user's number, and the deviceId of the skill request.
    static result<participant> phone_caller(const std::string &number,
                                            const std::string &endpoint_id)
    {
        return detail::make<participant>(skillcall_participant_new_phone_caller, nullptr, number,
                                         endpoint_id);
    }
    static result<participant> phone_callee(const std::string &number)
    {
        return detail::make<participant>(skillcall_participant_new_phone_callee, nullptr, number);
    }
    /// The caller in Smart Properties.
    static result<participant> room(const std::string &profile_id, const std::string &endpoint_id)
    {
        return detail::make<participant>(skillcall_participant_new_room, nullptr, profile_id,
                                         endpoint_id);
    }
    static result<participant> extension(const std::string &extension)
    {
        return detail::make<participant>(skillcall_participant_new_extension, nullptr, extension);
    }
    /// A participant of another form.
    static result<participant> make(const participant_data &data)
    {
        auto made = detail::make<participant>(skillcall_participant_new, nullptr);
        if (!made)
            return made;
        auto *raw = made->get();
        detail::first_failure failed;
        failed.note(detail::act(skillcall_participant_set_identity, raw, data.type, data.value));
        failed.note(detail::act(skillcall_participant_set_endpoint_id, raw, data.endpoint_id));
        failed.note(detail::act(skillcall_participant_set_provider_id, raw, data.provider_id));
        failed.note(detail::act(skillcall_participant_set_originator, raw,
                                static_cast<std::int32_t>(data.originator)));
        if (failed.get())
            return *failed.get();
        return made;
    }

    participant_data data() const
    {
        return participant_data::copy(get());
    }
};

/// One call to place, checked and immutable; any number of threads may read it.
class session : public detail::object<skillcall_session, skillcall_session_free>
{
  public:
    using object::object;

    /// Reads a request body.
    static result<session> from_json(std::string_view json, bool allow_unknown = false)
    {
        return detail::make<session>(skillcall_session_from_json, nullptr, json.data(), json.size(),
                                     allow_unknown ? 1 : 0);
    }

    /// The request body: compact, or with so many blanks for each level.
    std::string json(std::uint32_t indent = 0) const
    {
        std::string text(skillcall_session_write_json(get(), indent, nullptr, 0), '\0');
        skillcall_session_write_json(get(), indent, text.data(), text.size() + 1);
        return text;
    }
    std::optional<std::string> client_session_id() const
    {
        return detail::text(skillcall_session_client_session_id(get()));
    }
    std::vector<participant_data> participants() const
    {
        std::vector<participant_data> all;
        for (std::size_t i = 0; i < skillcall_session_participant_count(get()); i++)
            all.push_back(participant_data::copy(skillcall_session_participant(get(), i)));
        return all;
    }
};

/// Collects what a call needs. Setters are chained; build() returns the first failure of all.
class session_builder : detail::object<skillcall_session_builder, skillcall_session_builder_free>
{
  public:
    session_builder() : object(skillcall_session_builder_new(nullptr, nullptr))
    {
        if (!get())
            failed_.note(result<void>(detail::no_memory()));
    }

    session_builder &add(const participant &added)
    {
        failed_.note(detail::act(skillcall_session_builder_add, get(), added.get()));
        return *this;
    }
    session_builder &add(result<participant> added)
    {
        if (added)
            return add(*added);
        failed_.note(std::move(added));
        return *this;
    }
    /// Without it, each session gets a random UUID.
    session_builder &client_session_id(const std::string &id)
    {
        failed_.note(detail::act(skillcall_session_builder_set_client_session_id, get(), id));
        return *this;
    }
    session_builder &omit_client_session_id()
    {
        failed_.note(detail::act(skillcall_session_builder_omit_client_session_id, get()));
        return *this;
    }
    session_builder &allow_unknown(bool allow = true)
    {
        failed_.note(detail::act(skillcall_session_builder_allow_unknown, get(), allow ? 1 : 0));
        return *this;
    }
    /// Where generated client session ids come from; "" means that there is none.
    session_builder &generate_ids_with(std::function<std::string()> generator)
    {
        generator_ = std::make_unique<std::function<std::string()>>(std::move(generator));
        failed_.note(detail::act(skillcall_session_builder_set_id_generator, get(), generate,
                                 static_cast<void *>(generator_.get())));
        return *this;
    }

    /// Checks every rule; the error lists all violations.
    result<session> build() const
    {
        if (failed_.get())
            return *failed_.get();
        return detail::make<session>(skillcall_session_builder_build, get());
    }

  private:
    static std::int32_t generate(void *user_data, char *buffer, std::size_t size) noexcept
    {
        try {
            auto id = (*static_cast<std::function<std::string()> *>(user_data))();
            if (id.empty() || id.size() >= size)
                return SKILLCALL_E_GENERATOR;
            buffer[id.copy(buffer, id.size())] = '\0';
            return SKILLCALL_OK;
        } catch (...) {
            return SKILLCALL_E_GENERATOR;
        }
    }

    std::unique_ptr<std::function<std::string()>> generator_;
    detail::first_failure failed_;
};

} // namespace skillcall

#endif
