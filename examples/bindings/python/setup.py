# SPDX-License-Identifier: Apache-2.0
"""Takes skillcall_ffi.h along, which the package reads: from its own folder, or else from where skillcall is installed."""

import os
import shutil
import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HEADER = "skillcall_ffi.h"


def installed():
    """Where skillcall_ffi.h may be, as an installation has it."""
    if "SKILLCALL_FFI_HEADER" in os.environ:
        yield Path(os.environ["SKILLCALL_FFI_HEADER"])
    if shutil.which("pkg-config"):
        found = subprocess.run(["pkg-config", "--variable=includedir", "skillcall"],
                               check=False, capture_output=True, text=True)
        yield Path(found.stdout.strip(), "skillcall", HEADER)
    for prefix in "/usr/local", "/usr":
        yield Path(prefix, "include", "skillcall", HEADER)


class BuildWithHeader(build_py):
    def run(self):
        super().run()
        target = Path(self.build_lib, "skillcall", HEADER)
        if self.editable_mode or target.is_file():
            return
        for place in installed():
            if place.is_file():
                shutil.copyfile(place, target)
                return
        raise SystemExit(f"{HEADER} is missing: install the C library skillcall first, or name "
                         "the file in SKILLCALL_FFI_HEADER")


setup(cmdclass={"build_py": BuildWithHeader})
