"""The rules by which an edit changes nothing on the wire, so that the suite as it was may pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias, cast

from tests.mirror.edit import Edit
from tests.mirror.reach import Side, at, sides

Rule: TypeAlias = Callable[[Edit, dict[str, Any], set[Side]], bool]


def why_silent(edit: Edit, tree: dict[str, Any]) -> str:
    """The rule by which nothing on the wire changed; "" where none says so."""
    found = sides(tree, edit.keys)
    return next((sentence for sentence, holds in RULES.items() if holds(edit, tree, found)), "")


def _is_unused(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    return not found and edit.keys[:1] == ("components",)


def _is_of_answers(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    return not found & {"sent", "option"} and edit.kind in ("bound tightened", "bound loosened", "pattern", "condition")


def _is_blind_option(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    return "option" in found and "sent" not in found and edit.kind in ("bound tightened", "pattern", "condition")


def _is_default(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    return edit.kind == "default"


def _is_flat_body(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    return edit.kind in ("required", "not required") and edit.keys[-1] == "requestBody"


def _is_never_sent(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    """`photo needs photoUrl`, where only the server writes the photo's URL."""
    holder: Any = tree
    for key in edit.keys:
        holder = holder[key]
    wanted: dict[str, Any] = holder.get("properties", {}).get(edit.says.rpartition(" needs ")[2], {})
    return edit.kind == "condition" and wanted.get("readOnly") is True


def _is_null_of_optional(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    """An optional property that is only ever read."""
    if edit.kind != "nullable" or found & {"sent", "option"} or edit.keys[-2:-1] != ("properties",):
        return False
    parent: Any = tree
    for key in edit.keys[:-2]:
        parent = parent[key]
    return edit.keys[-1] not in parent.get("required", ())


def _is_other_success(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    """`200 -> 201`, where it is the only success: a suite that is answered with the one that is new reads it alike."""
    holder: Any = tree
    for key in edit.keys:
        holder = holder[key]
    return edit.kind == "status" and bool(re.match("2.. -> 2", edit.says)) and sum(key[0] == "2" for key in holder) == 1


def _is_no_promise(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    """What only an answer must hold, in a document that cites its page, without a line of the page that says so."""
    holder: Any = tree
    for key in edit.keys:
        holder = holder[key]
    source = holder.get("x-source")
    told = cast("dict[str, object]", source).get("required", "") if isinstance(source, dict) else source or "page"
    return edit.kind == "required" and not found & {"sent", "option"} and not re.match("page|shown", str(told))


def _is_usual_failure(edit: Edit, tree: dict[str, Any], found: set[Side]) -> bool:
    """`400 -> 422`, where the body has no schema, or that of `default`: the error's class follows from its status alone."""
    holder: Any = tree
    for key in edit.keys:
        holder = holder[key]
    if edit.kind != "status" or edit.says[0] == "2":
        return False
    response = holder[edit.says.split(" ")[0]]
    if "$ref" in response and response["$ref"] == holder.get("default", {}).get("$ref"):
        return True
    told = at(tree, response["$ref"]) if "$ref" in response else response
    return not cast("dict[str, object]", told).get("content")


# What the client is by design, in a sentence -> whether an edit falls under it.
RULES: dict[str, Rule] = {
    "no operation leads there": _is_unused,
    "bounds and rules are never enforced on answers": _is_of_answers,
    "what one of several shapes refuses may suit another, where nothing tells them apart": _is_blind_option,
    "a default is the server's: the client documents it and sends what it is given": _is_default,
    "a body that is written from its properties is sent whether it must be or not": _is_flat_body,
    "any success is read as the one that is described": _is_other_success,
    "a server promises only what a page states": _is_no_promise,
    "an error whose body is as usual, or not described, is what its status says": _is_usual_failure,
    "null for what an answer need not hold is no drift": _is_null_of_optional,
    "no request is asked for what only the server writes": _is_never_sent,
}
