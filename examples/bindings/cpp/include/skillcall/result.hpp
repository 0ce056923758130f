// SPDX-License-Identifier: Apache-2.0
/// A value or an error, much as std::expected of C++23. Nothing here throws but value().
#ifndef SKILLCALL_RESULT_HPP
#define SKILLCALL_RESULT_HPP

#include <skillcall/error.hpp>

#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>

namespace skillcall
{

/// What value() throws where there is none.
class failure : public std::runtime_error
{
  public:
    explicit failure(skillcall::error why)
        : std::runtime_error(why.message), why_(std::make_shared<const skillcall::error>(why))
    {
    }
    const skillcall::error &error() const noexcept
    {
        return *why_;
    }

  private:
    std::shared_ptr<const skillcall::error> why_; // copying an exception must not throw
};

template <class T> class [[nodiscard]] result
{
  public:
    using value_type = T;

    result(T value) : either_(std::in_place_index<0>, std::move(value))
    {
    }
    result(skillcall::error why) : either_(std::in_place_index<1>, std::move(why))
    {
    }

    bool has_value() const noexcept
    {
        return either_.index() == 0;
    }
    explicit operator bool() const noexcept
    {
        return has_value();
    }

    /// The value; throws failure if there is none.
    T &value() &
    {
        check();
        return **this;
    }
    const T &value() const &
    {
        check();
        return **this;
    }
    T &&value() &&
    {
        check();
        return std::move(**this);
    }

    /// The value, which must be there.
    T &operator*() &noexcept
    {
        return *std::get_if<0>(&either_);
    }
    const T &operator*() const &noexcept
    {
        return *std::get_if<0>(&either_);
    }
    T &&operator*() &&noexcept
    {
        return std::move(*std::get_if<0>(&either_));
    }
    T *operator->() noexcept
    {
        return std::get_if<0>(&either_);
    }
    const T *operator->() const noexcept
    {
        return std::get_if<0>(&either_);
    }

    /// The error, which must be there.
    const skillcall::error &error() const &noexcept
    {
        return *std::get_if<1>(&either_);
    }
    skillcall::error &&error() &&noexcept
    {
        return std::move(*std::get_if<1>(&either_));
    }

    template <class Other> T value_or(Other &&other) &&
    {
        return has_value() ? *std::move(*this) : static_cast<T>(std::forward<Other>(other));
    }

    /// Calls a function that itself returns a result with the value, or passes the error on.
    template <class Function> auto and_then(Function &&function) &&
    {
        using next = std::invoke_result_t<Function, T &&>;
        return has_value() ? next(function(*std::move(*this))) : next(std::move(*this).error());
    }

  private:
    void check() const
    {
        if (!has_value())
            throw failure(error());
    }

    std::variant<T, skillcall::error> either_;
};

/// The result of what only acts.
template <> class [[nodiscard]] result<void> : public result<std::monostate>
{
  public:
    result() : result<std::monostate>(std::monostate{})
    {
    }
    result(skillcall::error why) : result<std::monostate>(std::move(why))
    {
    }
    void value() const
    {
        static_cast<void>(result<std::monostate>::value());
    }
};

} // namespace skillcall

#endif
