// SPDX-License-Identifier: Apache-2.0
// A log, and transports written in C++: one that blocks, one with a thread, one that is driven.
#include "support.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace skillcall;
using namespace std::chrono_literals;

namespace
{

skillcall::access any_access()
{
    return skillcall::access::make(SKILLCALL_ENDPOINT_NORTH_AMERICA, "a-secret").value();
}

/// A transport that blocks is any function from a request to an answer.
class function_transport : public transport
{
  public:
    using function = std::function<void(exchange)>;

    explicit function_transport(function to) : to_(std::move(to))
    {
    }
    void submit(exchange exchange) override
    {
        to_(exchange);
    }

  private:
    function to_;
};

client with(function_transport::function to, int attempts = 1)
{
    auto options = client_options();
    options.max_attempts(attempts).backoff(0ms, 0ms);
    options.transport(std::make_shared<function_transport>(std::move(to)));
    return client::make(options).value();
}

} // namespace

TEST(log_lines_come_without_secrets)
{
    std::vector<std::string> lines;
    auto client = client::make(client_options().log(log_level::debug, [&](auto, auto line) {
                      lines.emplace_back(line);
                      throw std::runtime_error("which nobody hears of");
                  })).value();
    CHECK(client.start(access_with("a-secret"), any_session()));
    CHECK(!client.start(access_with("emulator-expired"), any_session()));
    CHECK(lines.size() >= 3);
    auto holds = [&](const char *part) {
        return std::any_of(lines.begin(), lines.end(), [&](const std::string &line) {
            return line.find(part) != std::string::npos;
        });
    };
    CHECK(holds("401"));
    CHECK(!holds("a-secret") && !holds("2045551111"));
}

namespace
{

/// Keeps the events of calls and of the ends of attempts, and is content with nothing.
class keeper : public observer
{
  public:
    void call_started(const event &one) override
    {
        keep(one);
    }
    void attempt_ended(const event &one) override
    {
        keep(one);
    }
    void call_ended(const event &one) override
    {
        keep(one);
    }
    std::vector<event> events;

  private:
    void keep(const event &one)
    {
        events.push_back(one);
        throw std::runtime_error("which the library does not see");
    }
};

} // namespace

TEST(events_of_a_call_are_observed)
{
    auto seen = std::make_shared<keeper>();
    auto client = client::make(client_options().observer(seen)).value();
    auto placed = client.start(access_with("emulator-throttled.first-1"), any_session()).value();
    CHECK_EQUAL(seen->events.size(), 4u);
    for (const auto &one : seen->events) {
        CHECK_EQUAL(one.call_id, seen->events[0].call_id);
        CHECK_EQUAL(one.method, "POST");
        CHECK_EQUAL(one.url_template, "/v1/communications/session");
        CHECK_EQUAL("http://" + one.server_address + ":" + std::to_string(one.server_port),
                    service->url);
        CHECK_EQUAL(one.client_session_id, placed.client_session_id);
    }
    const auto &refused = seen->events[1], &ended = seen->events[3];
    CHECK_EQUAL(seen->events[0].status, status::pending);
    CHECK_EQUAL(refused.status, status::throttled);
    CHECK_EQUAL(refused.error_type, "throttled");
    CHECK_EQUAL(refused.http_status, 429);
    CHECK_EQUAL(refused.outcome, outcome::not_placed);
    CHECK(refused.pause && !seen->events[2].pause);
    CHECK_EQUAL(ended.attempt, 2);
    CHECK_EQUAL(ended.outcome, outcome::placed);
    CHECK(!ended.error_type);
    CHECK_EQUAL(ended.session_id, placed.session_id);
    CHECK_EQUAL(ended.request_id, placed.request_id);
    CHECK(ended.bytes_sent > 0 && ended.bytes_received > 0);
    CHECK(ended.elapsed >= ended.attempt_elapsed);
}

TEST(no_observer_and_no_transport)
{
    client_options options;
    options.observer(nullptr).transport(nullptr);
    auto ended = client::make(options).value().start(access_with("a-token"), any_session());
    CHECK_EQUAL(ended.has_value(), true);
}

TEST(a_transport_sees_the_request)
{
    auto session = any_session();
    auto client = with([&](exchange one) {
        CHECK_EQUAL(one.method(), "POST");
        CHECK_EQUAL(one.url(),
                    std::string(SKILLCALL_ENDPOINT_NORTH_AMERICA) + "/v1/communications/session");
        CHECK_EQUAL(one.body(), session.json());
        auto headers = one.headers();
        CHECK(std::count(headers.begin(), headers.end(), "Authorization: Bearer a-secret") == 1);
        CHECK(one.remaining() > 0ms && one.remaining() <= 6s);
        one.complete({200, {{"x-amzn-requestid", "r"}}, R"({"sessionId": "s"})"});
    });
    auto placed = client.start(any_access(), session).value();
    CHECK_EQUAL(placed.session_id, "s");
    CHECK_EQUAL(placed.request_id, "r");
}

TEST(a_transport_reports_whether_it_sent)
{
    int calls = 0;
    auto never = with(
        [&](exchange one) {
            calls++;
            one.fail({status::resolve, sent::no, "no such host", 3});
        },
        3);
    auto unresolved = never.start(any_access(), any_session());
    CHECK_EQUAL(unresolved.error().status, status::resolve);
    CHECK_EQUAL(unresolved.error().outcome, outcome::not_placed);
    CHECK_EQUAL(unresolved.error().transport_code, 3);
    CHECK_EQUAL(unresolved.error().transport_text, "no such host");
    CHECK_EQUAL(unresolved.error().attempts, 3);
    CHECK_EQUAL(calls, 3);

    calls = 0;
    auto perhaps = with(
        [&](exchange one) {
            calls++;
            one.fail({});
        },
        3);
    CHECK_EQUAL(perhaps.start(any_access(), any_session()).error().outcome, outcome::unknown);
    CHECK_EQUAL(calls, 1);
}

TEST(a_transport_gives_strange_answers)
{
    auto teapot = with([](exchange one) { one.complete({418, {}, "{}"}); });
    CHECK_EQUAL(teapot.start(any_access(), any_session()).error().status, status::answer);
    auto large = with([](exchange one) { one.complete({200, {}, std::string(65537, ' ')}); });
    CHECK_EQUAL(large.start(any_access(), any_session()).error().status, status::too_large);
    auto mute = with([](exchange one) { one.complete({}); });
    CHECK_EQUAL(mute.start(any_access(), any_session()).error().status, status::answer);
    auto thrower = with([](exchange) { throw std::runtime_error("no luck"); });
    auto thrown = thrower.start(any_access(), any_session());
    CHECK_EQUAL(thrown.error().status, status::transport);
    CHECK_EQUAL(thrown.error().outcome, outcome::unknown);
    CHECK_EQUAL(thrown.error().transport_text, "no luck");
}

TEST(a_transport_answers_from_its_own_thread)
{
    class threaded : public transport
    {
      public:
        ~threaded() override
        {
            for (auto &thread : threads_)
                thread.join();
        }
        void submit(exchange one) override
        {
            threads_.emplace_back([one]() mutable {
                std::this_thread::sleep_for(10ms);
                one.complete({200, {}, R"({"sessionId": "s"})"});
            });
        }

      private:
        std::vector<std::thread> threads_;
    };
    auto client = client::make(client_options().transport(std::make_shared<threaded>())).value();
    auto first = client.submit(any_access(), any_session()).value();
    auto second = client.submit(any_access(), any_session()).value();
    CHECK(first.wait() && second.wait());
}

TEST(a_transport_is_driven_and_cancelled)
{
    class lazy : public driven_transport
    {
      public:
        void submit(exchange one) override
        {
            waiting_.push_back(one);
        }
        void cancel(exchange one) override
        {
            waiting_.erase(std::find_if(waiting_.begin(), waiting_.end(),
                                        [&](auto &w) { return w.get() == one.get(); }));
            one.fail({status::cancelled, sent::no, {}, 0});
        }
        void drive(std::chrono::milliseconds timeout) override
        {
            std::unique_lock lock(mutex_);
            woken_.wait_for(lock, timeout, [&] { return is_woken_; });
            is_woken_ = false;
        }
        void wake() noexcept override
        {
            std::lock_guard lock(mutex_);
            is_woken_ = true;
            woken_.notify_one();
        }

      private:
        std::vector<exchange> waiting_;
        std::mutex mutex_;
        std::condition_variable woken_;
        bool is_woken_ = false;
    };
    auto client = client::make(client_options().transport(std::make_shared<lazy>())).value();
    auto call = client.submit(any_access(), any_session()).value();
    CHECK_EQUAL(call.wait(20ms).error().status, status::pending);
    call.cancel();
    CHECK_EQUAL(call.wait().error().status, status::cancelled);
    CHECK_EQUAL(call.outcome(), outcome::not_placed); // the transport said so
    CHECK_EQUAL(client.pollable_fd().error().status, status::unsupported);
    auto late = client.start(any_access(), any_session(), 30ms);
    CHECK_EQUAL(late.error().status, status::timeout);
}

TEST(options_are_checked)
{
    auto bad = client::make(client_options().deadline(0ms).max_attempts(99));
    CHECK_EQUAL(bad.error().status, status::argument);
    CHECK(bad.error().message.find("deadline") != std::string::npos);
    auto moved_from = client::make().value();
    auto moved_to = std::move(moved_from);
    CHECK(moved_to.drive(0ms));
    CHECK_EQUAL(moved_from.drive(0ms).error().status, status::argument);
}
