// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <cstdio>

int main()
{
    const char *tls[] = {"--tls", nullptr};
    service = emulator_start(nullptr);
    secure_service = emulator_start(tls);
    if (!service || !secure_service)
        return 1;
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
    failed |= emulator_stop(service) | emulator_stop(secure_service);
    return failed || tests().empty();
}
