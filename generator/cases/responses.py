"""Cases of answers: what comes, each leaf as Python must hold it, and what must be told as drift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.cases.breaches import Key, Steps
from generator.cases.case import Case, Fixture, distinct
from generator.cases.doubt import is_open
from generator.cases.examples import examples
from generator.cases.limits import limit_values
from generator.cases.operation import Answer, Operation
from generator.cases.pairs import meant
from generator.cases.places import MISSING, as_list, as_node
from generator.cases.reading import differences, leaves
from generator.cases.request_leaves import EMPTY, wrong
from generator.cases.samples import Wish, around, sample
from generator.cases.tour import Stop
from generator.cases.view import View

SMALL = Wish("output")
FULL = Wish("output", is_full=True)
NEWS = "somethingNew"
KEPT = (
    "below-",
    "at-",
    "inside-",
    "kept-",
    "format-smallest",
    "format-largest",
)  # values that show nothing in an answer


def status_of(answer: Answer) -> int:
    """A status that the answer stands for."""
    return int(answer.status) if answer.status.isdigit() else 200


@dataclass(frozen=True, slots=True)
class Responses:
    """Makes the response cases of one operation; `stops` is the tour through what it answers."""

    operation: Operation
    answer: Answer
    view: View
    stops: tuple[Stop, ...]

    def case(self, name: str, source: str, body: object, more: Mapping[str, object] | None = None) -> Iterator[Case]:
        """An answer with this body; `more` are leaves that the body does not name."""
        if body is MISSING:
            return
        pairs, view = self.operation.pairs, self.view
        drift: list[dict[str, object]] = []
        found = list(differences(view, body))
        if not all(one.is_sure for one in found):
            return
        for one in found:
            path = {"path": pairs.path(view, one.steps, "output")}
            expected = {"expected": one.expected} if one.expected else {}
            drift.append({**path, **({"absent": True} if one.is_absent else {"got": one.got}), **expected})
        absent = {str(one["path"]): None for one in drift if "absent" in one}
        content: dict[str, object] = {"status": status_of(self.answer), "body": body}
        read = leaves(pairs, view, body)
        content["leaves"] = {**({} if more and read == {"": {}} else read), **absent, **(more or {})}
        content |= {"drift": drift} if drift else {}
        yield Case(name=name, source=source, content=content | ({"is_open": True} if is_open(view, body) else {}))

    def at(self, name: str, source: str, steps: Steps, value: object) -> Iterator[Case]:
        """The smallest answer with a value at a place."""
        if value is not MISSING:
            yield from self.case(name, source, around(self.view, steps, value, SMALL))

    def path(self, steps: Steps) -> str:
        """A place as the caller reads it."""
        return self.operation.pairs.path(self.view, steps, "output") or "all"

    def fixture(self, name: str, about: str, cases: Iterator[Case]) -> Iterator[Fixture]:
        """The file of some cases; none without cases."""
        found = distinct(cases)
        if found:
            common = {"status": status_of(self.answer)}
            yield Fixture(operation=self.operation.id, name=name, about=about, common=common, cases=found)


def fixtures(responses: Responses) -> Iterator[Fixture]:
    """The files of answers."""
    one = responses
    yield from one.fixture("response-documented", "The documented answers, leaf by leaf.", documented(one))
    yield from one.fixture("response-minimal", "The smallest answer: what is missing is None.", minimal(one))
    yield from one.fixture("response-maximal", "An answer with everything in it.", maximal(one))
    yield from one.fixture("response-optional", "Each part alone.", alone(one))
    yield from one.fixture("response-enum", "Each value of each enum; unknown ones are kept.", enums(one))
    yield from one.fixture("response-bound", "Values beyond bounds, large numbers, forms of time.", limits(one))
    yield from one.fixture("response-null", "Null, empty and missing parts.", nothings(one))
    yield from one.fixture("response-kind", "The wrong JSON kind at each place is kept as it came.", kinds(one))
    yield from one.fixture("response-unknown", "Fields that the document does not know are kept.", news(one))


def documented(responses: Responses) -> Iterator[Case]:
    """Each documented answer; the breaches that the document lists are its drift."""
    assert responses.answer.media is not None, "an answer with a schema has a media type"
    for name, pointer, value, _ in examples(responses.answer.media):
        yield from responses.case(name, pointer, value)


def minimal(responses: Responses) -> Iterator[Case]:
    """The answer with nothing but what is required; every other field of it is None."""
    body = sample(responses.view, "answer", SMALL)
    view = meant(responses.view, body) if responses.view.options and body is not MISSING else responses.view
    names = responses.operation.pairs.names(view, "output")
    absent = {names.get(wire, wire): None for wire in view.members("output") if wire not in as_node(body)}
    if view.kind == "object":
        yield from responses.case("minimal", f"derived: {responses.view.pointer}", body, absent)
    else:
        yield from responses.case("minimal", f"derived: {responses.view.pointer}", body)


def maximal(responses: Responses) -> Iterator[Case]:
    """The answer with every property."""
    body = sample(responses.view, "answer", FULL)
    yield from responses.case("maximal", f"derived: {responses.view.pointer}", body)


def alone(responses: Responses) -> Iterator[Case]:
    """Each property, item and map value by itself, at every depth."""
    for stop in responses.stops[1:]:
        value = sample(stop.view, stop.label, FULL if stop.view.kind == "array" or stop.view.is_map else SMALL)
        yield from responses.at(f"only-{responses.path(stop.steps)}", stop.view.pointer, stop.steps, value)


def enums(responses: Responses) -> Iterator[Case]:
    """Each value of each enum once, and one that the document does not know."""
    seen: set[str] = set()
    for stop in responses.stops:
        pointer = stop.view.place_of("enum")
        path = responses.path(stop.steps)
        if stop.view.choices and pointer not in seen:
            for value in stop.view.choices:
                yield from responses.at(f"{path}-{value}", pointer, stop.steps, value)
        if stop.view.choices:
            unknown = "SOMETHING_NEW" if isinstance(stop.view.choices[0], str) else 987654321
            for case in responses.at(f"{path}-unknown", f"derived: {pointer} without it", stop.steps, unknown):
                drift = [
                    {**as_node(one), "lists": list(stop.view.choices)} for one in as_list(case.content.get("drift"))
                ]
                yield replace(case, content={**case.content, "drift": drift})
            seen.add(pointer)


def limits(responses: Responses) -> Iterator[Case]:
    """Every value at a bound or of a form; what is beyond a bound is taken."""
    for stop in responses.stops[1:]:
        for name, keyword, value in limit_values(stop.view, stop.label):
            pointer, _, shift = keyword.partition(" ")
            if name.startswith(KEPT) or name.endswith("-astral"):
                continue
            source = f"derived: {stop.view.place_of(pointer)} {shift}".strip()
            yield from responses.at(f"{responses.path(stop.steps)}-{name}", source, stop.steps, value)


def nothings(responses: Responses) -> Iterator[Case]:
    """Null and the empty value of each part, and each promised part left out."""
    for stop in responses.stops[1:]:
        path, source = responses.path(stop.steps), f"derived: {stop.view.pointer}"
        yield from responses.at(f"{path}-null", source, stop.steps, None)
        if stop.view.kind in EMPTY and not stop.view.choices:
            yield from responses.at(f"{path}-empty", source, stop.steps, EMPTY[stop.view.kind])
        if stop.is_property and stop.is_required:
            parent = next(one for one in responses.stops if one.steps == stop.steps[:-1])
            value = as_node(sample(parent.view, parent.label, SMALL))
            without = {wire: item for wire, item in value.items() if wire != stop.steps[-1]}
            yield from responses.at(f"{path}-missing", source, parent.steps, without)


def kinds(responses: Responses) -> Iterator[Case]:
    """Values of each wrong kind at each place below the answer itself."""
    for stop in responses.stops[1:]:
        kind = "string" if stop.view.choices and isinstance(stop.view.choices[0], str) else stop.view.kind
        for value in wrong(stop.view, kind) if stop.view.by_kind or not stop.view.options else ():
            shown = {"str": "text", "list": "array", "dict": "object"}.get(type(value).__name__, str(value).lower())
            source = f"derived: {stop.view.place_of('type')}"
            yield from responses.at(f"{responses.path(stop.steps)}-{shown}", source, stop.steps, value)


def news(responses: Responses) -> Iterator[Case]:
    """A field that nobody knows, in each object that declares its fields; its value may be anything."""
    for stop in responses.stops:
        if stop.view.kind != "object" or stop.view.is_map or stop.view.additional is not None:
            continue
        if responses.operation.pairs.model(stop.view, "output") is None:
            continue
        base = sample(stop.view, stop.label, SMALL)
        for key, value in ((NEWS, {"deep": [1, None]}), ("x-new", "text")):
            grown = MISSING if base is MISSING else {**as_node(base), key: value}
            path = responses.path((*stop.steps, Key(key)))
            yield from responses.at(f"new-{path}", f"derived: {stop.view.pointer}", stop.steps, grown)
