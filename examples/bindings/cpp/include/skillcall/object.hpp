// SPDX-License-Identifier: Apache-2.0
/// How objects and functions of C become those of C++; nothing here is for users.
#ifndef SKILLCALL_OBJECT_HPP
#define SKILLCALL_OBJECT_HPP

#include <skillcall/result.hpp>

#include <memory>
#include <string_view>

namespace skillcall::detail
{

template <auto Free> struct deleter {
    template <class Raw> void operator()(Raw *raw) const noexcept
    {
        Free(raw);
    }
};

/// Owns one object of C. It moves and does not copy; what was moved from holds NULL, which every
/// function of the library refuses properly.
template <class Raw, void (*Free)(Raw *)> class object
{
  public:
    explicit object(Raw *raw) noexcept : raw_(raw)
    {
    }
    Raw *get() const noexcept
    {
        return raw_.get();
    }

  private:
    std::unique_ptr<Raw, deleter<Free>> raw_;
};

inline error no_memory()
{
    error why;
    why.status = status::no_memory;
    why.message = skillcall_status_text(SKILLCALL_E_NO_MEMORY);
    return why;
}

/// The error object that one function writes to.
class sink : public object<skillcall_error, skillcall_error_free>
{
  public:
    sink() : object(skillcall_error_new(nullptr))
    {
    }
    error take() const
    {
        return get() ? error::copy(get()) : no_memory();
    }
};

/// C's text ends at the first NUL: what comes after it must not get lost silently.
inline bool holds_nul(const std::string &text)
{
    return text.find('\0') != std::string::npos;
}
inline bool holds_nul(const std::optional<std::string> &text)
{
    return text && holds_nul(*text);
}
template <class Other> bool holds_nul(const Other &)
{
    return false;
}

inline const char *plain(const std::string &text)
{
    return text.c_str();
}
inline const char *plain(const std::optional<std::string> &text)
{
    return text ? text->c_str() : nullptr;
}
inline std::int64_t plain(std::chrono::milliseconds time)
{
    return time.count();
}
/// A deadline: without one the client's holds. No time at all is -1, which the library refuses.
inline std::int64_t plain(const std::optional<std::chrono::milliseconds> &time)
{
    return !time ? 0 : time->count() > 0 ? time->count() : -1;
}
template <class Other> const Other &plain(const Other &other)
{
    return other;
}

/// Calls a function that takes these arguments and an error. What it returns is true on success.
template <class Function, class... Arguments>
auto call(Function function, const Arguments &...arguments)
    -> result<decltype(function(plain(arguments)..., nullptr))>
{
    if ((holds_nul(arguments) || ...)) {
        error why;
        why.status = status::argument;
        why.message = "a text must not hold a NUL character";
        return why;
    }
    sink sink;
    if (!sink.get())
        return no_memory(); // the outcome of a call could not be reported
    auto given = function(plain(arguments)..., sink.get());
    if constexpr (std::is_pointer_v<decltype(given)>) {
        if (!given)
            return sink.take();
    } else if (given != SKILLCALL_OK) {
        return sink.take();
    }
    return given;
}

/// For functions that make an object.
template <class Object, class... Rest> result<Object> make(Rest &&...rest)
{
    return call(std::forward<Rest>(rest)...).and_then([](auto *raw) {
        return result<Object>(Object(raw));
    });
}

/// For functions that return a status.
template <class... Rest> result<void> act(Rest &&...rest)
{
    return call(std::forward<Rest>(rest)...).and_then([](std::int32_t) { return result<void>(); });
}

/// A builder's setters are chained; it keeps the first failure for the end.
class first_failure
{
  public:
    template <class T> void note(result<T> done)
    {
        if (!done && !why_)
            why_ = std::move(done).error();
    }
    const std::optional<error> &get() const noexcept
    {
        return why_;
    }

  private:
    std::optional<error> why_;
};

} // namespace skillcall::detail

#endif
