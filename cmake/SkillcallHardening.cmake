# SPDX-License-Identifier: Apache-2.0
# Hardens everything below the directory that includes this, where the compiler can do it;
# tests/tree/hardening looks for each property in what was built.
include(CheckCCompilerFlag)
include(CheckCSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

check_pie_supported(LANGUAGES C)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(CMAKE_REQUIRED_FLAGS -Werror) # a flag of another processor is but a warning to clang
foreach(flag -fstack-protector-strong -fstack-clash-protection
             -fcf-protection -mbranch-protection=standard) # the last two: of x86 and of Arm
    string(MAKE_C_IDENTIFIER "SKILLCALL_HAS${flag}" has)
    check_c_compiler_flag(${flag} ${has})
    if(${has})
        add_compile_options(${flag})
    endif()
endforeach()
unset(CMAKE_REQUIRED_FLAGS)

# Level 3 also knows the size of what was allocated, where compiler and C library can.
if(NOT CMAKE_C_FLAGS MATCHES _FORTIFY_SOURCE)
    set(CMAKE_REQUIRED_FLAGS "-O2 -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
    check_c_source_compiles("#include <string.h>\nint main(void) { return 0; }" SKILLCALL_HAS_FORTIFY_3)
    unset(CMAKE_REQUIRED_FLAGS)
    set(skillcall_optimised $<CONFIG:Release,RelWithDebInfo,MinSizeRel>)
    set(skillcall_fortify $<IF:$<BOOL:${SKILLCALL_HAS_FORTIFY_3}>,3,2>)
    add_compile_options($<${skillcall_optimised}:-U_FORTIFY_SOURCE>
                        $<${skillcall_optimised}:-D_FORTIFY_SOURCE=${skillcall_fortify}>)
endif()

check_linker_flag(C -Wl,-z,relro,-z,now SKILLCALL_HAS_RELRO)
if(SKILLCALL_HAS_RELRO)
    add_link_options(-Wl,-z,relro,-z,now)
endif()
