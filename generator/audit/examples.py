"""Whether the examples in the spec that are said to be the page's are the page's, value by value."""

from __future__ import annotations

from collections.abc import Iterator

from generator.audit.example import Example
from generator.audit.fact import ITEM, Side, Steps, place_name
from generator.audit.mismatch import Mismatch
from generator.audit.view import View
from generator.load import is_array, is_object
from generator.positions import escaped


def example_mismatches(view: View) -> Iterator[Mismatch]:
    """The first difference of each example with the source `shown`."""
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
        for name, written in (examples if is_object(examples) else {}).items():
            if not is_object(written) or not str(written.get("x-source", "")).startswith("shown"):
                continue
            place = f"{pointer}/examples/{escaped(name)}/value"
            found = next(_differences(example.tree, written.get("value"), (), place), None)
            if found:
                yield _mismatch(view, side, example, found)


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
