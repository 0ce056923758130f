# SPDX-License-Identifier: Apache-2.0
# skillcall_ffi.h: the public headers as foreign-function interfaces read them.
file(GLOB public_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/skillcall/*.h)
set(skillcall_ffi_header ${PROJECT_BINARY_DIR}/include/skillcall/skillcall_ffi.h)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include/skillcall)
add_custom_command(
    OUTPUT ${skillcall_ffi_header}
    COMMAND ${PROJECT_SOURCE_DIR}/cmake/ffi-header ${PROJECT_SOURCE_DIR}/include
            > ${skillcall_ffi_header}
    DEPENDS ${PROJECT_SOURCE_DIR}/cmake/ffi-header ${public_headers}
    COMMENT "Writing skillcall_ffi.h"
    VERBATIM)
add_custom_target(skillcall_ffi_header ALL DEPENDS ${skillcall_ffi_header})

# skillcall-api.json: the same with what the comments tell, for generators of bindings. Only a build
# that finds Python has it.
find_package(Python3 3.8 QUIET COMPONENTS Interpreter)
if(Python3_FOUND)
    set(skillcall_api_description ${PROJECT_BINARY_DIR}/include/skillcall/skillcall-api.json)
    add_custom_command(
        OUTPUT ${skillcall_api_description}
        COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/api-description
                ${PROJECT_SOURCE_DIR}/include > ${skillcall_api_description}
        DEPENDS ${PROJECT_SOURCE_DIR}/cmake/api-description ${public_headers}
        COMMENT "Writing skillcall-api.json"
        VERBATIM)
    add_custom_target(skillcall_api_description ALL DEPENDS ${skillcall_api_description})
endif()
