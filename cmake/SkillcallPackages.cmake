# SPDX-License-Identifier: Apache-2.0
# Packages by CPack, three each: the library, what is needed to build with it, and the command.
#     cmake --workflow --preset packages    for Debian and Ubuntu
#     cmake --workflow --preset rpm         for Fedora and its relatives
# And the source as a tarball, which needs nothing but the dependencies to build:
#     cpack -G TGZ --config build/release/CPackSourceConfig.cmake
set(CPACK_PACKAGE_NAME skillcall)
set(CPACK_PACKAGE_VENDOR skillcall)
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_PACKAGE_CONTACT "skillcall maintainers <maintainers@skillcall.invalid>"
    CACHE STRING "Who makes the packages: name <address>")

set(CPACK_SOURCE_PACKAGE_FILE_NAME skillcall-${PROJECT_VERSION})
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_IGNORE_FILES "/[.]git(/|$)" "^${PROJECT_BINARY_DIR}/" "^${PROJECT_SOURCE_DIR}/build/"
    /__pycache__/ /node_modules/ /target/)

set(CPACK_COMPONENTS_ALL library development)
if(SKILLCALL_BUILD_COMMAND)
    list(APPEND CPACK_COMPONENTS_ALL command)
endif()
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
"A skill asks Alexa to call a phone number, or an extension of a PBX, from
the device of its user. This library places such calls, reports the outcome
of each, and recognises them on the SIP side.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"Headers, static library and documentation for programs that place skill
calls with libskillcall.")
set(CPACK_COMPONENT_COMMAND_DESCRIPTION
"Places skill calls from a shell, checks requests and events, and runs a
local emulator of the Alexa API, for developing a skill without an Amazon
account.")

set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_BINARY_DIR}/PackageFiles.cmake)
configure_file(cmake/PackageFiles.cmake.in PackageFiles.cmake @ONLY)

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libskillcall${PROJECT_VERSION_MAJOR})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "libcurl4 (>= 7.85)") # for options, which are no symbols
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
file(STRINGS ${PROJECT_SOURCE_DIR}/cmake/symbols.txt symbols)
set(node SKILLCALL_${PROJECT_VERSION_MAJOR})
set(minor ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
list(TRANSFORM symbols REPLACE ".+" " \\0@${node} ${minor}")
list(JOIN symbols "\n" symbols)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/debian/symbols @ONLY CONTENT
"libskillcall.so.${PROJECT_VERSION_MAJOR} ${CPACK_DEBIAN_LIBRARY_PACKAGE_NAME} #MINVER#
 ${node}@${node} ${minor}
${symbols}
")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/cmake/debian/triggers ${PROJECT_BINARY_DIR}/debian/symbols)

set(same_version "libskillcall${PROJECT_VERSION_MAJOR} (= ${PROJECT_VERSION}-1)")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libskillcall-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "${same_version}, libcurl4-openssl-dev | libcurl-dev, libjansson-dev, uuid-dev")

set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME skillcall)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION net)
set(CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS "${same_version}")
set(CPACK_DEBIAN_COMMAND_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/lib)

include(rpm/RpmPackages)
include(CPack)
