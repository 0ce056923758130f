#include "check.hpp"

#include <cstdio>

int main()
{
    int failed = 0;
    for (const auto &one : tests()) {
        try {
            one.run();
            std::printf("ok      %s\n", one.name);
        } catch (const std::exception &why) {
            std::printf("FAILED  %s: %s\n", one.name, why.what());
            failed = 1;
        }
    }
    if (tests().empty())
        return 1;
    return failed;
}
