// SPDX-License-Identifier: Apache-2.0
/// A transport of one's own: how requests reach the service, in place of libcurl.
#ifndef SKILLCALL_TRANSPORT_HPP
#define SKILLCALL_TRANSPORT_HPP

#include <skillcall/object.hpp>
#include <skillcall/transport.h>

namespace skillcall
{

/// Whether the service may have seen a request that failed.
enum class sent : std::int32_t {
    no = SKILLCALL_NOT_SENT, ///< provably no part of it left this machine
    maybe = SKILLCALL_MAYBE_SENT,
};

/// An answer of the service: any status from 200 on, and all of the body.
struct answer {
    int http_status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/// Why there is no answer.
struct no_answer {
    skillcall::status status = status::network;
    skillcall::sent sent = sent::maybe; ///< only after sent::no the request is made again
    std::string text;                   ///< no secrets
    int code = 0;
};

/// One request. It belongs to the client and may be used until it was answered once.
class exchange
{
  public:
    explicit exchange(skillcall_exchange *raw) noexcept : raw_(raw)
    {
    }
    skillcall_exchange *get() const noexcept
    {
        return raw_;
    }

    std::string_view method() const
    {
        return skillcall_exchange_method(raw_);
    }
    std::string url() const
    {
        return skillcall_exchange_url(raw_);
    }
    /// "Name: value" each. One of them holds the token: keep no copy and log nothing.
    std::vector<std::string_view> headers() const
    {
        std::vector<std::string_view> all;
        for (std::size_t i = 0; i < skillcall_exchange_header_count(raw_); i++)
            all.emplace_back(skillcall_exchange_header(raw_, i));
        return all;
    }
    std::string_view body() const
    {
        return {skillcall_exchange_body(raw_), skillcall_exchange_body_size(raw_)};
    }
    /// How long it may still take. A transport that blocks must keep to it.
    std::chrono::milliseconds remaining() const
    {
        return std::chrono::milliseconds(skillcall_exchange_remaining_ms(raw_));
    }

    void complete(const answer &with)
    {
        skillcall_exchange_set_status(raw_, with.http_status);
        for (const auto &[name, value] : with.headers)
            skillcall_exchange_add_header(raw_, name.c_str(), value.c_str());
        auto kept = skillcall_exchange_add_body(raw_, with.body.data(), with.body.size());
        if (kept != SKILLCALL_OK)
            fail({status{kept}, sent::maybe, "the body of the answer could not be kept", 0});
        else if (skillcall_exchange_complete(raw_) != SKILLCALL_OK)
            fail({status::answer, sent::maybe, "the answer has no HTTP status", 0});
    }
    void fail(const no_answer &why)
    {
        skillcall_exchange_fail(raw_, static_cast<std::int32_t>(why.status),
                                static_cast<std::int32_t>(why.sent), why.code, why.text.c_str());
    }

  private:
    skillcall_exchange *raw_;
};

/// A transport answers each exchange once: before submit() returns, or later from any thread, but
/// not after its client was destroyed.
class transport
{
  public:
    virtual ~transport() = default;
    /// An exception ends the exchange: then it must not have been answered, nor be answered later.
    virtual void submit(exchange exchange) = 0;
    /// Should fail the exchange before it returns; otherwise its call ends as "unknown".
    virtual void cancel(exchange)
    {
    }

  protected:
    transport() = default;
    transport(const transport &) = default;
    transport &operator=(const transport &) = default;
};

/// One that makes progress only while it is driven.
class driven_transport : public transport
{
  public:
    /// Waits until something can be done, no longer than this, and does it.
    virtual void drive(std::chrono::milliseconds timeout) = 0;
    /// Makes drive() return, or the next one. Any thread may call this.
    virtual void wake() noexcept = 0;
    /// Polls readable when drive() has something to do; negative if there is none.
    virtual int pollable_fd() noexcept
    {
        return -1;
    }
};

namespace detail
{

inline transport &transport_of(void *user_data)
{
    return *static_cast<transport *>(user_data);
}
inline driven_transport &driven(void *user_data)
{
    return static_cast<driven_transport &>(transport_of(user_data));
}

/// The table that C calls; no exception goes through it.
inline skillcall_transport table_of(transport *to)
{
    skillcall_transport table{};
    table.struct_size = sizeof table;
    table.user_data = to;
    table.submit = [](void *user_data, skillcall_exchange *raw) noexcept {
        exchange one(raw);
        try {
            transport_of(user_data).submit(one);
        } catch (const std::exception &thrown) {
            one.fail({status::transport, sent::maybe, thrown.what(), 0});
        } catch (...) {
            one.fail({status::transport, sent::maybe, "the transport threw an exception", 0});
        }
        return std::int32_t{SKILLCALL_OK};
    };
    table.cancel = [](void *user_data, skillcall_exchange *raw) noexcept {
        try {
            transport_of(user_data).cancel(exchange(raw));
        } catch (...) { // not answered: the call ends as "unknown"
        }
    };
    if (!dynamic_cast<driven_transport *>(to))
        return table;
    table.drive = [](void *user_data, std::int32_t timeout_ms) noexcept {
        try {
            driven(user_data).drive(std::chrono::milliseconds(timeout_ms));
            return std::int32_t{SKILLCALL_OK};
        } catch (...) {
            return std::int32_t{SKILLCALL_E_TRANSPORT};
        }
    };
    table.wake = [](void *user_data) noexcept { driven(user_data).wake(); };
    table.pollable_fd = [](void *user_data) noexcept {
        return std::int32_t{driven(user_data).pollable_fd()};
    };
    return table;
}

} // namespace detail

} // namespace skillcall

#endif
