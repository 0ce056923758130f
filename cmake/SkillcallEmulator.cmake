# SPDX-License-Identifier: Apache-2.0
# Decides whether the emulator is built, and finds its libraries: sets skillcall_has_emulator.
set(skillcall_has_emulator FALSE)
if(SKILLCALL_BUILD_COMMAND AND SKILLCALL_BUILD_EMULATOR)
    pkg_check_modules(MICROHTTPD QUIET IMPORTED_TARGET GLOBAL libmicrohttpd>=0.9.71)
    pkg_check_modules(GNUTLS QUIET IMPORTED_TARGET GLOBAL gnutls>=3.7)
    pkg_check_modules(SOFIA QUIET IMPORTED_TARGET GLOBAL sofia-sip-ua>=1.12.11)
    if(MICROHTTPD_FOUND AND GNUTLS_FOUND AND SOFIA_FOUND)
        set(skillcall_has_emulator TRUE)
    elseif(SKILLCALL_BUILD_EMULATOR STREQUAL "AUTO")
        message(STATUS "skillcall: built without the emulator, which needs libmicrohttpd, GnuTLS and "
                       "Sofia-SIP; `cmake/install-packages build` installs them")
    else()
        message(FATAL_ERROR "The emulator needs libmicrohttpd 0.9.71, GnuTLS 3.7 and Sofia-SIP "
                            "1.12.11: `cmake/install-packages build` installs them")
    endif()
endif()
