# SPDX-License-Identifier: Apache-2.0
# The toolchain of the bundle, for `cmake --preset bundle`: one compiler for all targets, and the static libraries
# that go inside. They are built first, which takes minutes, and kept for the next time and other build directories.
set(SKILLCALL_BUNDLE x86_64-linux-gnu CACHE STRING "{x86_64,aarch64}-{linux-gnu,linux-musl,macos}")
if(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(cache $ENV{XDG_CACHE_HOME})
else()
    set(cache $ENV{HOME}/.cache)
endif()
set(SKILLCALL_BUNDLE_DIRECTORY ${cache}/skillcall-bundle
    CACHE PATH "Where compiler, sources and static libraries are kept")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SKILLCALL_BUNDLE SKILLCALL_BUNDLE_DIRECTORY)

get_property(is_inside GLOBAL PROPERTY IN_TRY_COMPILE)
if(NOT is_inside)
    execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/dependencies ${SKILLCALL_BUNDLE} ${SKILLCALL_BUNDLE_DIRECTORY}
                    COMMAND_ERROR_IS_FATAL ANY)
endif()

string(REGEX MATCH "^[^-]+" CMAKE_SYSTEM_PROCESSOR ${SKILLCALL_BUNDLE})
if(SKILLCALL_BUNDLE MATCHES "macos$")
    set(CMAKE_SYSTEM_NAME Darwin)
    set(CMAKE_INSTALL_NAME_DIR @rpath)
    set(CMAKE_BUILD_WITH_INSTALL_NAME_DIR ON)
    set(SKILLCALL_STATIC OFF CACHE BOOL "Archives are not joined for macOS")
else()
    set(CMAKE_SYSTEM_NAME Linux)
endif()
set(tools ${SKILLCALL_BUNDLE_DIRECTORY}/tools/${SKILLCALL_BUNDLE})
set(CMAKE_C_COMPILER ${tools}/zig-cc)
set(CMAKE_AR ${tools}/zig-ar)
set(CMAKE_RANLIB ${tools}/zig-ranlib)
set(CMAKE_LINKER ${tools}/zig-ld)
# The level of the link is that of the C library's own functions in a static program: memset and others take a tenth of a
# first call at -Os. Only -Os strips of itself.
foreach(type RELEASE MINSIZEREL)
    set(CMAKE_EXE_LINKER_FLAGS_${type}_INIT "-O2 -s")
endforeach()
set(CMAKE_OBJCOPY llvm-objcopy)

set(ENV{PKG_CONFIG_LIBDIR} ${SKILLCALL_BUNDLE_DIRECTORY}/${SKILLCALL_BUNDLE}/lib/pkgconfig)
set(PKG_CONFIG_ARGN --static)
