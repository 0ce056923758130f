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
