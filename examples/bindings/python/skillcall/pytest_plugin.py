# SPDX-License-Identifier: Apache-2.0
"""The emulator as a fixture of pytest.

    def test_support_is_called(skillcall_emulator):
        ...
        assert skillcall_emulator.calls(kind="session", wait=1)
"""

from typing import Iterator

import pytest

from .testing import Emulator


@pytest.fixture(scope="session")
def _skillcall_emulator() -> Iterator[Emulator]:
    with Emulator("--tls") as emulator:
        yield emulator


@pytest.fixture
def skillcall_emulator(_skillcall_emulator: Emulator) -> Emulator:
    """One emulator for all tests, which speaks TLS and forgets between them what it was asked."""
    _skillcall_emulator.clear()
    _skillcall_emulator.fault = "ok"
    return _skillcall_emulator
