"""Cases of requests: arguments in Python names, and what must be on the wire or must be refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from generator.cases import bodies
from generator.cases.breaches import Breach, Steps, breaches
from generator.cases.case import Case, Fault, Fixture, distinct
from generator.cases.doubt import is_foreign, is_open
from generator.cases.operation import Operation, Parameter
from generator.cases.places import MISSING, as_node
from generator.cases.samples import Wish, around, inside, sample
from generator.cases.texts import words
from generator.cases.tour import Stop
from generator.cases.view import View
from generator.cases.wire import is_settled, line

SMALL = Wish("input")
FULL = Wish("input", is_full=True)
Given = Mapping[tuple[str, str], object]


def client_value(name: str) -> str:
    """The value that the tests set for a parameter of the client."""
    return f"my-{words(name).replace(' ', '-').removesuffix('-id')}"


@dataclass(slots=True)
class Requests:
    """Makes the request cases of one operation; `stops` is the tour through its body.

    `shown` are the parameters that operations share and an earlier one has shown.
    """

    operation: Operation
    stops: tuple[Stop, ...]
    shown: Collection[Parameter] = ()
    base: dict[tuple[str, str], object] = field(default_factory=dict[tuple[str, str], object])

    def __post_init__(self) -> None:
        for parameter in self.operation.parameters:
            if parameter.from_client:
                self.base[parameter.location, parameter.wire] = client_value(parameter.name)
            elif parameter.is_required:
                wish = FULL if parameter.location == "path" else SMALL  # nothing cannot stand in a path
                self.base[parameter.location, parameter.wire] = sample(parameter.view, parameter.wire, wish)

    @property
    def new_parameters(self) -> tuple[Parameter, ...]:
        """The parameters that no earlier operation has shown."""
        return tuple(one for one in self.operation.parameters if one not in self.shown)

    @property
    def is_possible(self) -> bool:
        """Whether the smallest request can be made at all, and would not be refused."""
        body = self.operation.body
        needs_body = body is not None and body.is_required
        smallest = self.smallest_body()
        if MISSING in self.base.values() or (needs_body and smallest is MISSING):
            return False
        return all(one.severity == "warn" and one.is_sure for _, one in self.breaches(self.base, smallest))

    def smallest_body(self) -> object:
        """The smallest body, MISSING where none is needed."""
        body = self.operation.body
        needed = body is not None and (body.is_required or not body.argument)
        return sample(body.view, "body", SMALL) if body is not None and needed else MISSING

    def body_with(self, steps: Steps, value: object) -> object:
        """The smallest body with a value at a place."""
        body = self.operation.body
        return MISSING if body is None else around(body.view, steps, value, SMALL)

    def at(self, name: str, source: str, steps: Steps, value: object) -> Iterator[Case]:
        """The case of the smallest request with a value at a place of its body."""
        if value is MISSING:
            return
        body = self.body_with(steps, value)
        if body is not MISSING:
            yield from self.case(name, source, body=body)

    def case(
        self,
        name: str,
        source: str,
        *,
        body: object = MISSING,
        given: Given | None = None,
        nulls: Collection[str] = (),
        faults: Collection[Fault] | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> Iterator[Case]:
        """A request with this body and these parameters; none where the document leaves its faults open.

        `nulls` are the arguments that are passed as None and are not sent; `extra` are further members of the case.
        """
        parameters = {**self.base, **(given or {})}
        if any(not is_settled(one, parameters.get((one.location, one.wire))) for one in self.operation.parameters):
            return
        sent = self.smallest_body() if body is MISSING else body
        found = list(self.breaches(parameters, sent))
        if faults is None and not all(breach.is_sure for _, breach in found):
            return
        if faults is None and self._is_foreign(sent):
            return
        if any(breach.rule == "oneOf" for _, breach in found) and not self._is_told(parameters, sent):
            return
        known = [self.fault(path, breach) for path, breach in found] if faults is None else list(faults)
        content: dict[str, object] = {"arguments": self.arguments(parameters, sent, nulls)}
        content |= self.wire(parameters, sent)
        content |= {"faults": [fault.as_json() for fault in known]} if known else {}
        source_view = self.operation.body.view if self.operation.body else None
        content |= {"is_open": True} if source_view is not None and is_open(source_view, sent) else {}
        yield Case(name=name, source=source, content={**(extra or {}), **content})

    def _is_foreign(self, body: object) -> bool:
        source = self.operation.body
        return source is not None and body is not MISSING and is_foreign(source.view, body)

    def _is_told(self, given: Given, body: object) -> bool:
        """Whether the names of all fields follow from what is sent, although it fits several shapes."""
        parts = [(one.view, given.get((one.location, one.wire))) for one in self.operation.parameters]
        source = self.operation.body
        parts += [(source.view, body)] if source is not None and body is not MISSING else []
        return all(self.operation.pairs.is_told(view, value) for view, value in parts)

    def wire(self, given: Given, body: object) -> dict[str, object]:
        """What must be on the wire."""
        said = line(self.operation, given)
        content: dict[str, object] = {"method": self.operation.method, "path": said.path, "query": said.query}
        source, is_sent = self.operation.body, body is not MISSING
        kept = {**said.headers, **(bodies.headers(source) if source is not None and is_sent else {})}
        content |= {"headers": kept} if kept else {}
        content |= {"cookies": dict(said.cookies)} if said.cookies else {}
        return {**content, **(bodies.on_the_wire(source, body) if source is not None and is_sent else {})}

    def arguments(self, given: Given, body: object, nulls: Collection[str] = ()) -> dict[str, object]:
        """The arguments of the method; those of the client are left to the client, unless they differ."""
        found: dict[str, object] = {}
        for parameter in self.operation.parameters:
            value = given.get((parameter.location, parameter.wire))
            if value is not None and not (parameter.from_client and value == client_value(parameter.name)):
                found[parameter.name] = self.operation.pairs.renamed(parameter.view, value, "input")
        source = self.operation.body
        if source is not None and body is not MISSING:
            renamed = self.operation.pairs.renamed(source.view, bodies.with_files(source, body), "input")
            if source.argument:
                found[source.argument] = renamed
            else:
                for (wire, value), renamed_value in zip(as_node(body).items(), as_node(renamed).values(), strict=True):
                    found[source.names.get(wire, wire)] = renamed_value if value is not None else None
        return found | {name: None for name in nulls}

    def breaches(self, given: Given, body: object) -> Iterator[tuple[str, Breach]]:
        """All that is wrong with a request, with the paths that faults have."""
        for parameter in self.operation.parameters:
            value = given.get((parameter.location, parameter.wire))
            if value is not None and parameter.is_asked:
                for breach in breaches(parameter.view, value):
                    path = self.operation.pairs.path(parameter.view, breach.steps, "input")
                    yield _joined(parameter.name, path), breach
        source = self.operation.body
        if source is not None and body is not MISSING:
            for breach in breaches(source.view, body, is_arguments=not source.argument):
                yield self.path(breach.steps), breach

    def path(self, steps: Steps) -> str:
        """A place of the body as the caller names it."""
        body = self.operation.body
        assert body is not None, "only a body has places"
        path = self.operation.pairs.path(body.view, steps, "input", None if body.argument else body.names)
        return _joined(body.argument, path) if body.argument else path or "arguments"

    def fault(self, path: str, breach: Breach) -> Fault:
        """The fault that a breach is told as."""
        is_inferred = breach.rule == "type" and not breach.pointer.endswith("/type")
        return Fault(
            path=path, rule=breach.rule, severity=breach.severity, says=self.words(breach), is_inferred=is_inferred,
            is_inside_itself=self._is_inside_itself(breach.steps),
        )  # fmt: skip

    def _is_inside_itself(self, steps: Steps) -> bool:
        """Whether a definition is met twice on the way to a place of the body."""
        here: View | None = self.operation.body.view if self.operation.body else None
        homes: list[str] = []
        for step in (*steps, None):
            if here is None:
                break
            homes += [here.home] if here.kind == "object" or here.options else []
            here = None if step is None else inside(here, step)
        return len(homes) > len(set(homes))

    def words(self, breach: Breach) -> str:
        """What a fault of a named rule says, with what decided: `required when kind is A (kind is A)`."""
        wire, value = breach.decided
        is_plain = value is None or (isinstance(value, str) and value)
        if not breach.says or not wire or not is_plain:
            return breach.says
        name = self.path((*breach.steps[:-1], wire)).rpartition(".")[2]
        return f"{breach.says} ({name} is {'not set' if value is None else value})"

    def fixture(self, name: str, about: str, cases: Iterator[Case]) -> Iterator[Fixture]:
        """The file of some cases; none without cases. Of two that send the same, the first stays."""
        found = distinct(cases)
        if found:
            common = self.wire(self.base, MISSING)
            yield Fixture(operation=self.operation.id, name=name, about=about, common=common, cases=found)


def _joined(start: str, path: str) -> str:
    return f"{start}{path}" if path.startswith("[") or not path else f"{start}.{path}"
