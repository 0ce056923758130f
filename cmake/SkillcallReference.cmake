# SPDX-License-Identifier: Apache-2.0
# The reference: HTML by Doxygen, and a manual page (section 3) for each public function, made from
# the same reading of the headers. With SKILLCALL_WERROR, a function, a parameter or a result without
# words is an error.
if(NOT SKILLCALL_BUILD_REFERENCE OR (SKILLCALL_BUILD_REFERENCE STREQUAL "AUTO" AND NOT PROJECT_IS_TOP_LEVEL))
    return()
endif()
find_package(Doxygen 1.9 QUIET)
find_package(Python3 QUIET COMPONENTS Interpreter)
if(NOT DOXYGEN_FOUND OR NOT Python3_FOUND)
    if(NOT SKILLCALL_BUILD_REFERENCE STREQUAL "AUTO")
        message(FATAL_ERROR "The reference needs Doxygen 1.9 and Python 3")
    endif()
    return()
endif()

set(reference ${PROJECT_BINARY_DIR}/reference)
file(CONFIGURE OUTPUT ${reference}/main-page.dox CONTENT
     "/** \\mainpage skillcall @PROJECT_VERSION@\n\\copydoc skillcall.h */\n" @ONLY)
set(reference_warnings NO)
if(SKILLCALL_WERROR)
    set(reference_warnings FAIL_ON_WARNINGS)
endif()
configure_file(cmake/Doxyfile.in ${reference}/Doxyfile @ONLY)

set(cookbook ${PROJECT_SOURCE_DIR}/docs/guide/cookbook)
file(GLOB cookbook_pages CONFIGURE_DEPENDS ${cookbook}/*.md)
add_custom_command(
    OUTPUT ${reference}/done
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${reference}/html ${reference}/xml ${reference}/man3
    COMMAND Doxygen::doxygen ${reference}/Doxyfile
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/man-pages
            ${reference}/xml ${PROJECT_VERSION} ${cookbook} ${reference}/man3
    COMMAND ${CMAKE_COMMAND} -E touch ${reference}/done
    DEPENDS ${public_headers} ${cookbook_pages} ${PROJECT_SOURCE_DIR}/cmake/man-pages
            ${reference}/Doxyfile ${reference}/main-page.dox
    COMMENT "Writing the reference"
    VERBATIM)
add_custom_target(skillcall_reference ALL DEPENDS ${reference}/done)

if(SKILLCALL_INSTALL)
    set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME development)
    install(DIRECTORY ${reference}/html DESTINATION ${CMAKE_INSTALL_DOCDIR})
    install(DIRECTORY ${reference}/man3 DESTINATION ${CMAKE_INSTALL_MANDIR})
endif()
