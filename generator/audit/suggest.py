"""What to write: for every difference that is mechanical, the YAML in its place, with its provenance."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from generator.audit.audit import Audit
from generator.audit.draft import draft, left_open
from generator.audit.edit import APPENDED, Edit, in_order, nested, written
from generator.audit.examples import example_edits
from generator.audit.mismatch import Mismatch
from generator.audit.remedies import of_conditions, of_fields, of_keywords, of_waivers
from generator.audit.remedies_call import of_call
from generator.audit.renumber import patch, renumbered, with_page
from generator.audit.view import View
from generator.audit.yaml_text import block
from generator.findings import visible
from generator.load import is_object
from generator.resolve import Document

_CALL = ("method-", "url-", "header-", "media-type-", "parameter-")
_WORDS = ("enum-", "bound-", "default-", "keyword-", "required-added", "value-")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One edit, and the first difference that it is for; None for one of an example."""

    about: Mismatch | None
    edit: Edit


def suggested(audit: Audit, spec_file: str, document: Document | None = None) -> str:
    """All suggestions as text; a draft of the operation where the spec has none for the page."""
    if audit.view is None:
        return drafted(audit, spec_file, document)
    changes = renumbered(audit.view)
    blocks = [_printed(audit.view, each) for each in suggestions(audit.view, audit.mismatches)]
    if changes:
        head = f"# {len(changes)} citations name lines that have moved: patch -p0, before anything else is edited"
        blocks.insert(0, f"{head}\n{patch(document or audit.view.document, changes)}")
    return "\n\n".join(blocks) or "# nothing to write: the spec says what the page says"


def drafted(audit: Audit, spec_file: str, document: Document | None = None) -> str:
    """The page as a document of its own, or as what a document that is there lacks."""
    page = audit.said.page.file
    name = os.path.splitext(os.path.basename(page))[0]
    way = os.path.relpath(page, os.path.dirname(spec_file) or ".").replace(os.sep, "/")
    head = [f"# Drafted from {visible(way)}: names, what is required and all descriptions are left to you."]
    head += [f"# Only you can read line {line}, {id}: {visible(text)}" for id, line, text in left_open(audit.said)]
    changes = with_page(document) if document else []
    if document and changes:
        told = f"# {len(changes)} citations must name their page, as there are two now: patch -p0, first"
        head = [told, patch(document, changes), "", *head]
    return "\n".join([*head, *block(draft(audit.said, name, way, document))])


def suggestions(view: View, mismatches: tuple[Mismatch, ...]) -> Iterator[Suggestion]:
    """The edits of all differences as they can be made one after the other; none where only a person can know."""
    found = [
        Suggestion(mismatch, sourced)
        for mismatch in mismatches
        for edit in _edits(view, mismatch)
        for sourced in _sourced(view, edit)
    ]
    found += [Suggestion(None, edit) for edit in example_edits(view)]
    yield from (found[number] for number in in_order(each.edit for each in found))


def _edits(view: View, mismatch: Mismatch) -> Iterator[Edit]:
    code = mismatch.code
    facts = [view.said.facts[key] for key in mismatch.keys if key in view.said.facts]
    first = facts[0] if facts else None
    if code.startswith(_CALL):
        yield from of_call(view, mismatch, facts)
    elif code.startswith(_WORDS):
        yield from of_keywords(view, mismatch, first)
    elif code.startswith("condition-"):
        yield from of_conditions(view, mismatch, facts)
    elif code in ("waiver-unmatched", "unclassified-constraint", "unplaced-sentence"):
        yield from of_waivers(view, mismatch, first)
    elif code == "citation-wrong":
        yield from _citation(view, mismatch)
    else:
        yield from of_fields(view, mismatch, facts)


def _citation(view: View, mismatch: Mismatch) -> Iterator[Edit]:
    """The right lines in the provenance that names wrong ones, wherever it stands for its place."""
    holder, _, keyword = mismatch.pointer.rpartition("/")
    node, place = view.document.follow(f"#{mismatch.pointer}")
    rule = node.get("x-rule") if is_object(node) else None
    if is_object(rule):
        yield written(f"{place}/x-rule", {"source": mismatch.write})
        return
    told = mismatch.told.removeprefix("x-source: ")
    while holder:
        owner, at = view.document.follow(f"#{holder}")
        source = owner.get("x-source") if is_object(owner) else None
        if isinstance(source, str) and source == told:
            yield written(at, {"x-source": mismatch.write})
            return
        if is_object(source):
            wrong = [key for key, text in source.items() if text == told]
            named = [key for key in wrong if key == keyword] or wrong[:1]
            if named:
                yield written(at, {"x-source": {named[0]: mismatch.write}})
                return
        holder = holder.rpartition("/")[0]


def _sourced(view: View, edit: Edit) -> Iterator[Edit]:
    """An edit whose provenance joins that which is there: that of a parameter stands beside its name."""
    value = edit.value
    source = value.get("x-source") if is_object(value) else None
    if edit.verb != "write" or not is_object(value) or not is_object(source):
        yield edit
        return
    place, rest = edit.pointer, value
    above = place.removesuffix("/schema")
    parameter, _ = view.document.follow(f"#{above}")
    if above != place and is_object(parameter) and "in" in parameter:
        place, rest = above, {}
        yield written(edit.pointer, {key: each for key, each in value.items() if key != "x-source"})
    node, _ = view.document.follow(f"#{place}")
    known = node.get("x-source") if is_object(node) else None
    joined = {**({"type": known} if isinstance(known, str) else {}), **source}
    yield written(place, {**rest, "x-source": joined})


def _printed(view: View, suggestion: Suggestion) -> str:
    about, edit = suggestion.about, suggestion.edit
    line = view.document.lines([edit.pointer]).get(edit.pointer, 1) if edit.pointer else 1
    page = (
        f", page line{'s' if len(about.lines) > 1 else ''} {', '.join(map(str, about.lines))}"
        if about and about.lines
        else ""
    )
    what = f"{about.code} {about.place}" if about else "the page's example"
    head = f"# {view.document.place(edit.pointer).file}:{line}: {what}{page}"
    if edit.verb != "write":
        return visible(f"{head}: {edit.verb} {edit.pointer}{f' to {edit.to}' if edit.to else ''}")
    value, entries = nested(view.document, edit)
    added = [key for key in edit.value if key in APPENDED] if is_object(edit.value) else []
    notes = [f"in {each}" for each in entries] + [f"added to {each}" for each in added]
    return "\n".join([visible(", ".join([head, *notes])), *block(value)])
