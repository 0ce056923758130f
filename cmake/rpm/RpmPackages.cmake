# SPDX-License-Identifier: Apache-2.0
# Packages of RPM, named as Fedora names them. What a program links with is found out by rpm itself, so the packages are
# of the system that builds them.
#     cmake --workflow --preset rpm
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_RELEASE 1)
set(CPACK_RPM_PACKAGE_LICENSE Apache-2.0)
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
set(CPACK_RPM_SPEC_MORE_DEFINE "%define packager ${CPACK_PACKAGE_CONTACT}
%define _build_id_links none")

set(same_version "skillcall-libs = ${PROJECT_VERSION}-1")
set(CPACK_RPM_LIBRARY_PACKAGE_NAME skillcall-libs)
set(CPACK_RPM_LIBRARY_PACKAGE_SUMMARY "Library that starts Alexa communication sessions")
set(CPACK_RPM_LIBRARY_PACKAGE_REQUIRES "(libcurl >= 7.85 or libcurl4 >= 7.85)") # for options, which are no symbols
set(CPACK_RPM_LIBRARY_POST_INSTALL_SCRIPT_FILE ${CMAKE_CURRENT_LIST_DIR}/ldconfig)
set(CPACK_RPM_LIBRARY_POST_UNINSTALL_SCRIPT_FILE ${CMAKE_CURRENT_LIST_DIR}/ldconfig)
set(CPACK_RPM_DEVELOPMENT_PACKAGE_NAME skillcall-devel)
set(CPACK_RPM_DEVELOPMENT_PACKAGE_SUMMARY "Headers and documentation of libskillcall")
set(CPACK_RPM_DEVELOPMENT_PACKAGE_REQUIRES "${same_version}, pkgconfig(libcurl), pkgconfig(jansson), pkgconfig(uuid)")
set(CPACK_RPM_COMMAND_PACKAGE_NAME skillcall)
set(CPACK_RPM_COMMAND_PACKAGE_SUMMARY "Command that places skill calls, and an emulator of the Alexa API")
set(CPACK_RPM_COMMAND_PACKAGE_REQUIRES "${same_version}")

# Folders that other packages own.
set(share ${CMAKE_INSTALL_PREFIX}/share)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    ${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/cmake ${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/pkgconfig
    ${CMAKE_INSTALL_PREFIX}/libexec ${share}/man ${share}/man/man1 ${share}/man/man3
    ${share}/bash-completion ${share}/bash-completion/completions ${share}/fish ${share}/fish/vendor_completions.d
    ${share}/zsh ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
