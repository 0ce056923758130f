// SPDX-License-Identifier: Apache-2.0
// Calls placed on the local service: receipts, every kind of error, an event loop.
#include "support.hpp"

#include <poll.h>
#include <thread>
#include <unordered_map>

using namespace skillcall;
using namespace std::chrono_literals;

TEST(a_call_is_placed)
{
    auto session = any_session();
    auto placed = client::make().value().start(access_with("a-token"), session).value();
    CHECK(placed.session_id && !placed.session_id->empty());
    CHECK_EQUAL(placed.client_session_id, session.client_session_id());
    CHECK_EQUAL(placed.attempts, 1);
}

namespace
{

std::string or_dash(const std::optional<std::string> &text)
{
    return text.value_or("-");
}

/// The columns of failures.tsv from the status on.
std::string row_of(const error &why)
{
    std::ostringstream row;
    row << name(why.status) << '\t' << name(why.outcome) << '\t' << why.http_status << '\t'
        << or_dash(why.service_code) << '\t' << why.attempts << '\t'
        << (why.retry_after ? std::to_string(why.retry_after->count()) : "-");
    return row.str();
}

} // namespace

TEST(every_failure_is_reported)
{
    auto client = client::make().value();
    auto session = any_session();
    std::ifstream file(TESTS "/bindings/failures.tsv");
    int rows = 0;
    for (std::string line; std::getline(file, line);) {
        if (line[0] == '#')
            continue;
        std::istringstream columns(line);
        std::string operation, scenario, expected;
        columns >> operation >> scenario >> std::ws;
        std::getline(columns, expected);
        auto access = access_with("emulator-" + scenario);
        auto why = operation == "start"
                       ? client.start(access, session).error()
                       : client.find_mobile_number(access, profile::account).error();
        CHECK_EQUAL(scenario + '\t' + row_of(why), scenario + '\t' + expected);
        CHECK(!why.message.empty());
        if (operation == "start")
            CHECK_EQUAL(why.client_session_id, session.client_session_id());
        rows++;
    }
    CHECK(rows > 0);
}

TEST(errors_hold_details)
{
    auto session = any_session();
    auto client = client::make(client_options().max_attempts(1)).value();
    auto asked = client.start(access_with("emulator-unavailable.retry-after-7"), session);
    CHECK(asked.error().retry_after == 7s);
    CHECK(asked.error().service_message && !asked.error().service_message->empty());
    auto late = client.start(access_with("emulator-ok.delay-60000"), session, 100ms);
    CHECK_EQUAL(late.error().status, status::timeout);
    CHECK_EQUAL(late.error().outcome, outcome::unknown);
    for (auto deadline : {0ms, -1ms, 600001ms}) {
        auto refused = client.start(access_with("emulator-ok"), session, deadline);
        CHECK_EQUAL(refused.error().status, status::argument);
        CHECK_EQUAL(refused.error().outcome, outcome::not_placed);
    }

    auto nobody = skillcall::access::make("http://127.0.0.1:1", "a-token").value();
    auto unreached = client.start(nobody, session);
    CHECK_EQUAL(unreached.error().status, status::connect);
    CHECK_EQUAL(unreached.error().outcome, outcome::not_placed);
    CHECK_EQUAL(unreached.error().transport_code, 7);
    CHECK(unreached.error().transport_text);

    auto stranger = skillcall::access::make(secure_service->url, "a-token").value();
    auto untrusted = client.start(stranger, session);
    CHECK_EQUAL(untrusted.error().status, status::tls);
    CHECK_EQUAL(untrusted.error().outcome, outcome::not_placed);
    auto trusting = client::make(client_options().ca_file(secure_service->ca_file));
    CHECK(trusting->start(stranger, session));
}

TEST(numbers_and_profiles_are_found)
{
    auto client = client::make().value();
    auto access = access_with("emulator-number-separated");
    CHECK_EQUAL(client.find_mobile_number(access, profile::account).value(), "+12045551111");
    auto none = client.find_mobile_number(access_with("emulator-number-none"), profile::person);
    CHECK_EQUAL(none.error().status, status::absent);
    CHECK_EQUAL(none.error().outcome, outcome::none);

    auto profile_id = client.find_profile_id(access_with("a-token"), "a-unit").value();
    CHECK(!profile_id.empty());
    CHECK_EQUAL(client.create_profile(access_with("a-token"), "a-unit", "Room 1").value(),
                profile_id);
    CHECK_EQUAL(client.submit_profile_creation(access_with("a-token"), "a-unit")
                    .and_then([](lookup made) { return made.wait(); })
                    .value(),
                profile_id);
    CHECK_EQUAL(client.submit_profile_id_lookup(access_with("a-token"), "a-unit")
                    .and_then([](lookup found) { return found.wait(); })
                    .value(),
                profile_id);
}

TEST(a_phone_is_called_from_a_skill_request)
{
    auto client = client::make().value();
    auto request = request_with(vector("skill-request.json"), "a-token");
    auto placed = client.call_phone(request, "+16073331111").value();
    CHECK_EQUAL(recorded(placed, "from"), "+12045551111");
    CHECK_EQUAL(recorded(placed, "to"), "+16073331111");
    placed = client.submit_call_phone(request, "+16073331111", "+12045552222", 5s)
                 .and_then([](call submitted) { return submitted.wait(); })
                 .value();
    CHECK_EQUAL(recorded(placed, "from"), "+12045552222");
    auto denied = client.call_phone(
        request_with(vector("skill-request.json"), "emulator-denied.at-number"), "+16073331111");
    CHECK_EQUAL(denied.error().status, status::access_denied);
    CHECK_EQUAL(denied.error().outcome, outcome::not_placed);
    CHECK_EQUAL(client.call_phone(request, "911").error().status, status::invalid);
}

TEST(a_call_whose_text_is_refused_is_not_placed)
{
    auto client = client::make().value();
    auto room = request_with(vector("room-request.json"), "a-token");
    const std::string cut("+1607\0", 6);
    for (const auto &why :
         {client.call_phone(room, cut).error(), client.call_extension(room, "4011", cut).error(),
          client.submit_call_phone(room, "+16073331111", cut).error(),
          client.submit_call_extension(room, cut, "lwa-token").error()}) {
        CHECK_EQUAL(why.status, status::argument);
        CHECK_EQUAL(why.outcome, outcome::not_placed);
    }
    auto lookup = client.find_profile_id(access_with("a-token"), cut);
    CHECK_EQUAL(lookup.error().outcome, outcome::none);
}

TEST(an_extension_is_called_from_a_skill_request)
{
    auto client = client::make().value();
    auto room = request_with(vector("room-request.json"), "a-token");
    CHECK_EQUAL(recorded(client.call_extension(room, "4011", "lwa-token").value(), "to"), "4011");
    CHECK(client.submit_call_extension(room, "4011", "lwa-token").and_then([](call submitted) {
        return submitted.wait();
    }));
    auto none = client.call_extension(room, "4011", "emulator-profile-none");
    CHECK_EQUAL(none.error().status, status::absent);
    CHECK_EQUAL(none.error().outcome, outcome::not_placed);
    auto unitless = request_with(vector("skill-request.json"), "a-token");
    CHECK_EQUAL(client.submit_call_extension(unitless, "4011", "t").error().status, status::absent);
}

TEST(a_progressive_response_is_sent)
{
    auto client = client::make().value();
    CHECK(client.send_progressive_response(access_with("a-token"), "the-request", "One moment."));
    CHECK(client.submit_progressive_response(access_with("a-token"), "the-request", "One moment.")
              .and_then([](progressive_response sent) { return sent.wait(); }));
    auto refused = client.send_progressive_response(access_with("emulator-invalid"), "the-request",
                                                    "One moment.");
    CHECK_EQUAL(refused.error().status, status::input_refused);
    CHECK_EQUAL(refused.error().http_status, 400);
}

TEST(a_call_can_be_cancelled)
{
    auto client = client::make().value();
    auto call = client.submit(access_with("emulator-ok.delay-60000"), any_session(), 60s);
    CHECK_EQUAL(call->wait(50ms).error().status, status::pending);
    CHECK_EQUAL(call->get_result().error().status, status::pending);
    CHECK(!call->has_ended());
    std::thread([&] { call->cancel(); }).join();
    CHECK_EQUAL(call->wait().error().status, status::cancelled);
    CHECK_EQUAL(call->outcome(), outcome::unknown);
    CHECK_EQUAL(call->get_result().error().outcome, outcome::unknown);
}

TEST(a_call_survives_its_client)
{
    auto client = std::make_optional(client::make().value());
    auto call = client->submit(access_with("a-token"), any_session()).value();
    client.reset();
    CHECK_EQUAL(call.get_result().error().status, status::cancelled);
    CHECK_EQUAL(call.get_result().error().outcome, outcome::not_placed);
}

TEST(an_event_loop_places_many_calls)
{
    auto client = client::make().value();
    std::unordered_map<call_id, call> calls;
    for (int i = 0; i < 50; i++) {
        auto access = access_with(i % 5 ? "emulator-ok.delay-20" : "emulator-expired");
        auto submitted = client.submit(access, any_session()).value();
        calls.emplace(submitted.id(), std::move(submitted));
    }

    int placed = 0, refused = 0;
    pollfd ready{client.pollable_fd().value(), POLLIN, 0};
    while (!calls.empty()) {
        CHECK_EQUAL(poll(&ready, 1, 20000), 1);
        CHECK(client.drive(0ms));
        while (auto id = client.take_ended()) {
            auto ended = calls.extract(*id);
            CHECK(!ended.empty());
            auto result = ended.mapped().get_result();
            placed += result.has_value();
            refused += !result && result.error().status == status::bad_token;
        }
    }
    CHECK_EQUAL(placed, 40);
    CHECK_EQUAL(refused, 10);
    CHECK_EQUAL(client.calls_in_flight(), 0u);
}

TEST(one_client_serves_many_threads)
{
    auto client = client::make().value();
    std::vector<std::optional<receipt>> receipts(16);
    std::vector<std::thread> threads;
    for (auto &mine : receipts)
        threads.emplace_back([&] {
            if (auto placed = client.start(access_with("a-token"), any_session()))
                mine = *placed;
        });
    for (auto &thread : threads)
        thread.join();
    for (const auto &mine : receipts)
        CHECK(mine && mine->session_id);
}

TEST(http_version_and_user_agent_are_set)
{
    CHECK(client::make(client_options().http_version(http_version::http_2).user_agent("a skill")));
    auto wrong = client::make(client_options().http_version(skillcall::http_version{3}));
    CHECK_EQUAL(wrong.error().status, status::argument);
    auto refused = client::make(client_options().user_agent("a\n"));
    CHECK_EQUAL(refused.error().status, status::argument);
    CHECK(refused.error().message.find("User-Agent") != std::string::npos);
}
