// SPDX-License-Identifier: Apache-2.0
// app URL: places a call, has another one refused, and cancels a third.
#include <skillcall/skillcall.hpp>

#include <iostream>

int main(int, char **argv)
{
    using namespace std::chrono_literals;
    auto client = skillcall::client::make().value();
    const auto session = skillcall::session_builder()
                             .add(skillcall::participant::phone_caller("+12045551111", "device"))
                             .add(skillcall::participant::phone_callee("+16073331111"))
                             .build()
                             .value();
    const auto access = [&](const char *token) {
        return skillcall::access::make(argv[1], token).value();
    };

    std::cout << "placed "
              << client.start(access("emulator-ok"), session).value().session_id.has_value()
              << "\n";
    const auto refused = client.start(access("emulator-denied"), session).error();
    std::cout << name(refused.outcome) << " " << refused.http_status << "\n";
    auto call = client.submit(access("emulator-ok.delay-60000"), session).value();
    client.drive(0ms).value();
    call.cancel();
    std::cout << name(call.wait().error().status) << "\n";
}
