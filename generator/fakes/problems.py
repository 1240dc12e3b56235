"""What an answer to a failed call looks like: the documented schema of an error, with marks where its facts go.

A mark is `{"$": FACT}`: `message` (a sentence), `status` (of HTTP), `rpc` (the number of the google.rpc.Code that goes
with it) or `name` (of that code, "NOT_FOUND").
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.cases.places import MISSING
from generator.cases.samples import Wish, sample
from generator.cases.view import View

SENTENCES = ("message", "msg", "detail", "details", "title", "description", "error_description", "reason", "text")
NUMBERS = ("code", "status", "statuscode", "status_code", "error_code", "errorcode")
INSIDE = ("error", "errors", "detail", "details", "fault", "problem")
FULL = Wish("output", is_full=True)
DEEPEST = 3


def problem(view: View) -> object:
    """The answer of a schema of errors, with its marks."""
    return _marked(view, 0)


def _marked(view: View, depth: int) -> object:
    if view.options:
        return _marked(view.options[0], depth)
    match view.kind:
        case "object":
            return _members(view, depth)
        case "array" if view.items is not None:
            return [_marked(view.items, depth)]
        case "string" if not view.choices:
            return _mark("message")
        case _:
            made = sample(view, "error", FULL)
            return None if made is MISSING else made


def _members(view: View, depth: int) -> Mapping[str, object]:
    """The members that tell of the failure, and whatever else is required."""
    found: dict[str, object] = {}
    members = view.members("output")
    is_rpc = {"code", "message", "details"} <= members.keys() and members["code"].kind == "integer"
    for wire, member in members.items():
        name = wire.lower()
        if name in NUMBERS and not member.choices and member.kind in ("integer", "number", "string"):
            found[wire] = _mark("name" if member.kind == "string" else "rpc" if is_rpc else "status")
        elif name in SENTENCES and member.kind == "string" and not member.choices:
            found[wire] = _mark("message")
        elif name == "error" and member.kind == "string" and not member.choices:
            found[wire] = _mark("message")
        elif name in INSIDE and member.kind in ("object", "array") and depth < DEEPEST and not is_rpc:
            found[wire] = _marked(member, depth + 1)
        elif wire in view.required:
            made = sample(member, wire, FULL)
            found |= {} if made is MISSING else {wire: made}
    return found


def _mark(fact: str) -> Mapping[str, object]:
    return {"$": fact}
