// SPDX-License-Identifier: Apache-2.0
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

inline std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    return text.replace(text.find(from), from.size(), to);
}

/// A skill request with the local service's endpoint and this token.
inline std::string local(const std::string &document, const std::string &token)
{
    auto request = skillcall::skill_request::from_json(document).value();
    auto text = replaced(document, *request.api_endpoint(), service->url);
    const std::string name = "apiAccessToken\": \"";
    auto start = text.find(name) + name.size();
    return text.replace(start, text.find('"', start) - start, token);
}

inline skillcall::skill_request request_with(const std::string &document, const std::string &token)
{
    return skillcall::skill_request::from_json(local(document, token)).value();
}

/// The first record of a call, with a member's text.
inline std::string recorded(const skillcall::receipt &placed, const char *member)
{
    auto *calls = emulator_calls(
        service, json_pack("{ss}", "clientSessionId", placed.client_session_id->c_str()));
    std::string text = json_string_value(json_object_get(json_array_get(calls, 0), member));
    json_decref(calls);
    return text;
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
