# SPDX-License-Identifier: Apache-2.0
# What the library is linked with, as targets that every directory sees. Part of the installed
# package, too, because programs that link the static library need them again.
find_package(Threads QUIET)
find_package(PkgConfig QUIET)
set(skillcall_dependencies_found FALSE)
if(Threads_FOUND AND PKG_CONFIG_FOUND)
    set(skillcall_dependencies_found TRUE)
endif()
foreach(dependency "CURL libcurl>=7.85" "JANSSON jansson>=2.11" "UUID uuid")
    if(skillcall_dependencies_found)
        separate_arguments(dependency)
        list(POP_FRONT dependency name)
        pkg_check_modules(SKILLCALL_${name} QUIET IMPORTED_TARGET GLOBAL ${dependency})
        set(skillcall_dependencies_found ${SKILLCALL_${name}_FOUND})
    endif()
endforeach()
