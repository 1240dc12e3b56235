"""A type expression as black writes it at 120 columns: on one line if it fits, else one part a line."""

from __future__ import annotations

import ast
import unicodedata

from generator.docstrings import WIDTH, literal


def statement(head: str, expression: ast.expr, tail: str, indent: int) -> str:
    """`head`, the expression and `tail`: `name: `, `str | None`, ` = None`. The first line is indented too."""
    margin = " " * indent
    flat = margin + head + text(expression) + tail
    if fits(flat):
        return flat
    if tail == " = None" and fits(flat.removesuffix("None") + "("):
        return f"{flat.removesuffix('None')}(\n{margin}    None\n{margin})"
    if isinstance(expression, (ast.BinOp, ast.Name, ast.Constant)):
        return "\n".join([f"{margin}{head}(", *_body([expression], indent + 4), f"{margin}){tail}"])
    return "\n".join(_laid_out(head, expression, tail, indent))


def fits(line: str) -> bool:
    """Whether a line keeps within the width; wide characters (UAX 11) count as two."""
    if line.isascii():
        return len(line) <= WIDTH
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line) <= WIDTH


def text(expression: ast.expr) -> str:
    """The expression on one line."""
    match expression:
        case ast.Name():
            return expression.id
        case ast.Constant():
            return literal(expression.value)
        case ast.UnaryOp(op=ast.USub()):
            return f"-{text(expression.operand)}"
        case ast.BinOp(op=ast.BitOr()):
            return f"{text(expression.left)} | {text(expression.right)}"
        case ast.Subscript() | ast.Call():
            opening, parts, closing = _bracketed(expression)
            return opening + ", ".join(label + text(part) for label, part in parts) + closing
        case ast.Tuple():
            inner = ", ".join(text(part) for part in expression.elts)
            return f"({inner},)" if len(expression.elts) == 1 else f"({inner})"
        case _:
            return ast.unparse(expression)


def _bracketed(expression: ast.expr) -> tuple[str, list[tuple[str, ast.expr]], str]:
    """Opening, labelled parts and closing of an expression in brackets; no parts where there are none."""
    match expression:
        case ast.Subscript(slice=ast.Tuple() as several):
            return f"{text(expression.value)}[", [("", part) for part in several.elts], "]"
        case ast.Subscript():
            return f"{text(expression.value)}[", [("", expression.slice)], "]"
        case ast.Call():
            labelled = [(f"{each.arg}=", each.value) for each in expression.keywords]
            return f"{text(expression.func)}(", [*(("", part) for part in expression.args), *labelled], ")"
        case ast.Tuple():
            return "(", [("", part) for part in expression.elts], ")"
        case _:
            return "", [], ""


def _laid_out(head: str, expression: ast.expr, tail: str, indent: int) -> list[str]:
    """The lines of an expression, broken only where its line is too long."""
    margin = " " * indent
    flat = margin + head + text(expression) + tail
    opening, parts, closing = _bracketed(expression)
    if fits(flat) or not parts:
        return [flat]
    inner = [part for _, part in parts]
    labels = [label for label, _ in parts]
    return [margin + head + opening, *_body(inner, indent + 4, labels), margin + closing + tail]


def _body(parts: list[ast.expr], indent: int, labels: list[str] | None = None) -> list[str]:
    """What stands between brackets: one line if it fits, else a line a part, or a line an operand of the only part."""
    labels = labels or [""] * len(parts)
    flat = " " * indent + ", ".join(label + text(part) for label, part in zip(labels, parts))
    if fits(flat):
        return [flat]
    if len(parts) > 1:
        return [line for label, part in zip(labels, parts) for line in _element(label, part, ",", indent)]
    return _element(labels[0], parts[0], "", indent)


def _element(label: str, part: ast.expr, comma: str, indent: int) -> list[str]:
    """A part with its comma; the operands of a union that is too long stand below each other."""
    if fits(" " * indent + label + text(part) + comma) or not isinstance(part, ast.BinOp):
        return _laid_out(label, part, comma, indent)
    operands = _operands(part)
    last = len(operands) - 1
    heads = [label, *["| "] * last]
    tails = [*[""] * last, comma]
    return [line for each in zip(heads, operands, tails) for line in _laid_out(*each, indent)]


def _operands(expression: ast.expr) -> list[ast.expr]:
    if isinstance(expression, ast.BinOp):
        return [*_operands(expression.left), expression.right]
    return [expression]
