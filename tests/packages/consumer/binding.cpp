// SPDX-License-Identifier: Apache-2.0
// binding FILE: what consumer.c does, with the headers for C++.
#include <skillcall/skillcall.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int, char **argv)
{
    std::ifstream file(argv[1]);
    const std::string json(std::istreambuf_iterator<char>(file), {});
    const auto session = skillcall::session::from_json(json).value();
    const auto client = skillcall::client::make().value();
    std::cout << session.json(2) << "\n";
}
