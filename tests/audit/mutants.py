# SPDX-License-Identifier: Apache-2.0
"""Makes the mutants of one C file, from the syntax tree that libclang gives.

A mutant changes one place:
  a comparison, an arithmetic or a logical operator becomes another one, `!` and `-` are taken away;
  a condition, or a value that is true or false, becomes always true and always false;
  a number or a character becomes one more, one less and 0;
  a value that is returned becomes 0 or NULL, and from a public function one more;
  a call, an assignment, a jump, a `case` or an `else` is taken away.
The size of an array is left alone: a test cannot see room to spare. So are texts, and what macros
stand for.

A mutant has the name of its function, or of the constant outside of all functions, then what is changed,
its number among all that are alike there, and what becomes of it: `skillcall__is_e164: <= 1: <` makes the
first `<=` of that function a `<`. So a name holds nothing of the source that may be written in another way.

    mutants.py FILE [NAME]
lists the mutants of a file of src with their names, or prints the file as the mutant with this name has it.
"""
import collections
import dataclasses
import pathlib
import re
import subprocess
import sys

from clang import cindex
from clang.cindex import CursorKind as Kind, TypeKind

OPERATORS = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
    "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["/"],
    "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"], "^": ["|"],
    "+=": ["-="], "-=": ["+="], "*=": ["="], "/=": ["="], "|=": ["&=", "="], "&=": ["|=", "="],
}
STATEMENTS = {Kind.CALL_EXPR, Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR,
              Kind.UNARY_OPERATOR, Kind.BREAK_STMT, Kind.CONTINUE_STMT}
PLACES_OF_STATEMENTS = {Kind.COMPOUND_STMT, Kind.IF_STMT, Kind.FOR_STMT, Kind.WHILE_STMT,
                        Kind.CASE_STMT, Kind.DEFAULT_STMT}
SHOWN_MAX = 64


@dataclasses.dataclass(frozen=True)
class Mutant:
    """`shown` is `old -> new`, with what stands around it; `text` is the whole changed file."""
    name: str
    file: str
    line: int
    shown: str
    text: str


@dataclasses.dataclass(frozen=True)
class Change:
    function: str
    kind: str
    becomes: str
    line: int
    shown: str
    text: str


class Reader:
    def __init__(self, file, path, arguments):
        self.file = file
        self.source = path.read_text(encoding="latin-1")  # one character is one byte
        unit = cindex.Index.create().parse(str(path), args=arguments)
        errors = [str(d) for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
        if errors:
            raise SystemExit("\n".join(errors))
        self.places = {}  # (start, end, new text) -> Change
        for cursor in unit.cursor.get_children():
            if cursor.location.file and cursor.location.file.name == str(path):
                self.walk(cursor, [])

    def text(self, cursor):
        return self.source[cursor.extent.start.offset:cursor.extent.end.offset]

    def walk(self, cursor, ancestors):
        self.visit(cursor, list(cursor.get_children()), ancestors)
        for child in cursor.get_children():
            if not self.is_array_size(child, cursor):
                self.walk(child, [*ancestors, cursor])

    def is_array_size(self, cursor, parent):
        before = self.source[parent.extent.start.offset:cursor.extent.start.offset]
        return parent.kind in (Kind.VAR_DECL, Kind.FIELD_DECL, Kind.PARM_DECL) and \
            before.endswith("[")

    def replace(self, start, end, new, ancestors, kind, becomes):
        """Notes a change; shows it in as much of what is around it as is short."""
        shown = (start, end)
        for ancestor in reversed(ancestors):
            around = (ancestor.extent.start.offset, ancestor.extent.end.offset)
            if around[1] - around[0] > SHOWN_MAX or not around[0] <= start <= end <= around[1]:
                break
            shown = around
        old_text = self.source[shown[0]:shown[1]]
        new_text = self.source[shown[0]:start] + new + self.source[end:shown[1]]
        function = next((a.spelling for a in ancestors if a.kind == Kind.FUNCTION_DECL),
                        next((a.spelling for a in ancestors if a.spelling), ""))
        self.places.setdefault((start, end, new), Change(
            function, kind, becomes, self.source.count("\n", 0, start) + 1,
            " ".join(f"{old_text} -> {new_text or '(nothing)'}".split()),
            self.source[:start] + new + self.source[end:]))

    def replace_cursor(self, cursor, new, ancestors, kind, becomes):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        if start < end and self.source[start:end] != new:
            self.replace(start, end, new, ancestors, kind, becomes)

    def mutants(self):
        """All, in the order of their places, with their names."""
        alike = collections.defaultdict(list)  # (function, kind) -> the places of each
        for (start, end, _), change in sorted(self.places.items(), key=lambda item: item[0]):
            places = alike[change.function, change.kind]
            if (start, end) not in places:
                places.append((start, end))
            name = f"{self.file}: {change.function}: {change.kind} {len(places)}: {change.becomes}"
            yield Mutant(name, self.file, change.line, change.shown, change.text)

    def visit(self, cursor, children, ancestors):
        inner = [*ancestors, cursor]
        if cursor.kind in (Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR):
            self.visit_operator(*children, inner)
        elif cursor.kind == Kind.UNARY_OPERATOR:
            self.visit_unary(cursor, children[0], inner)
        elif cursor.kind in (Kind.INTEGER_LITERAL, Kind.CHARACTER_LITERAL):
            self.visit_literal(cursor, ancestors)
        elif cursor.kind == Kind.RETURN_STMT:
            self.visit_return(cursor, children, ancestors)
        elif cursor.kind in (Kind.CASE_STMT, Kind.DEFAULT_STMT):
            self.replace(cursor.extent.start.offset, children[-1].extent.start.offset, "", inner,
                         "case", "gone")
        for condition, may_hang in self.conditions(cursor, children, ancestors):
            self.replace_cursor(condition, "0", inner, "condition", "false")
            if not may_hang:
                self.replace_cursor(condition, "1", inner, "condition", "true")
        if cursor.kind in PLACES_OF_STATEMENTS:
            for child in children:
                if child.kind in STATEMENTS and self.source[child.extent.end.offset] == ";":
                    if cursor.kind != Kind.FOR_STMT or child == children[-1]:
                        self.replace_cursor(child, "", inner, "statement", "gone")
        if cursor.kind == Kind.IF_STMT and len(children) == 3:
            if children[2].kind in (Kind.COMPOUND_STMT, Kind.IF_STMT):
                self.replace_cursor(children[2], "{}", inner, "else", "gone")

    def visit_operator(self, left, right, inner):
        start, end = left.extent.end.offset, right.extent.start.offset
        old = self.source[start:end].strip()
        for new in OPERATORS.get(old, []):
            self.replace(start, end, f" {new} ", inner, old, new)

    def visit_unary(self, cursor, operand, inner):
        text, start, end = self.text(cursor), cursor.extent.start.offset, cursor.extent.end.offset
        for old, new in (("++", "--"), ("--", "++")):
            if text.startswith(old):
                self.replace(start, start + 2, new, inner, old, new)
            elif text.endswith(old):
                self.replace(end - 2, end, new, inner, old, new)
        if text[:1] in ("!", "-") and not text.startswith("--"):
            self.replace(start, operand.extent.start.offset, "", inner, text[0], "gone")

    def visit_literal(self, cursor, ancestors):
        text = self.text(cursor)
        if text in ("true", "false"):
            new = "false" if text == "true" else "true"
            self.replace_cursor(cursor, new, ancestors, text, new)
        elif text.startswith("'"):
            self.replace_cursor(cursor, f"({text} + 1)", ancestors, "character", "one more")
            self.replace_cursor(cursor, f"({text} - 1)", ancestors, "character", "one less")
        elif re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)[uUlL]*", text):
            number = int(text.rstrip("uUlL"), 0)
            changes = {0: "0", number - 1: "one less", number + 1: "one more"}
            for new, becomes in changes.items():
                self.replace_cursor(cursor, str(new) if new >= 0 else f"({new})", ancestors, "number", becomes)

    def visit_return(self, cursor, children, ancestors):
        inner = [*ancestors, cursor]
        if not children:
            self.replace_cursor(cursor, "", ancestors, "return", "gone")
        elif children[0].type.get_canonical().kind == TypeKind.POINTER:
            self.replace_cursor(children[0], "NULL", inner, "return", "NULL")
        elif not self.returns_truth(ancestors):
            value = self.text(children[0])
            self.replace_cursor(children[0], "0", inner, "return", "0")
            if self.is_public(ancestors):
                self.replace_cursor(children[0], f"({value}) + 1", inner, "return", "one more")

    @staticmethod
    def is_public(ancestors):
        """Whether a function's value is documented; within the library, often only 0 counts."""
        name = next(a.spelling for a in ancestors if a.kind == Kind.FUNCTION_DECL)
        return name.startswith("skillcall_") and not name.startswith("skillcall__")

    @staticmethod
    def returns_truth(ancestors):
        function = next(a for a in ancestors if a.kind == Kind.FUNCTION_DECL)
        return function.result_type.get_canonical().kind == TypeKind.BOOL

    def conditions(self, cursor, children, ancestors):
        """What is true or false in this cursor, and whether a loop waits for its end."""
        if cursor.kind in (Kind.IF_STMT, Kind.CONDITIONAL_OPERATOR):
            yield children[0], False
        elif cursor.kind == Kind.WHILE_STMT:
            yield children[0], True
        elif cursor.kind == Kind.FOR_STMT:
            start = cursor.extent.start.offset
            for child in children:
                if self.source[start:child.extent.start.offset].count(";") == 1:
                    yield child, True
        elif cursor.kind == Kind.RETURN_STMT and children and self.returns_truth(ancestors):
            yield children[0], False
        elif cursor.kind == Kind.VAR_DECL and cursor.type.get_canonical().kind == TypeKind.BOOL:
            yield from ((child, False) for child in children if child.kind.is_expression())
        elif cursor.kind == Kind.BINARY_OPERATOR:
            operator = self.source[children[0].extent.end.offset:children[1].extent.start.offset]
            is_truth = cursor.type.get_canonical().kind == TypeKind.BOOL
            if operator.strip() in ("&&", "||"):
                yield from ((child, False) for child in children)
            elif operator.strip() == "=" and is_truth:
                yield children[1], False


def mutants_of(file, path, arguments):
    """The mutants of the file at path, in the order of their places."""
    return list(Reader(file, path, arguments).mutants())


def main(file, name=None):
    flags = subprocess.run(["pkg-config", "--cflags", "jansson", "uuid", "sofia-sip-ua"], check=True,
                           capture_output=True, text=True).stdout.split()
    mutants = mutants_of(file, pathlib.Path(file), ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Iinclude",
                                                    "-Isrc", "-Isrc/emulator", *flags])
    if name is None:
        for mutant in mutants:
            print(f"{mutant.line}: {mutant.name}: {mutant.shown}")
        return
    texts = [mutant.text for mutant in mutants if mutant.name == f"{file}: {name}"]
    if not texts:
        sys.exit(f"{file} has no mutant {name}")
    sys.stdout.buffer.write(texts[0].encode("latin-1"))


if __name__ == "__main__":
    main(*sys.argv[1:])
