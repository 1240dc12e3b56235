"""What a request must ask for, from the raw document (RFC 9110, section 12.5.1), written a second time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.cases.operation import Operation, rank
from generator.cases.places import Place, as_node

JSON = "application/json"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+*-/;= ")


def accept(operation: Operation, chosen: Mapping[str, str] | None = None) -> str:
    """The header Accept: the media type that is read of each success, then those that only failures have, ranked lower.

    `chosen` names for statuses what is read instead.
    """
    successes = [one.status for one in operation.answers if one.status[0] == "2"] or ["default"]
    wanted: list[str] = []
    others: list[str] = []
    for answer in operation.answers:
        list_of = wanted if answer.status in successes else others
        best = (chosen or {}).get(answer.status, "") if list_of is wanted else ""
        list_of += [name for name in _read(answer.place, best) if name not in list_of]
    wanted = wanted or [JSON]
    return ", ".join([*wanted, *(f"{name};q=0.9" for name in others if name not in wanted)])


def _read(answer: Place, chosen: str) -> Iterator[str]:
    """The one media type of an answer that is read, if it has any that a header can hold."""
    names = list(as_node(answer.node.get("content")))
    if names:
        best = chosen or min(names, key=rank)
        parts = [part.strip() for part in best.split(";")]
        kept = [part for part in parts[1:] if not part.lower().startswith("charset=")]
        if set(best) <= LETTERS and parts[0].count("/") == 1 and all(parts[0].split("/")):
            separator = "; " if "; " in best else ";"
            yield separator.join([parts[0], *kept])
