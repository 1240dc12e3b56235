"""Which functions of a package a test enters: told by the functions themselves, in a copy of the package made for that."""

from __future__ import annotations

import ast
import builtins
from pathlib import Path
from typing import cast

PLACE = "_entered_by_the_test"


def watched(out: Path, package: str) -> set[tuple[str, int]]:
    """Has every function below a folder note itself when it is entered; gives the set in which it does.

    A function is named by its file, relative to `out`, and its first line in the file as it was generated.
    """
    entered: set[tuple[str, int]] = set()
    setattr(builtins, PLACE, entered)
    for path in sorted((out / package).rglob("*.py")):
        tree = _Noting(path.relative_to(out).as_posix()).visit(ast.parse(path.read_bytes()))
        path.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    return entered


def first_line(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> int:
    """The first line of a function, decorators included."""
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return min([node.lineno, *(each.lineno for each in decorators)])


class _Noting(ast.NodeTransformer):
    """Puts a note at the beginning of every function."""

    def __init__(self, file: str) -> None:
        self._file = file

    def _note(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> ast.expr:
        entered = f"getattr(__import__('builtins'), {PLACE!r}, set())"  # other interpreters have none
        return ast.parse(f"{entered}.add(({self._file!r}, {first_line(node)}))", mode="eval").body

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:  # noqa: N802 (the name that ast asks for)
        return self._with_note(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:  # noqa: N802
        return self._with_note(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:  # noqa: N802
        self.generic_visit(node)
        node.body = ast.BoolOp(ast.Or(), [self._note(node), node.body])
        return node

    def _with_note(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        self.generic_visit(node)
        first = node.body[0]
        at = 1 if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else 0
        node.body.insert(at, cast(ast.stmt, ast.Expr(self._note(node))))
        return node
