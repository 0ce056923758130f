# SPDX-License-Identifier: Apache-2.0
# The reference: HTML by Doxygen, and a manual page (section 3) for each public function, made from
# the same reading of the headers. A function, a parameter or a result without words is an error.
find_package(Doxygen 1.9 REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

set(reference ${PROJECT_BINARY_DIR}/reference)
file(CONFIGURE OUTPUT ${reference}/main-page.dox CONTENT
     "/** \\mainpage skillcall @PROJECT_VERSION@\n\\copydoc skillcall.h */\n" @ONLY)
configure_file(cmake/Doxyfile.in ${reference}/Doxyfile @ONLY)

add_custom_command(
    OUTPUT ${reference}/done
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${reference}/html ${reference}/xml ${reference}/man3
    COMMAND Doxygen::doxygen ${reference}/Doxyfile
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/cmake/man-pages
            ${reference}/xml ${PROJECT_VERSION} ${reference}/man3
    COMMAND ${CMAKE_COMMAND} -E touch ${reference}/done
    DEPENDS ${public_headers} ${PROJECT_SOURCE_DIR}/cmake/man-pages
            ${reference}/Doxyfile ${reference}/main-page.dox
    COMMENT "Writing the reference"
    VERBATIM)
add_custom_target(skillcall_reference ALL DEPENDS ${reference}/done)

if(SKILLCALL_INSTALL)
    set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME development)
    install(DIRECTORY ${reference}/html DESTINATION ${CMAKE_INSTALL_DOCDIR})
    install(DIRECTORY ${reference}/man3 DESTINATION ${CMAKE_INSTALL_MANDIR})
endif()
