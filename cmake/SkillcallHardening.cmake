# Hardens everything below the directory that includes this, where the compiler can do it.
include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)

check_pie_supported(LANGUAGES C)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(skillcall_optimised $<CONFIG:Release,RelWithDebInfo,MinSizeRel>)
foreach(flag -fstack-protector-strong -fcf-protection)
    string(MAKE_C_IDENTIFIER "SKILLCALL_HAS${flag}" has)
    check_c_compiler_flag(${flag} ${has})
    if(${has})
        add_compile_options(${flag})
    endif()
endforeach()
if(NOT CMAKE_C_FLAGS MATCHES _FORTIFY_SOURCE)
    add_compile_options($<${skillcall_optimised}:-U_FORTIFY_SOURCE>
                        $<${skillcall_optimised}:-D_FORTIFY_SOURCE=2>)
endif()
check_linker_flag(C -Wl,-z,relro,-z,now SKILLCALL_HAS_RELRO)
if(SKILLCALL_HAS_RELRO)
    add_link_options(-Wl,-z,relro,-z,now)
endif()
