// SPDX-License-Identifier: Apache-2.0
// The least of a test framework: TEST(name) { CHECK(condition); CHECK_EQUAL(is, expected); }
#ifndef CHECK_HPP
#define CHECK_HPP

#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

struct test {
    const char *name;
    void (*run)();
};

inline std::vector<test> &tests()
{
    static std::vector<test> all;
    return all;
}

struct registration {
    registration(const char *name, void (*run)())
    {
        tests().push_back({name, run});
    }
};

#define TEST(name)                                                                                 \
    static void name();                                                                            \
    static const registration name##_registration(#name, name);                                    \
    static void name()

template <class T> std::string shown(const T &value)
{
    std::ostringstream out;
    if constexpr (std::is_enum_v<T>)
        out << static_cast<long long>(value);
    else
        out << value;
    return out.str();
}

template <class T> std::string shown(const std::optional<T> &value)
{
    return value ? shown(*value) : "nothing";
}

template <class A, class B>
void check_equal(const A &is, const B &expected, const char *what, int line)
{
    if (!(is == expected))
        throw std::logic_error("line " + std::to_string(line) + ": " + what + " is " + shown(is) +
                               ", not " + shown(expected));
}

inline void check(bool is, const char *what, int line)
{
    if (!is)
        throw std::logic_error("line " + std::to_string(line) + ": not " + what);
}

#define CHECK(condition) check(static_cast<bool>(condition), #condition, __LINE__)
#define CHECK_EQUAL(is, expected) check_equal(is, expected, #is, __LINE__)

#endif
