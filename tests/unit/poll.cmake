# SPDX-License-Identifier: Apache-2.0
# The library as it is where there is no epoll: only one of its files differs, and it has no descriptor
# for event loops.
add_library(poller_poll OBJECT ${PROJECT_SOURCE_DIR}/src/base/poller_poll.c)
target_include_directories(poller_poll PRIVATE
    ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
set_target_properties(poller_poll PROPERTIES
    C_VISIBILITY_PRESET hidden POSITION_INDEPENDENT_CODE ON)
skillcall_warnings(poller_poll)

add_library(objects_with_poll INTERFACE)
target_sources(objects_with_poll INTERFACE
    $<FILTER:$<TARGET_OBJECTS:skillcall_objects>,EXCLUDE,poller_epoll> $<TARGET_OBJECTS:poller_poll>)
target_link_libraries(objects_with_poll INTERFACE
    PkgConfig::SKILLCALL_CURL PkgConfig::SKILLCALL_JANSSON PkgConfig::SKILLCALL_UUID Threads::Threads)

add_library(skillcall_with_poll SHARED)
set_target_properties(skillcall_with_poll PROPERTIES
    OUTPUT_NAME skillcall SOVERSION ${PROJECT_VERSION_MAJOR} LINKER_LANGUAGE C
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/poll)
target_link_libraries(skillcall_with_poll PRIVATE objects_with_poll)
skillcall_export_listed(skillcall_with_poll)

# That file alone, and what the system may refuse it.
unit_test(base/poller_poll objects_with_poll)
target_include_directories(unit_base_poller_poll PRIVATE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
target_link_options(unit_base_poller_poll PRIVATE
    LINKER:--wrap=pipe,--wrap=fcntl,--wrap=poll,--wrap=read,--wrap=write)

# Those unit tests that ask for no such descriptor, and the command over real sockets.
foreach(path engine/call_end engine/engine engine/fork engine/log engine/retry engine/threads
        service/lookup service/outcome)
    string(REPLACE "/" "_" target unit/${path})
    add_test(NAME poll/unit/${path} COMMAND ${target})
    set_tests_properties(poll/unit/${path} PROPERTIES
        ENVIRONMENT LD_LIBRARY_PATH=${CMAKE_CURRENT_BINARY_DIR}/poll)
endforeach()
if(SKILLCALL_BUILD_COMMAND)
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    add_test(NAME poll/integration/start
             COMMAND Python3::Interpreter -B -m unittest test_start.Results.test_a_call_that_is_placed
                     test_start.Results.test_a_deadline test_start.Ends
             WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/tests/integration)
    set_tests_properties(poll/integration/start PROPERTIES
        ENVIRONMENT "LD_LIBRARY_PATH=${CMAKE_CURRENT_BINARY_DIR}/poll;SKILLCALL_BIN=${skillcall_bin};SKILLCALL_LIBEXEC=${skillcall_libexec}"
        FAIL_REGULAR_EXPRESSION "skipped=[1-9];Ran 0 tests"
        TIMEOUT 60)
endif()
