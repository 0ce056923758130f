# find_package(skillcall) gives skillcall::skillcall, the shared library, and, where the headers of
# libcurl, jansson and libuuid are installed too, skillcall::skillcall_static.
include(${CMAKE_CURRENT_LIST_DIR}/skillcall-targets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/SkillcallDependencies.cmake)
if(skillcall_dependencies_found)
    include(${CMAKE_CURRENT_LIST_DIR}/skillcall_static-targets.cmake)
endif()
