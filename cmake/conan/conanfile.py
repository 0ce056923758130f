# SPDX-License-Identifier: Apache-2.0
"""The recipe for Conan 2, which takes the source tree that it is in: conan create cmake/conan"""

import re
from pathlib import Path

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, rmdir
from conan.tools.gnu import PkgConfigDeps


class Skillcall(ConanFile):
    name = "skillcall"
    description = "Starts Alexa communication sessions (skill calls)"
    license = "Apache-2.0"
    url = homepage = "https://github.com/skillcall/skillcall"
    topics = ("alexa", "alexa-skill", "communication", "sip", "phone-call")
    package_type = "library"
    languages = "C"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False]}
    default_options = {"shared": False}

    def set_version(self):
        header = Path(self.recipe_folder, "../../include/skillcall/version.h").read_text("utf-8")
        self.version = re.search(r'define SKILLCALL_VERSION "(.*)"', header).group(1)

    def export_sources(self):
        root = Path(self.recipe_folder, "../..").resolve()
        for pattern in ("CMakeLists.txt", "LICENSE", "README.md", "cmake/*", "docs/*", "examples/*",
                        "include/*", "pkgconfig/*", "src/*"):
            copy(self, pattern, root, self.export_sources_folder)

    def requirements(self):
        self.requires("libcurl/[>=7.85 <9]")
        self.requires("jansson/[>=2.11 <3]")
        self.requires("util-linux-libuuid/[>=2.36 <3]")

    def build_requirements(self):
        self.tool_requires("cmake/[>=3.25]")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        PkgConfigDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables.update(
            SKILLCALL_SHARED=self.options.shared, SKILLCALL_STATIC=not self.options.shared,
            SKILLCALL_BUILD_COMMAND=False, SKILLCALL_BUILD_EXAMPLES=False,
            SKILLCALL_BUILD_REFERENCE="OFF")
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, Path(self.package_folder, "licenses"))
        rmdir(self, Path(self.package_folder, "share"))
        rmdir(self, Path(self.package_folder, "lib", "cmake"))
        rmdir(self, Path(self.package_folder, "lib", "pkgconfig"))

    def package_info(self):
        self.cpp_info.libs = ["skillcall"]
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.system_libs = ["pthread"]
