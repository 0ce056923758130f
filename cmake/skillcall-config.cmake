# SPDX-License-Identifier: Apache-2.0
# find_package(skillcall) gives skillcall::skillcall, the shared library, and, where the headers of
# libcurl, jansson and libuuid are installed, skillcall::skillcall_static. Where only the static
# library was installed, skillcall::skillcall is that one. skillcall::cpp adds the headers for C++.
include(${CMAKE_CURRENT_LIST_DIR}/skillcall-targets.cmake OPTIONAL)
if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/skillcall_static-targets.cmake)
    include(${CMAKE_CURRENT_LIST_DIR}/SkillcallDependencies.cmake)
    if(skillcall_dependencies_found)
        include(${CMAKE_CURRENT_LIST_DIR}/skillcall_static-targets.cmake)
        if(NOT TARGET skillcall::skillcall)
            add_library(skillcall::skillcall ALIAS skillcall::skillcall_static)
        endif()
    endif()
endif()
if(TARGET skillcall::skillcall)
    include(${CMAKE_CURRENT_LIST_DIR}/skillcall_cpp-targets.cmake)
else()
    set(skillcall_FOUND FALSE)
    set(skillcall_NOT_FOUND_MESSAGE
        "The static library needs pkg-config, libcurl, jansson and libuuid with their headers")
endif()
