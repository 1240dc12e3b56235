"""Whether the examples in the spec that are said to be the page's are the page's, value by value."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.audit.edit import Edit, removed, written
from generator.audit.example import Example
from generator.audit.fact import ITEM, Side, Steps, place_name
from generator.audit.mismatch import Mismatch
from generator.audit.view import View
from generator.load import is_array, is_object
from generator.positions import escaped, unescaped


def example_mismatches(view: View) -> Iterator[Mismatch]:
    """The first difference of each example with the source `shown`."""
    for place, copied, example in _copies(view):
        found = next(_differences(example.tree, copied.get("value"), (), f"{place}/value"), None)
        if found:
            side: Side = "request" if example is view.said.page.request else "response"
            yield _mismatch(view, side, example, found)


def _copies(view: View) -> Iterator[tuple[str, dict[str, object], Example]]:
    """The examples of the spec that are said to be the page's: pointer, the example's object, and the page's."""
    pages: tuple[tuple[Side, Example | None], ...] = (
        ("request", view.said.page.request),
        ("response", view.said.page.response),
    )
    for side, example in pages:
        body = view.body(side)
        if body is None or example is None:
            continue
        holder, pointer = view.document.follow(f"#{body.pointer.removesuffix('/schema')}")
        examples = holder.get("examples") if is_object(holder) else None
        for name, copied in (examples if is_object(examples) else {}).items():
            if is_object(copied) and str(copied.get("x-source", "")).startswith("shown"):
                yield f"{pointer}/examples/{escaped(name)}", copied, example


def _differences(page: object, spec: object, steps: Steps, pointer: str) -> Iterator[tuple[Steps, str]]:
    """Where two values differ: path and pointer, keys in any order."""
    if is_object(page) and is_object(spec):
        for key in dict.fromkeys((*page, *spec)):
            place = f"{pointer}/{escaped(key)}"
            if key in page and key in spec:
                yield from _differences(page[key], spec[key], (*steps, key), place)
            else:
                yield (*steps, key), place if key in spec else pointer
    elif is_array(page) and is_array(spec) and len(page) == len(spec):
        for index, (left, right) in enumerate(zip(page, spec, strict=True)):
            yield from _differences(left, right, (*steps, ITEM), f"{pointer}/{index}")
    elif page != spec or isinstance(page, bool) != isinstance(spec, bool):
        yield steps, pointer


def _mismatch(view: View, side: Side, example: Example, found: tuple[Steps, str]) -> Mismatch:
    steps, pointer = found
    node = example.nodes.get(steps)
    key = (side, steps, "kind")
    return Mismatch(
        code="example-differs",
        place=place_name(side, steps),
        lines=(node.line,) if node else (),
        says="shown otherwise" if node else "not on the page",
        pointer=pointer,
        told="the example of the spec",
        fix="copy the page's example",
        by=view.by(key, (side, steps, "shown")),
        keys=(key,),
    )


def unbroken(view: View, rules: Collection[str]) -> Iterator[Edit]:
    """That the examples break rules that are gone is gone with them."""
    for place, copied, _ in _copies(view):
        breaches = copied.get("x-breaks")
        for index, breach in enumerate(breaches if is_array(breaches) else []):
            if is_object(breach) and breach.get("rule") in rules:
                yield removed(f"{place}/x-breaks/{index}")


def example_edits(view: View) -> Iterator[Edit]:
    """What makes the spec's copies of the page's examples the page's again, with the lines that they stand on."""
    for place, written_example, example in _copies(view):
        tree = written_example.get("value")
        if next(_differences(example.tree, tree, (), ""), None) is None:
            continue
        yield written(place, {"x-source": f"shown {example.first}-{example.last}"})
        yield from _edits(example.tree, tree, f"{place}/value")


def _edits(page: object, spec: object, pointer: str) -> Iterator[Edit]:
    if is_object(page) and is_object(spec):
        new = {key: value for key, value in page.items() if key not in spec}
        if new:
            yield written(pointer, new)
        for key, value in spec.items():
            if key not in page:
                yield removed(f"{pointer}/{escaped(key)}")
            else:
                yield from _edits(page[key], value, f"{pointer}/{escaped(key)}")
    elif is_array(page) and is_array(spec) and len(page) == len(spec):
        for index, (left, right) in enumerate(zip(page, spec, strict=True)):
            yield from _edits(left, right, f"{pointer}/{index}")
    elif page != spec or isinstance(page, bool) != isinstance(spec, bool):
        above, _, step = pointer.rpartition("/")
        yield Edit("write", above, {unescaped(step): page}) if not step.isdigit() else Edit("write", pointer, page)
