// SPDX-License-Identifier: Apache-2.0
// The program of the binding's README, which the script `run` builds.
#include "support.hpp"

#include <cstdio>
#include <memory>

namespace
{

/// What the program prints for a skill request with this token.
std::string printed(const std::string &token)
{
    auto event = local(vector("skill-request.json"), token);
    auto command = "printf %s '" + event + "' | " README;
    std::unique_ptr<FILE, int (*)(FILE *)> program(popen(command.c_str(), "r"), pclose);
    std::string text(200, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), program.get()));
    return text;
}

} // namespace

TEST(the_readme_places_calls)
{
    CHECK_EQUAL(printed("emulator-ok").find("placed: session "), 0u);
    CHECK_EQUAL(printed("emulator-denied").find("not_placed: HTTP 403"), 0u);
    CHECK_EQUAL(printed("emulator-error.at-session").find("unknown: HTTP 500"), 0u);
}
