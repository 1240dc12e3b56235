"""The rules that requests are held to, as data: what `client.rules()` lists and where messages say a rule stands.

Each line of the package's `_rules.jsonl` is one rule. It is the only file of the package that holds line numbers.
"""

from __future__ import annotations

import functools
import json
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from .errors import ConfigurationError
from .faults import Fault, Severity

PACKAGE = __name__.rpartition(".")[0].rpartition(".")[0]


class Rule(NamedTuple):
    """One thing that is asked of a request.

    `path` is the argument in Python names (`model.peft_details.r`, `[]` for any item); `rule` an id or a keyword of the
    schema; `says` the demand in words; `source` who says so (`docs line 268`, `sibling`, "" where the document itself
    does); `spec` its line in the document. `severity` tells whether breaking it refuses the request or only warns.
    """

    operation: str
    path: str
    rule: str
    says: str
    severity: Severity
    source: str
    spec: int

    @property
    def place(self) -> str:
        """Where the rule stands, for a message."""
        named = f"rule {self.rule}, " if "-" in self.rule else ""
        return f"{named}spec line {self.spec}" + (f", {self.source}" if self.source else "")


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the package, operations in the order of the document."""
    lines = (pkgutil.get_data(PACKAGE, "_rules.jsonl") or b"").decode().splitlines()
    return tuple(Rule(**json.loads(line)) for line in lines)


def rules_of(client: object, operation: str) -> tuple[Rule, ...]:
    """The rules of one operation of a client. Raises ConfigurationError where the client has no such method."""
    found = tuple(rule for rule in rules() if rule.operation == operation)
    if not found and operation not in (names := tuple(_methods(client))):
        import difflib

        near = difflib.get_close_matches(operation, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else 'an operation is named as it is called: "resource.method"'
        raise ConfigurationError(f"there is no operation {operation!r}; {hint}")
    return found


def _methods(client: object) -> Iterator[str]:
    """The methods of all resources of a client: `models.create`."""
    kind = type(client)
    for resource in (name for name in dir(kind) if isinstance(getattr(kind, name), property)):
        held: object = getattr(client, resource)
        methods = vars(type(held)).items()
        yield from (f"{resource}.{name}" for name, value in methods if callable(value) and not name.startswith("_"))


@functools.cache
def _by_place() -> Mapping[tuple[str, str, str], tuple[Rule, ...]]:
    found: dict[tuple[str, str, str], tuple[Rule, ...]] = {}
    for rule in rules():
        place = rule.operation, rule.path, rule.rule
        found[place] = (*found.get(place, ()), rule)
    return found


def located(fault: Fault, operation: str) -> Fault:
    """The fault with the place of its rule, where there is one: options of a union may ask the same in several places."""
    path = re.sub(r"\[[^\]]*\]", "[]", fault.path)
    places = dict.fromkeys(rule.place for rule in _by_place().get((operation, path, fault.rule), ()))
    return replace(fault, source=" or ".join(places)) if places else fault
