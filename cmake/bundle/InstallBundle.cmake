# SPDX-License-Identifier: Apache-2.0
# Installs what belongs to a library with others inside: their licences and a bill of materials.
set(bundled ${SKILLCALL_BUNDLE_DIRECTORY}/${SKILLCALL_BUNDLE})
file(READ ${bundled}/components.json components)
configure_file(cmake/bundle/skillcall.cdx.json.in skillcall.cdx.json @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/skillcall.cdx.json DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${bundled}/licenses DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Who links the static library needs no other, but for threads.
file(WRITE ${PROJECT_BINARY_DIR}/bundle/SkillcallDependencies.cmake
     "find_package(Threads QUIET)\nset(skillcall_dependencies_found \${Threads_FOUND})\n")
install(FILES ${PROJECT_BINARY_DIR}/bundle/SkillcallDependencies.cmake DESTINATION ${skillcall_cmake_dir})
