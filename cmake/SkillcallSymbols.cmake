# SPDX-License-Identifier: Apache-2.0
# Both libraries show the symbols of cmake/symbols.txt and no other.

# skillcall_export_listed(TARGET): limits a shared library to the listed symbols and gives them the
# version node SKILLCALL_0.
function(skillcall_export_listed target)
    if(APPLE)
        return()
    endif()
    set(list ${PROJECT_SOURCE_DIR}/cmake/symbols.txt)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
    file(STRINGS ${list} symbols)
    list(JOIN symbols ";\n    " symbols)
    set(script ${CMAKE_CURRENT_BINARY_DIR}/${target}.map)
    file(CONFIGURE OUTPUT ${script} @ONLY CONTENT
"SKILLCALL_@PROJECT_VERSION_MAJOR@ {
global:
    @symbols@;
local:
    *;
};
")
    target_link_options(${target} PRIVATE -Wl,--version-script=${script})
    set_target_properties(${target} PROPERTIES LINK_DEPENDS ${script})
endfunction()

# skillcall_one_object(OBJECTS RESULT [ARCHIVE...]): joins an object library, and what it needs of the
# archives, into one object in which all symbols but the listed are local, so that a static library
# shows no more than the shared one.
function(skillcall_one_object objects result)
    if(APPLE OR NOT UNIX OR NOT CMAKE_OBJCOPY)
        set(${result} $<TARGET_OBJECTS:${objects}> PARENT_SCOPE)
        return()
    endif()
    set(list ${PROJECT_SOURCE_DIR}/cmake/symbols.txt)
    set(joined ${CMAKE_CURRENT_BINARY_DIR}/skillcall-$<CONFIG>.o)
    add_custom_command(
        OUTPUT ${joined}
        COMMAND ${CMAKE_LINKER} -r -o ${joined} $<TARGET_OBJECTS:${objects}> ${ARGN}
        COMMAND ${CMAKE_OBJCOPY} --keep-global-symbols=${list} ${joined}
        DEPENDS ${objects} $<TARGET_OBJECTS:${objects}> ${list}
        COMMENT "Joining the objects of the static library"
        COMMAND_EXPAND_LISTS VERBATIM)
    set(${result} ${joined} PARENT_SCOPE)
endfunction()
