# SPDX-License-Identifier: Apache-2.0
# Installs the libraries, the headers, and what pkg-config and CMake need to find them; the command
# and the emulator install themselves. What is not said to be of another component is of this one:
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME development)
include(CMakePackageConfigHelpers)

set(skillcall_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/skillcall)

install(DIRECTORY include/skillcall DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN *.h)
install(DIRECTORY examples/bindings/cpp/include/skillcall DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${skillcall_ffi_header} ${skillcall_api_description}
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/skillcall)
foreach(target ${skillcall_libraries} skillcall_cpp)
    install(TARGETS ${target} EXPORT ${target}
            LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
                    COMPONENT library NAMELINK_COMPONENT development
            ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(EXPORT ${target} NAMESPACE skillcall:: FILE ${target}-targets.cmake
            DESTINATION ${skillcall_cmake_dir})
endforeach()

write_basic_package_version_file(${PROJECT_BINARY_DIR}/skillcall-config-version.cmake
                                 COMPATIBILITY SameMajorVersion)
install(FILES cmake/skillcall-config.cmake ${PROJECT_BINARY_DIR}/skillcall-config-version.cmake
        DESTINATION ${skillcall_cmake_dir})
if(SKILLCALL_BUNDLE)
    include(bundle/InstallBundle)
else()
    set(pc_modules "libcurl >= 7.85, jansson >= 2.11, uuid")
    install(FILES cmake/SkillcallDependencies.cmake DESTINATION ${skillcall_cmake_dir})
endif()

# Written when it is installed, because only then the prefix is certain (cmake --install --prefix).
# Appending to a path leaves an absolute directory alone, which a join of strings would break.
set(pc_includedir "\${prefix}")
set(pc_libdir "\${prefix}")
cmake_path(APPEND pc_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
cmake_path(APPEND pc_libdir "${CMAKE_INSTALL_LIBDIR}")
configure_file(cmake/InstallPkgConfig.cmake.in InstallPkgConfig.cmake @ONLY)
install(SCRIPT ${PROJECT_BINARY_DIR}/InstallPkgConfig.cmake)

# In the same folders as here, so that the pages' links lead where they do here.
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
        PATTERN man EXCLUDE PATTERN site EXCLUDE PATTERN first-call EXCLUDE PATTERN run EXCLUDE PATTERN .gitignore EXCLUDE
        PATTERN target EXCLUDE PATTERN node_modules EXCLUDE PATTERN __pycache__ EXCLUDE)
# Only the text of links to what is not installed: sources, tests, the build, and what begins with a dot.
install(CODE "set(pages \"${CMAKE_INSTALL_DOCDIR}/docs\")")
install(CODE [=[
    cmake_path(ABSOLUTE_PATH pages BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}")
    file(GLOB_RECURSE pages "$ENV{DESTDIR}${pages}/*.md")
    foreach(page IN LISTS pages)
        file(READ "${page}" text)
        string(REGEX REPLACE "\\[([^]]*)\\]\\((\\.\\./)+(src|tests|cmake|\\.[a-z])[^)]*\\)" "\\1" text "${text}")
        file(WRITE "${page}" "${text}")
    endforeach()
]=])

if(PROJECT_IS_TOP_LEVEL)
    include(SkillcallPackages)
    add_custom_target(uninstall
        COMMAND ${CMAKE_COMMAND} -D manifest=${PROJECT_BINARY_DIR}/install_manifest.txt
                -P ${PROJECT_SOURCE_DIR}/cmake/uninstall.cmake)
endif()
