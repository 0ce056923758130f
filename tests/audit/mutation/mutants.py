# SPDX-License-Identifier: Apache-2.0
"""Makes the mutants of one C file, from the syntax tree that libclang gives.

A mutant changes one place:
  a comparison, an arithmetic or a logical operator becomes another one, `!` and `-` are taken away;
  a condition, or a value that is true or false, becomes always true and always false;
  a number or a character becomes one more, one less and 0;
  a value that is returned becomes 0 or NULL, and from a public function one more;
  a call, an assignment, a jump, a `case` or an `else` is taken away.
The size of an array is left alone: a test cannot see room to spare. So are texts, and what macros
stand for."""
import dataclasses
import re

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
    """`old -> new`, with what stands around it; `text` is the whole changed file."""
    file: str
    line: int
    function: str
    change: str
    text: str

    @property
    def name(self):
        return f"{self.file}: {self.function}: {self.change}"


class Reader:
    def __init__(self, file, path, arguments):
        self.file = file
        self.source = path.read_text(encoding="latin-1")  # one character is one byte
        unit = cindex.Index.create().parse(str(path), args=arguments)
        errors = [str(d) for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
        if errors:
            raise SystemExit("\n".join(errors))
        self.places = {}  # (start, end, new text) -> Mutant
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

    def replace(self, start, end, new, ancestors):
        """Notes a mutant; shows it in as much of what is around it as is short."""
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
        self.places.setdefault((start, end, new), Mutant(
            self.file, self.source.count("\n", 0, start) + 1, function,
            " ".join(f"{old_text} -> {new_text or '(nothing)'}".split()),
            self.source[:start] + new + self.source[end:]))

    def replace_cursor(self, cursor, new, ancestors):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        if start < end and self.source[start:end] != new:
            self.replace(start, end, new, ancestors)

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
            self.replace(cursor.extent.start.offset, children[-1].extent.start.offset, "", inner)
        for condition, may_hang in self.conditions(cursor, children, ancestors):
            self.replace_cursor(condition, "0", inner)
            if not may_hang:
                self.replace_cursor(condition, "1", inner)
        if cursor.kind in PLACES_OF_STATEMENTS:
            for child in children:
                if child.kind in STATEMENTS and self.source[child.extent.end.offset] == ";":
                    if cursor.kind != Kind.FOR_STMT or child == children[-1]:
                        self.replace_cursor(child, "", inner)
        if cursor.kind == Kind.IF_STMT and len(children) == 3:
            if children[2].kind in (Kind.COMPOUND_STMT, Kind.IF_STMT):
                self.replace_cursor(children[2], "{}", inner)

    def visit_operator(self, left, right, inner):
        start, end = left.extent.end.offset, right.extent.start.offset
        for new in OPERATORS.get(self.source[start:end].strip(), []):
            self.replace(start, end, f" {new} ", inner)

    def visit_unary(self, cursor, operand, inner):
        text, start, end = self.text(cursor), cursor.extent.start.offset, cursor.extent.end.offset
        for old, new in (("++", "--"), ("--", "++")):
            if text.startswith(old):
                self.replace(start, start + 2, new, inner)
            elif text.endswith(old):
                self.replace(end - 2, end, new, inner)
        if text[:1] in ("!", "-") and not text.startswith("--"):
            self.replace(start, operand.extent.start.offset, "", inner)

    def visit_literal(self, cursor, ancestors):
        text = self.text(cursor)
        if text in ("true", "false"):
            self.replace_cursor(cursor, "false" if text == "true" else "true", ancestors)
        elif text.startswith("'"):
            for new in (f"({text} + 1)", f"({text} - 1)"):
                self.replace_cursor(cursor, new, ancestors)
        elif re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)[uUlL]*", text):
            number = int(text.rstrip("uUlL"), 0)
            for new in {number + 1, number - 1, 0}:
                self.replace_cursor(cursor, str(new) if new >= 0 else f"({new})", ancestors)

    def visit_return(self, cursor, children, ancestors):
        if not children:
            self.replace_cursor(cursor, "", ancestors)
        elif children[0].type.get_canonical().kind == TypeKind.POINTER:
            self.replace_cursor(children[0], "NULL", [*ancestors, cursor])
        elif not self.returns_truth(ancestors):
            value = self.text(children[0])
            self.replace_cursor(children[0], "0", [*ancestors, cursor])
            if self.is_public(ancestors):
                self.replace_cursor(children[0], f"({value}) + 1", [*ancestors, cursor])

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
    places = Reader(file, path, arguments).places
    return [places[key] for key in sorted(places)]
