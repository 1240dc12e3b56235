"""What the server sent, on its way back to the server: the input that a response object stands for."""

from __future__ import annotations

from copy import deepcopy
from typing import Any


class Received(dict[str, Any]):
    """The writable fields of a response, by Python name. `came` keeps them as they came, whatever is changed here.

    A fault that `came` has already is the server's own, and only warns. `{**received}` is a new dict without memory.
    """

    came: dict[str, Any]

    def __init__(self, fields: dict[str, Any]) -> None:
        super().__init__(fields)
        self.came = deepcopy(fields)


def as_input(value: object) -> Any:
    """The input that a response object stands for (its `to_input()`); any other value is returned as it is."""
    to_input = getattr(type(value), "to_input", None)
    return to_input(value) if callable(to_input) else value
