"""What is checked of a request, and how it is written on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.ir.types import Constant, Severity, Source, TestMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One keyword of a schema as the argument that its test is called with: `max_length=63`."""

    name: str
    value: Constant | tuple[Constant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """What one value must be.

    `method` names the runtime's test; `function` the check function to call (`method` is then "call"), or the constant
    that lists the choices, called `noun`. `warns` lists the keywords that no committed page states: breaking them
    warns. `item` is the test of each array item or map value, `options` the functions of a union. Where the property
    `tag` has one of the values of `told`, the function beside it tests alone. `kinds` pairs the JSON kinds that there may be
    with the functions that test more of them, "" where nothing more is asked. `first` are the functions for the first items of
    an array, `rest` that for those behind them; of a closed one there are none behind.
    """

    method: TestMethod
    function: str = ""
    limits: tuple[Limit, ...] = ()
    warns: tuple[str, ...] = ()
    nullable: bool = False
    noun: str = ""
    item: Test | None = None
    options: tuple[str, ...] = ()
    tag: str = ""
    told: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    first: tuple[str, ...] = ()
    rest: str = ""
    is_closed: bool = False

    @property
    def only_kind_refuses(self) -> bool:
        """Whether all that is asked beyond the JSON kind only warns."""
        return len(self.warns) > 1 and "type" not in self.warns and len(self.warns) >= len(self.limits)

    @property
    def asks_only_the_kind(self) -> bool:
        """Whether nothing is asked beyond the JSON kind, which refuses."""
        return not self.warns and all(limit.name == "integer" for limit in self.limits)

    @property
    def nested(self) -> tuple[Test, ...]:
        """This test and those of its items, outermost first."""
        return (self, *(self.item.nested if self.item else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A property within a check."""

    name: str
    wire: str
    test: Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One part of a rule's condition: the property `wire` is absent, present, not empty, or one of `values`."""

    wire: str
    name: str
    state: Literal["absent", "present", "filled", "one-of"]
    negated: bool
    values: tuple[Constant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition between properties of one object, and what it asks for.

    The rule is broken where every clause of one row of `when` holds and `wire` is missing (`outcome` "required") or is
    there ("forbidden"). `sentence` is what the caller reads; `subject` is the property that decides, printed with its
    value.
    """

    id: str
    sentence: str
    severity: Severity
    when: tuple[tuple[Clause, ...], ...]
    outcome: Literal["required", "forbidden"]
    wire: str
    name: str
    subject: tuple[str, str]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The check function of one schema that is sent.

    An object has `members` and `rules`, and is called `noun` in a message ("" where the members are arguments of a
    method: they are an object whatever is given); `extends` names a check that comes first; any other schema has one
    `test`. `warns` lists what only warns of the object itself, `required` and `expected` are the pairs of wire and
    Python name of members whose absence refuses and warns.
    """

    function: str
    noun: str
    doc: str
    pointer: str
    test: Test | None = None
    extends: str = ""
    warns: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    expected: tuple[tuple[str, str], ...] = ()
    additional: Test | None = None
    limits: tuple[Limit, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How one input class is written on the wire: Python name, wire name, and what is nested below.

    What is nested is the text of the runtime's value (`"DateInput"`, `Items("DateInput")`), "" where nothing needs
    renaming; `free` is what is nested below keys that are not listed. A name for another type has only `alias`.
    """

    name: str
    entries: tuple[tuple[str, str, str], ...] = ()
    is_open: bool = False
    free: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of `client.rules()`: what is checked where, how severely, and who says so."""

    path: str
    rule: str
    sentence: str
    severity: Severity
    source: Source
