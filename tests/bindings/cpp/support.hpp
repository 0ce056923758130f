// What the tests share. `with_emulator` sets the variables.
#ifndef SUPPORT_HPP
#define SUPPORT_HPP

#include "check.hpp"

#include <skillcall/skillcall.hpp>

#include <cstdlib>
#include <fstream>

inline std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    if (!value)
        throw std::logic_error(std::string(name) + " is not set");
    return value;
}

inline std::string vector(const std::string &name)
{
    std::ifstream file(variable("SKILLCALL_TEST_VECTORS") + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The local service, with a token that chooses what happens, for example "emulator-throttled".
inline skillcall::access access_with(const std::string &token)
{
    return skillcall::access::make(variable("SKILLCALL_TEST_URL"), token).value();
}

inline skillcall::session any_session()
{
    return skillcall::session_builder()
        .add(skillcall::participant::phone_caller("+12045551111", "a-device"))
        .add(skillcall::participant::phone_callee("+16073331111"))
        .build()
        .value();
}

#endif
