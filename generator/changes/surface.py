"""Two public surfaces, as api.txt lists them: what a change of generator or templates does to the caller's code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from generator.changes.change import Change
from generator.changes.rules import Code

_NAME = re.compile(r"[\w.]+")


def surface_changes(old: Iterable[str], new: Iterable[str]) -> tuple[Change, ...]:
    """A change for each name that came, went or reads differently; the asynchronous twin of another is not repeated."""
    before, after = ({_name(line): line for line in lines} for lines in (old, new))
    found = [
        one for name in dict.fromkeys((*before, *after)) for one in _change(name, before.get(name), after.get(name))
    ]
    names = {name for name, _ in found}
    return tuple(change for name, change in found if not name.startswith("Async") or name[5:] not in names)


def _name(line: str) -> str:
    match = _NAME.match(line)
    return match[0] if match else line


def _change(name: str, before: str | None, after: str | None) -> Iterator[tuple[str, Change]]:
    if before == after:
        return
    if before is None:
        required = _is_required(after or "")
        yield name, _told("added", "breaks" if required else "gains", f"{after} is new", after)
    elif after is None:
        yield name, _told("removed", "breaks", f"{before} is gone", before)
    else:
        code: Code = "gains" if _only_gains(name, before, after) else "breaks"
        yield name, _told("changed", code, f"{after} ({before} before)", before + after)


def _told(action: str, code: Code, says: str, text: str | None) -> Change:
    return Change(
        direction="api",
        area="surface",
        action=action,
        installed="runs",
        code=code,
        says=says,
        fingerprint=sha256(f"surface {action} {text}".encode()).hexdigest()[:12],
        because=(
            "installed clients keep running",
            "code that uses it must be changed" if code == "breaks" else "your code may use it",
        ),
    )


def _only_gains(name: str, before: str, after: str) -> bool:
    """Whether code that was written for the line before still runs with the one after.

    A signature may gain arguments that can be left out. A type of models/ may become wider where it is sent, and
    narrower where it is received.
    """
    if name.startswith("models."):
        old, new = (_members(line.removeprefix(name)) for line in (before, after))
        is_sent = name.split(".")[1].endswith("Input")
        return old <= new and not _is_required(after) if is_sent else new <= old or " = " in before and old <= new
    old_signature, new_signature = _arguments(before), _arguments(after)
    if old_signature is None or new_signature is None or old_signature[1] != new_signature[1]:
        return False
    (old_ones, _), (new_ones, _) = old_signature, new_signature
    kept = [one for one in new_ones if one in old_ones]
    return kept == old_ones and all("=" in one for one in new_ones if one not in old_ones)


def _members(type: str) -> set[str]:
    return set(type.removeprefix(" = ").removeprefix(": ").removeprefix("Required ").split(" | "))


def _is_required(line: str) -> bool:
    return ": Required " in line


def _arguments(line: str) -> tuple[list[str], str] | None:
    """The arguments of a signature, each as written, and what it returns."""
    head, _, rest = line.partition("(")
    if not rest:
        return None
    try:
        tree = ast.parse(f"def f({rest}: ...").body[0]
    except SyntaxError:
        return None
    if not isinstance(tree, ast.FunctionDef):
        return None
    given, positional = tree.args, tree.args.args
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    texts = [f"positional {one}" for one in map(_argument, positional, defaults)]
    texts += list(map(_argument, given.kwonlyargs, given.kw_defaults))
    return texts, f"{head} {ast.unparse(tree.returns) if tree.returns else ''}"


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")
