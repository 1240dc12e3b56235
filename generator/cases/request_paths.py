"""Request cases of parameters: what is escaped, what cannot stand in a path, what the client's own parameters say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from generator.cases.case import Case, Fault, Fixture
from generator.cases.limits import limit_values
from generator.cases.operation import Parameter
from generator.cases.places import MISSING
from generator.cases.request_leaves import WRONG
from generator.cases.requests import SMALL, Requests
from generator.cases.samples import sample

Texts: TypeAlias = tuple[tuple[str, str], ...]

ESCAPED: Texts = (
    ("slash", "a/b"), ("reserved", "a/b ?#é%"), ("dots-inside", "..a"), ("percent", "%2e%2e"), ("astral", "😀"),
    ("sub-delims", "a+b&c=d;e,f:g@h!$'()*"), ("unreserved", "a-b.c_d~e"), ("line-break", "a\nb"),
)  # fmt: skip
SHARED = ESCAPED[1:2]
IMPOSSIBLE: Texts = (("dot", "."), ("dots", ".."), ("empty", ""))


def fixtures(requests: Requests) -> Iterator[Fixture]:
    """The file of parameters."""
    about = "What a parameter may hold, and how it is escaped."
    yield from requests.fixture("request-parameter", about, parameters(requests))


def parameters(requests: Requests) -> Iterator[Case]:
    """The cases of each parameter; of one that operations share, all but the worst text only for the first of them."""
    for parameter in requests.operation.parameters:
        if parameter.view.kind == "string" and not parameter.view.choices and not parameter.is_json:
            if not parameter.view.get("pattern") and not parameter.view.get("format"):
                yield from _escapes(requests, parameter, SHARED if parameter in requests.shown else ESCAPED)
        if parameter.is_asked:
            yield from _kinds(requests, parameter)
            yield from () if parameter in requests.shown else _values(requests, parameter)


def _escapes(requests: Requests, parameter: Parameter, texts: Texts) -> Iterator[Case]:
    """Text that would break a URL, were it not escaped; dot segments and nothing cannot be escaped at all."""
    key = (parameter.location, parameter.wire)
    for name, value in texts if parameter.location in ("path", "query") else ():
        yield from requests.case(f"{parameter.name}-{name}", f"derived: {parameter.pointer}", given={key: value})
    if parameter.location == "path" and parameter.style == "simple":
        for name, value in IMPOSSIBLE:
            fault = Fault(path=parameter.name, rule="path", severity="refuse")
            for case in requests.case(
                f"{parameter.name}-{name}", f"derived: {parameter.pointer}", given={key: value}, faults=[fault]
            ):
                rest = {word: held for word, held in case.content.items() if word not in ("path", "body")}
                yield Case(name=case.name, source=case.source, content={**rest, "never_sent": True})


def _values(requests: Requests, parameter: Parameter) -> Iterator[Case]:
    """Each enum value and bound of a parameter."""
    key = (parameter.location, parameter.wire)
    for value in parameter.view.choices:
        yield from requests.case(f"{parameter.name}-{value}", parameter.view.place_of("enum"), given={key: value})
    for name, keyword, value in limit_values(parameter.view, parameter.wire):
        pointer, _, shift = keyword.partition(" ")
        source = f"derived: {parameter.view.place_of(pointer)} {shift}".strip()
        if value != "" and parameter.view.kind != "array":
            yield from requests.case(f"{parameter.name}-{name}", source, given={key: value})
    if parameter.view.kind == "array" and parameter.view.items is not None:
        item = sample(parameter.view.items, parameter.wire, SMALL)
        if item is not MISSING:
            yield from requests.case(f"{parameter.name}-two", parameter.pointer, given={key: [item, item]})


def _kinds(requests: Requests, parameter: Parameter) -> Iterator[Case]:
    """Scalars of other kinds: each operation has its own check of a parameter, even of one that others share."""
    if parameter.is_json or parameter.style == "deepObject":  # which has no scalars
        return
    kind = "string" if parameter.view.choices and isinstance(parameter.view.choices[0], str) else parameter.view.kind
    source, key = f"derived: {parameter.view.place_of('type')}", (parameter.location, parameter.wire)
    wrong = [value for value in WRONG.get(kind, ()) if not isinstance(value, (list, dict))]
    if parameter.location == "path":  # where a boolean is no name, whatever is asked for
        wrong = [value for value in wrong if not isinstance(value, bool)]
    for value in wrong if kind == "integer" else wrong[:1]:
        name = f"{parameter.name}-{'fraction' if isinstance(value, float) else 'kind'}"
        yield from requests.case(f"{name}-{value}" if value is True else name, source, given={key: value})
