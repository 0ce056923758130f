# SPDX-License-Identifier: Apache-2.0
# skillcall_warnings(TARGET...): the project's warnings, without SKILLCALL_WARNINGS_OFF, as errors where
# SKILLCALL_WERROR is on.
function(skillcall_warnings)
    foreach(target ${ARGN})
        target_compile_options(${target} PRIVATE
            -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
            $<$<C_COMPILER_ID:Clang>:-Wdocumentation>
            ${SKILLCALL_WARNINGS_OFF}
            $<$<BOOL:${SKILLCALL_WERROR}>:-Werror>)
    endforeach()
endfunction()
