// SPDX-License-Identifier: Apache-2.0
/// What a client is made with.
#ifndef SKILLCALL_CLIENT_OPTIONS_HPP
#define SKILLCALL_CLIENT_OPTIONS_HPP

#include <skillcall/client_options.h>
#include <skillcall/observer.hpp>
#include <skillcall/transport.hpp>

#include <functional>

namespace skillcall
{

enum class log_level : std::int32_t {
    none = SKILLCALL_LOG_NONE,
    error = SKILLCALL_LOG_ERROR,
    info = SKILLCALL_LOG_INFO,
    debug = SKILLCALL_LOG_DEBUG,
};

enum class http_version : std::int32_t {
    http_1_1 = SKILLCALL_HTTP_1_1,
    http_2 = SKILLCALL_HTTP_2,
};

/// Receives one line without a newline, on a thread that uses the client.
using log_function = std::function<void(log_level, std::string_view message)>;

/// Options; setters are chained, and client::make() returns the first failure of all.
class client_options : detail::object<skillcall_client_options, skillcall_client_options_free>
{
  public:
    using milliseconds = std::chrono::milliseconds;

    client_options() : object(skillcall_client_options_new(nullptr, nullptr))
    {
        if (!get())
            failed_.note(result<void>(detail::no_memory()));
    }

    /// How long a call may take with all its attempts; 6 s unless set.
    client_options &deadline(milliseconds time)
    {
        return set(skillcall_client_options_set_deadline_ms, time);
    }
    client_options &connect_timeout(milliseconds time)
    {
        return set(skillcall_client_options_set_connect_timeout_ms, time);
    }
    client_options &max_attempts(int attempts)
    {
        return set(skillcall_client_options_set_max_attempts, attempts);
    }
    client_options &backoff(milliseconds base, milliseconds cap)
    {
        return set(skillcall_client_options_set_backoff_ms, base, cap);
    }
    client_options &max_connections(int connections)
    {
        return set(skillcall_client_options_set_max_connections, connections);
    }
    client_options &max_calls(int calls)
    {
        return set(skillcall_client_options_set_max_calls, calls);
    }
    client_options &ca_file(const std::string &path)
    {
        return set(skillcall_client_options_set_ca_file, path);
    }
    client_options &ca_path(const std::string &path)
    {
        return set(skillcall_client_options_set_ca_path, path);
    }
    client_options &ca_blob(std::string_view pem)
    {
        return set(skillcall_client_options_set_ca_blob, pem.data(), pem.size());
    }
    /// "" for no proxy; unless set, that of the environment.
    client_options &proxy(const std::string &url)
    {
        return set(skillcall_client_options_set_proxy, url);
    }
    /// HTTP/1.1, one connection for each request, unless set; with HTTP/2 calls share connections.
    client_options &http_version(skillcall::http_version version)
    {
        return set(skillcall_client_options_set_http_version, static_cast<std::int32_t>(version));
    }
    /// Printable ASCII; "" for no such header.
    client_options &user_agent(const std::string &text)
    {
        return set(skillcall_client_options_set_user_agent, text);
    }
    client_options &log(log_level level, log_function function)
    {
        log_ = std::make_shared<log_function>(std::move(function));
        return set(skillcall_client_options_set_log, write_log, static_cast<void *>(log_.get()),
                   static_cast<std::int32_t>(level));
    }
    /// The clients made with these options keep observer and transport alive. A null pointer is for
    /// none, and for libcurl.
    client_options &observer(std::shared_ptr<skillcall::observer> observer)
    {
        observer_ = std::move(observer);
        auto table = detail::table_of(observer_.get());
        return set(skillcall_client_options_set_observer, observer_ ? &table : nullptr);
    }
    client_options &transport(std::shared_ptr<skillcall::transport> transport)
    {
        transport_ = std::move(transport);
        auto table = detail::table_of(transport_.get());
        return set(skillcall_client_options_set_transport, transport_ ? &table : nullptr);
    }

  private:
    friend class client;

    template <class Function, class... Values>
    client_options &set(Function function, const Values &...values)
    {
        failed_.note(detail::act(function, get(), values...));
        return *this;
    }

    static void write_log(void *user_data, std::int32_t level, const char *message) noexcept
    {
        try {
            (*static_cast<log_function *>(user_data))(log_level{level}, message);
        } catch (...) { // a line of log is not worth a call
        }
    }

    std::shared_ptr<log_function> log_;
    std::shared_ptr<skillcall::observer> observer_;
    std::shared_ptr<skillcall::transport> transport_;
    detail::first_failure failed_;
};

} // namespace skillcall

#endif
