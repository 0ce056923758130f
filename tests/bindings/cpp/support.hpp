// What the tests share. The script `run` defines TESTS, the folder of all tests.
#ifndef SUPPORT_HPP
#define SUPPORT_HPP

#include "check.hpp"

#include <skillcall/skillcall.hpp>
#include <skillcall_emulator.h>

#include <fstream>

/// Emulators that all tests share: with HTTP, and with HTTPS.
inline emulator *service, *secure_service;

inline std::string vector(const std::string &name)
{
    std::ifstream file(TESTS "/vectors/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The local service, with a token that chooses what happens, for example "emulator-throttled".
inline skillcall::access access_with(const std::string &token)
{
    return skillcall::access::make(service->url, token).value();
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
