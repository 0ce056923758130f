// SPDX-License-Identifier: Apache-2.0
// The example of the binding's README, which the script `run` builds.
#include "support.hpp"

#include <cstdio>
#include <memory>

namespace
{

/// What the example prints when a token calls from a device.
std::string said(const std::string &token, const std::string &device)
{
    auto command = std::string(README " ") + service->url + " " + token + " '" + device + "'";
    std::unique_ptr<FILE, int (*)(FILE *)> program(popen(command.c_str(), "r"), pclose);
    std::string text(200, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), program.get()));
    return text;
}

} // namespace

TEST(the_readme_places_calls)
{
    CHECK_EQUAL(said("emulator-ok", "a-device").find("placed: "), 0u);
    CHECK_EQUAL(said("emulator-denied", "a-device").find("not_placed: HTTP 403"), 0u);
    CHECK_EQUAL(said("emulator-error", "a-device").find("unknown: HTTP 500"), 0u);
    CHECK_EQUAL(said("emulator-ok", "").find("/participants/0/endpointId: "), 0u);
}
