# SPDX-License-Identifier: Apache-2.0
"""Takes skillcall_ffi.h along, which the package reads and which has its version: from its own folder, or else from
where skillcall is installed. With the library in its folder, the package is for one platform."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

HEADER = "skillcall_ffi.h"
PACKAGE = Path(__file__).parent / "skillcall"


def places():
    """Where skillcall_ffi.h may be."""
    yield PACKAGE / HEADER
    if "SKILLCALL_FFI_HEADER" in os.environ:
        yield Path(os.environ["SKILLCALL_FFI_HEADER"])
    if shutil.which("pkg-config"):
        found = subprocess.run(["pkg-config", "--variable=includedir", "skillcall"],
                               check=False, capture_output=True, text=True)
        yield Path(found.stdout.strip(), "skillcall", HEADER)
    for prefix in "/usr/local", "/usr":
        yield Path(prefix, "include", "skillcall", HEADER)


def find_header():
    for place in places():
        if place.is_file():
            return place
    raise SystemExit(f"{HEADER} is missing: install the C library skillcall first, or name "
                     "the file in SKILLCALL_FFI_HEADER")


class BuildWithHeader(build_py):
    def run(self):
        super().run()
        target = Path(self.build_lib, "skillcall", HEADER)
        if not self.editable_mode and not target.is_file():
            shutil.copyfile(header, target)


class ForPlatform(Distribution):
    def has_ext_modules(self):
        return (PACKAGE / "libskillcall.so.0").is_file()


header = find_header()
version = re.findall(r"SKILLCALL_VERSION_(?:MAJOR|MINOR|PATCH) = (\d+)", header.read_text(encoding="utf-8"))
setup(version=".".join(version), cmdclass={"build_py": BuildWithHeader}, distclass=ForPlatform)
