"""Whether the raw document writes errors as google.rpc.Status, found a second time: then numbers of codes have names."""

from __future__ import annotations

from collections.abc import Iterable

from generator.cases.operation import Operation
from generator.cases.view import View

SCALARS = ("string", "number", "integer", "boolean", "array")


def has_rpc_errors(operations: Iterable[Operation]) -> bool:
    """Whether some failure, or what it has under `error`, holds a whole `code`, a `message` and `details`."""
    for operation in operations:
        codes = {answer.status for answer in operation.answers}
        good = {code for code in codes if code.startswith("2")}
        for answer in operation.answers:
            if answer.view is not None and answer.status not in good:
                inner = answer.view.properties.get("error")
                if _is_status(answer.view) or (inner is not None and _is_status(inner)):
                    return True
    return False


def _is_status(view: View) -> bool:
    held = {wire: view.properties[wire] for wire in ("code", "message", "details") if wire in view.properties}
    if [member.kind for member in held.values()] != ["integer", "string", "array"]:
        return False
    detail = held["details"].items
    return detail is None or detail.kind not in SCALARS
