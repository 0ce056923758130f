# SPDX-License-Identifier: Apache-2.0
"""What must not be found, and where it is looked for."""
import base64
import re
import secrets

PAGE = 4096
AT_ONCE = 1 << 24  # bytes of memory
SHADOW = 1 << 30   # what is larger is a sanitizer's book-keeping

# Random digits, among which those of a number may be.
UUID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# What ends a telephone number and may be told.
LAST_DIGITS = 4


class Token:
    """A bearer token that differs from run to run, so that nothing else can look like it."""

    def __init__(self):
        self.halves = [secrets.token_hex(10) for _ in range(2)]

    def numbered(self, number):
        """The token of one failure path, so that what is found tells where it came from."""
        return "Atza-%s.%04d.%s" % (self.halves[0], number, self.halves[1])


def encoded(text):
    """The forms in which a text may lie in memory: as it is, escaped for JSON, in base64."""
    plain = text.encode("ascii")
    yield plain
    yield "".join("\\u%04x" % byte for byte in plain).encode("ascii")
    for shift in range(3):
        code = base64.b64encode(b"." * shift + plain)
        yield code[4 if shift else 0:-4]


class Needles:
    def __init__(self, token, numbers):
        self._plain = [half.encode("ascii") for half in token.halves]
        self._numbers = [number.lstrip("+").encode("ascii") for number in numbers]
        forms = [form for half in token.halves for form in encoded(half)]
        forms += [number[:-LAST_DIGITS] for number in self._numbers]
        self._in_memory = re.compile(b"|".join(map(re.escape, forms)))
        told = [re.escape(half) for half in self._plain]
        told += [rb"[^0-9a-zA-Z]*".join(bytes([digit]) for digit in number[-LAST_DIGITS - 1:])
                 for number in self._numbers]
        told += [number[:-LAST_DIGITS] for number in self._numbers]
        self._in_text = re.compile(b"|".join(told))

    def in_text(self, text):
        """The lines of a text that tell a secret."""
        return [line for line in text.splitlines() if self._in_text.search(UUID.sub(b"", line))]

    def in_memory(self, pid):
        """The bytes searched, and each find as (address, mapping, what lies around it)."""
        searched, found = 0, []
        with open("/proc/%d/mem" % pid, "rb", buffering=0) as memory:
            for start, end, name in writable(pid):
                for data, at in blocks(memory, start, end):
                    searched += len(data)
                    found += [(at + hit.start(), name, data[max(hit.start() - 60, 0):hit.end() + 40])
                              for hit in self._in_memory.finditer(data)]
        return searched, found


def writable(pid):
    """The mappings that a process can have put a secret into."""
    with open("/proc/%d/maps" % pid, encoding="utf-8") as lines:
        for line in lines:
            addresses, access, _, _, _, *name = line.split(maxsplit=5)
            if access.startswith("rw"):
                start, end = (int(address, 16) for address in addresses.split("-"))
                if end - start < SHADOW:
                    yield start, end, name[0].strip() if name else "anonymous"


def blocks(memory, start, end):
    """Reads a mapping in pieces that overlap by a page."""
    at = start
    while at < end:
        memory.seek(at)
        data = memory.read(min(AT_ONCE + PAGE, end - at))
        yield data, at
        at += AT_ONCE
