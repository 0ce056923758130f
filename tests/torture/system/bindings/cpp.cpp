// SPDX-License-Identifier: Apache-2.0
// The C++ binding, out of memory at each place where the library asks for it.
#include <skillcall/skillcall.hpp>

#include <cstdlib>
#include <fstream>
#include <poll.h>
#include <stdexcept>

extern "C" {
const char *memory_next();
void memory_end();
void memory_report(const char *outcome);
}

using namespace skillcall;

static std::string read(const std::string &path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

static std::string vector(const std::string &name)
{
    return read(std::getenv("SKILLCALL_TEST_VECTORS") + ("/" + name));
}

static const std::string skill_request_json = vector("skill-request.json");
static const std::string event_json = vector("inbound-call-event.json");

static void read_documents()
{
    skill_request::from_json(skill_request_json).value().originator("+12045551111").value();
    inbound_call::from_json(event_json).value().client_session_id().value();
    user_to_user::decode(user_to_user::encode("an-id").value()).value();
    auto response = skill_response::make().value();
    response.say("Calling.").value();
    response.json().value();
}

static session make_session(const std::string &client_session_id)
{
    auto built = session_builder()
                     .add(participant::phone_caller("+12045551111", "device"))
                     .add(participant::phone_callee("+16073331111"))
                     .client_session_id(client_session_id)
                     .build()
                     .value();
    return session::from_json(built.json()).value();
}

static void play(const std::string &client_session_id)
{
    read_documents();
    auto access = access::make(std::getenv("SKILLCALL_TEST_URL"), "emulator-ok").value();
    auto session = make_session(client_session_id);
    auto client = client::make().value();
    client.find_mobile_number(access, profile::account).value();
    pollfd pollable{client.pollable_fd().value(), POLLIN, 0};
    auto call = client.submit(access, session).value();
    bool driven = true; // out of memory it may not, but the call is still there
    while (driven && !call.has_ended()) {
        poll(&pollable, 1, 5000);
        driven = client.drive(std::chrono::milliseconds(0)).has_value();
    }
    call.wait().value();
}

static outcome outcome_of(const std::string &client_session_id)
{
    try {
        play(client_session_id);
        return outcome::placed;
    } catch (const failure &failed) {
        if (failed.error().status != status::no_memory || failed.error().message.empty())
            throw std::runtime_error(name(failed.error().status) + (": " + failed.error().message));
        return failed.error().outcome;
    }
}

int main()
{
    while (const char *id = memory_next()) {
        auto outcome = outcome_of(id);
        memory_end();
        memory_report(name(outcome));
    }
}
