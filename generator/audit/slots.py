"""What prose can be about, in the order in which a page has it: authorization, parameters, body, success, response."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.audit.example import CONSTANT, Example, Kind, Node, query_node
from generator.audit.fact import ITEM, Side, Steps
from generator.audit.page import FOLD, Page

PLAIN_HEADERS = ("content-type", "accept")


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that a sentence may be about.

    `shown` are the constants that the example has for it (or for the items of it), `below` the names of its children;
    `is_gone` marks one that the examples show no more, `is_sent` one that a caller can give.
    """

    side: Side
    steps: Steps
    kind: Kind
    format: str = ""
    shown: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    folds: bool = False
    is_gone: bool = False
    is_sent: bool = True

    @property
    def name(self) -> str:
        """The last name on the way to it."""
        return next((step for step in reversed(self.steps) if step != ITEM), "")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What is known beforehand about which sentence belongs where; none of it is needed.

    `sentences` and `values` are those accepted last, by slot; `lines` are lines of this page that the spec names for a
    slot, `aspects` what it says of one (`maxLength`), `words` those of its descriptions; `queries` the query parameters of the spec, for pages that show none in their URL. `order` has the fields that
    are known beforehand, each after the one that it stood behind: one that the examples show no more may still have its
    sentence on the page.
    """

    sentences: Mapping[tuple[Side, Steps], tuple[str, ...]] = field(
        default_factory=dict[tuple[Side, Steps], tuple[str, ...]]
    )
    values: Mapping[tuple[Side, Steps], tuple[str, ...]] = field(
        default_factory=dict[tuple[Side, Steps], tuple[str, ...]]
    )
    lines: Mapping[tuple[Side, Steps], frozenset[int]] = field(default_factory=dict[tuple[Side, Steps], frozenset[int]])
    aspects: Mapping[tuple[Side, Steps], frozenset[str]] = field(
        default_factory=dict[tuple[Side, Steps], frozenset[str]]
    )
    words: Mapping[tuple[Side, Steps], frozenset[str]] = field(default_factory=dict[tuple[Side, Steps], frozenset[str]])
    queries: Sequence[tuple[str, Kind]] = ()
    order: Sequence[Slot] = ()


def slots(page: Page, anchors: Anchors) -> tuple[Slot, ...]:
    """All that the prose of a page may be about, in the page's order."""
    return tuple(_slots(page, anchors))


def _slots(page: Page, anchors: Anchors) -> Iterator[Slot]:
    names = [header.name for header in page.call.headers if header.name.lower() not in PLAIN_HEADERS]
    yield from _with_gone("header", [Slot("header", (name,), "string") for name in names], anchors)
    yield from _with_gone("path", [Slot("path", (name,), "string") for name in page.call.path_names], anchors)
    told = dict(anchors.queries)
    queries = [_queried(query_node(name, value, 0), told) for name, value in page.call.query]
    known = [Slot("query", (name,), kind) for name, kind in anchors.queries]
    yield from _with_gone("query", queries or known, anchors)
    yield from _with_gone("request", list(_fields("request", page.request)), anchors)
    yield Slot("success", (), "object")
    sent = twin(page)
    fields = [_answered(page, slot, sent) for slot in _fields("response", page.response)]
    yield from _with_gone("response", list(_unfolded(page, fields)), anchors)


def _unfolded(page: Page, fields: Sequence[Slot]) -> Iterator[Slot]:
    """The fields with those of the items, where a list of objects is the payload and the page folds nothing."""
    is_open = [slot.kind for slot in fields if slot.folds] == ["array"]
    is_open = is_open and not any(FOLD.search(piece.text) for piece in page.prose)
    for slot in fields:
        if page.response is None or not (is_open and slot.folds):
            yield slot
            continue
        yield replace(slot, folds=False, below=())
        root = slot.steps
        while page.response.nodes[root].kind == "array":
            root = (*root, ITEM)
        yield from _below(page.response, "response", root)


def _answered(page: Page, slot: Slot, sent: Steps | None) -> Slot:
    nodes = page.request.nodes if page.request else {}
    return slot if sent is None else replace(slot, is_sent=(*sent, *slot.steps) in nodes)


def twin(page: Page) -> Steps | None:
    """The object of the request that has most of the response's fields; None where none has any."""
    if page.request is None or page.response is None:
        return None
    answered = set(_keys(page.response, ()))
    shared = {
        steps: len(answered & set(_keys(page.request, steps)))
        for steps, node in page.request.nodes.items()
        if node.kind == "object"
    }
    best = max(shared, key=lambda steps: (shared[steps], -len(steps)), default=())
    return best if shared.get(best) else None


def _keys(example: Example, above: Steps) -> Iterator[str]:
    return (steps[-1] for steps in example.nodes if steps and steps[:-1] == above)


def _queried(node: Node, told: Mapping[str, Kind]) -> Slot:
    """A parameter of the URL; the spec tells its kind where the URL does not."""
    shown = (str(node.value),) if node.kind == "constant" else ()
    kind = told.get(node.steps[0], "string") if node.kind == "null" else node.kind
    return Slot("query", node.steps, kind, node.format, shown)


def _with_gone(side: Side, shown: list[Slot], anchors: Anchors) -> list[Slot]:
    """The fields of one side, and those that were there before, in their old places."""
    places = [slot.steps for slot in shown]
    before: Steps | None = None
    for slot in anchors.order:
        if slot.side != side:
            continue
        if slot.steps not in places:
            index = places.index(before) + 1 if before is not None else 0
            shown.insert(index, replace(slot, is_gone=True))
            places.insert(index, slot.steps)
        before = slot.steps
    return shown


def _fields(side: Side, example: Example | None) -> Iterator[Slot]:
    """The fields of the outermost object, or of the items where a list is outermost."""
    if example is None:
        return
    root: Steps = ()
    while example.nodes[root].kind == "array" and (*root, ITEM) in example.nodes:
        root = (*root, ITEM)
    yield from _below(example, side, root)


def _below(example: Example, side: Side, root: Steps) -> Iterator[Slot]:
    for steps, node in example.nodes.items():
        if steps and steps[:-1] == root:
            yield _slot(side, node, example)


def _slot(side: Side, node: Node, example: Example) -> Slot:
    inner = node
    while inner.kind == "array" and (*inner.steps, ITEM) in example.nodes:
        inner = example.nodes[(*inner.steps, ITEM)]
    below = tuple(steps[-1] for steps in example.nodes if steps[:-1] == inner.steps and steps)
    shown = (str(inner.value),) if inner.kind == "constant" else ()
    return Slot(side, node.steps, node.kind, inner.format, shown, below, folds=inner.kind == "object" and bool(below))


def shown_constants(page: Page) -> Iterator[str]:
    """The values in the examples that look like one of several."""
    for example in (page.request, page.response):
        for node in example.nodes.values() if example else ():
            if node.kind == "constant":
                yield str(node.value)


def is_upper(values: Iterable[str]) -> bool:
    """Whether all values are written like constants."""
    return all(CONSTANT.fullmatch(value) for value in values)
