"""Two public surfaces, as api.txt lists them: what a change of generator or templates does to the caller's code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from generator.changes.change import Change
from generator.changes.rules import Code

_NAME = re.compile(r"[\w.]+")
TESTING = "testing."


def surface_changes(old: Iterable[str], new: Iterable[str]) -> tuple[Change, ...]:
    """A change for each name that came, went or reads differently; the asynchronous twin of another is not repeated.

    Where the old record has no name of `testing` it is one from before they were recorded, which tells nothing of them.
    """
    before, after = ({_name(line): line for line in lines} for lines in (old, new))
    if not any(name.startswith(TESTING) for name in before):
        after = {name: line for name, line in after.items() if not name.startswith(TESTING)}
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
        subject = _called(name, after or "")
        yield name, _told("added", "breaks" if required else "gains", f"{subject} is new", after, subject)
    elif after is None:
        subject = _called(name, before)
        yield name, _told("removed", "breaks", f"{subject} is gone", before, subject)
    else:
        code: Code = "gains" if _only_gains(name, before, after) else "breaks"
        yield name, _told("changed", code, f"{after} ({before} before)", before + after)


def _called(name: str, line: str) -> str:
    """A line of api.txt in a sentence: a method of a resource as a caller writes it, anything else as it stands."""
    if not line.startswith(f"{name}("):
        return line
    client, _, path = name.partition(".")
    return f"{path if '.' in path and not client.startswith('Async') else name}()"


def _told(action: str, code: Code, says: str, text: str | None, subject: str = "") -> Change:
    return Change(
        direction="api",
        area="surface",
        action=action,
        installed="runs",
        code=code,
        says=says,
        subject=subject,
        fingerprint=sha256(f"surface {action} {text}".encode()).hexdigest()[:12],
        because=(
            "installed clients keep running",
            "code that uses it must be changed" if code == "breaks" else "your code may use it",
        ),
    )


def _only_gains(name: str, before: str, after: str) -> bool:
    """Whether code that was written for the line before still runs with the one after.

    A type of models/ may become wider where it is sent, and narrower where it is received; an enum that is received is
    open, so that its values do not matter.
    """
    if not name.startswith("models."):
        return _still_called(before, after)
    old, new = (_members(line.removeprefix(name)) for line in (before, after))
    if name.split(".")[1].endswith("Input"):
        return old <= new and not _is_required(after)
    return new <= old or all(member.startswith(("'", '"')) for member in old | new)


def _members(type: str) -> set[str]:
    return set(type.removeprefix(" = ").removeprefix(": ").removeprefix("Required ").split(" | "))


def _is_required(line: str) -> bool:
    return ": Required " in line


class _Argument(NamedTuple):
    """An argument of a signature: the members of its type, and what is left out where it is."""

    types: frozenset[str]
    default: str
    positional: bool


def _still_called(before: str, after: str) -> bool:
    """Whether every call of one signature is a call of the other: arguments may take more, and optional ones may come."""
    old, new = _signature(before), _signature(after)
    if old is None or new is None or old[1] != new[1]:
        return False
    positions = [[name for name, one in side[0].items() if one.positional] for side in (old, new)]
    return (
        positions[1][: len(positions[0])] == positions[0]
        and all(name in new[0] and _takes(new[0][name], one) for name, one in old[0].items())
        and all(one.default for name, one in new[0].items() if name not in old[0])
    )


def _takes(new: _Argument, old: _Argument) -> bool:
    types = old.types <= new.types or "object" in new.types
    return types and (not old.default or old.default == new.default)


def _signature(line: str) -> tuple[dict[str, _Argument], str] | None:
    """The arguments of a signature by name, and what it returns."""
    head, _, rest = line.partition("(")
    try:
        tree = ast.parse(f"def f({rest}: ...").body[0] if rest else None
    except SyntaxError:
        return None
    if not isinstance(tree, ast.FunctionDef):
        return None
    given = tree.args
    defaults = [None] * (len(given.args) - len(given.defaults)) + list(given.defaults)
    arguments = {one.arg: _argument(one, default, True) for one, default in zip(given.args, defaults, strict=True)}
    arguments |= {
        one.arg: _argument(one, default, False)
        for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    }
    return arguments, f"{head} {ast.unparse(tree.returns) if tree.returns else ''}"


def _argument(argument: ast.arg, default: ast.expr | None, positional: bool) -> _Argument:
    type = ast.unparse(argument.annotation) if argument.annotation else "object"
    return _Argument(frozenset(type.split(" | ")), ast.unparse(default) if default else "", positional)
