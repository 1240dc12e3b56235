"""A request as what is kept in memory sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .document import Operation
from .schema import is_object

Which: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any]], bool]


class Refusal(Exception):
    """A request that the state of the server does not allow: a status and a sentence."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status, self.says = status, says


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request: its whole path, the values in it as sent, its query as pairs, its parameters as JSON, its body.

    `which` tells of a thing and the parameters whether a list shows it, where a test said so.
    """

    operation: Operation
    url: str
    path: Mapping[str, str]
    pairs: list[tuple[str, str]]
    arguments: Mapping[str, Any]
    body: Any
    which: Which | None = None

    @property
    def query(self) -> Mapping[str, str]:
        """The query, of each name the last value."""
        return dict(self.pairs)

    @property
    def given(self) -> Mapping[str, Any]:
        """What is said by name, in the query or in the body."""
        return {**(self.body if is_object(self.body) else {}), **self.query}
