# SPDX-License-Identifier: Apache-2.0
# How the bundle is linked: everything is inside the library.
if(NOT APPLE)
    file(GLOB skillcall_bundle_archives ${SKILLCALL_BUNDLE_DIRECTORY}/${SKILLCALL_BUNDLE}/lib/*.a)
    # OpenSSL leaves a destructor with each thread that used it, so the library stays where it was loaded.
    set(skillcall_bundle_options -Wl,--gc-sections -Wl,-z,nodelete -s)
endif()
