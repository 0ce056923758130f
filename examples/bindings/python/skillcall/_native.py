# SPDX-License-Identifier: Apache-2.0
"""The C library behind the package: skillcall_ffi.h as it is, read by cffi in ABI mode.

A wheel has library and header in this folder. SKILLCALL_LIBRARY and SKILLCALL_FFI_HEADER name them
where they are neither here nor in their usual places.
"""

import json
import math
import os
import sys
from pathlib import Path
from typing import Any, Mapping, Optional, Union

from cffi import FFI

_HEADER = "skillcall_ffi.h"
_LIBRARY = "libskillcall.0.dylib" if sys.platform == "darwin" else "libskillcall.so.0"


def _header() -> str:
    named = os.environ.get("SKILLCALL_FFI_HEADER")
    files = [named] if named else [str(Path(__file__).with_name(_HEADER)),
                                   f"/usr/local/include/skillcall/{_HEADER}",
                                   f"/usr/include/skillcall/{_HEADER}"]
    for file in files:
        if os.path.isfile(file):
            return Path(file).read_text(encoding="utf-8")
    raise ImportError(f"{_HEADER} is missing; looked for {', '.join(files)}; install skillcall, or "
                      "name the file in SKILLCALL_FFI_HEADER")


def _load() -> Any:
    inside = Path(__file__).with_name(_LIBRARY)
    usual = str(inside) if inside.is_file() else _LIBRARY
    try:
        return ffi.dlopen(os.environ.get("SKILLCALL_LIBRARY") or usual)
    except OSError as failure:
        raise ImportError(f"{failure}; install skillcall, or name the library in "
                          "SKILLCALL_LIBRARY") from failure


ffi: Any = FFI()
ffi.cdef(_header())
lib: Any = _load()
NULL: Any = ffi.NULL

_of_header = (lib.SKILLCALL_VERSION_MAJOR * 10000 + lib.SKILLCALL_VERSION_MINOR * 100
              + lib.SKILLCALL_VERSION_PATCH)
if lib.skillcall_version_number() < _of_header:
    raise ImportError(f"{_HEADER} is of a later version than the library, "
                      f"{ffi.string(lib.skillcall_version()).decode()}")


def encode(text: str) -> bytes:
    """UTF-8. Python's own exception would hold the text, which may be a token or have one inside."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as failure:
        place = failure.start
    raise ValueError(f"a text must be Unicode, without the lone surrogate at index {place}")


def text(pointer: Any) -> Optional[str]:
    """A copy of a string that the library lends, None for NULL."""
    return None if pointer == NULL else ffi.string(pointer).decode("utf-8", "replace")


def _finite(value: Any) -> Any:
    """null for what JSON has no number for: json.loads reads 1e400 as infinity."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: _finite(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(element) for element in value]
    return value


def document(value: Union[str, bytes, Mapping[str, Any]]) -> bytes:
    """A document for C, which is a pointer and a length."""
    if isinstance(value, Mapping):
        value = json.dumps(_finite(value))
    return encode(value) if isinstance(value, str) else memoryview(value).tobytes()


def milliseconds(seconds: Optional[float]) -> Optional[int]:
    """Seconds as the library counts them. No time at all is -1, which it refuses."""
    if seconds is None:
        return None
    return max(1, round(min(seconds, 1e6) * 1000)) if seconds > 0 else -1


def address(pointer: Any) -> int:
    """What identifies an object of the library."""
    return int(ffi.cast("uintptr_t", pointer))
