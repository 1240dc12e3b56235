"""Who says a fact, and whether breaking it refuses a request or warns: read from `x-source` and `x-rule` as written.

The page refuses; so does an example where it shows the JSON kind. Whatever else is known warns. A document that names
no page is itself the statement, but for `format`, which JSON Schema takes for an annotation (validation, section 7.2.1).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from generator.cases.places import Node, Place, as_node
from generator.cases.view import REMEMBERED, View

Severity: TypeAlias = Literal["refuse", "warn"]


def word(text: str) -> str:
    """The first word of a source: `page` of `page 274, 275`."""
    return text.split()[0] if text.split() else "inferred"


def provenance(view: View, keyword: str) -> str:
    """Who says that a keyword holds: a name of CONTRACT's words, or `spec` in a document without pages."""
    for place in reversed(view.nodes):
        source = as_node(place.node.get("x-source"))
        if keyword in source:
            return word(str(source[keyword]))
    holder = view.holder(keyword)
    for place in [*([holder] if holder else []), *reversed(view.nodes)]:
        source_text = place.node.get("x-source")
        if isinstance(source_text, str):
            return word(source_text)
    if view.vouched and not any("x-source" in place.node for place in view.nodes):
        return word(view.vouched)
    return "inferred" if view.document.is_documented else "spec"


@lru_cache(maxsize=REMEMBERED)
def kind_severity(view: View) -> Severity:
    """How severe a wrong JSON kind is; `kind` is its source where the keyword `type` says more than the example shows."""
    named = any("kind" in as_node(place.node.get("x-source")) for place in view.nodes)
    if _is_lowered(view, "type"):
        return "warn"
    return "refuse" if provenance(view, "kind" if named else "type") in ("page", "spec", "shown") else "warn"


@lru_cache(maxsize=REMEMBERED)
def severity(view: View, keyword: str) -> Severity:
    """How severe it is to break a keyword of a schema."""
    stated = provenance(view, keyword)
    if _is_lowered(view, keyword) or (keyword == "format" and stated == "spec"):
        return "warn"
    return "refuse" if stated in ("page", "spec") else "warn"


def required_severity(view: View, place: Place) -> Severity:
    """How severe it is to leave out a property that `place` requires of an object seen as `view`."""
    source = place.node.get("x-source")
    stated = word(source) if isinstance(source, str) else word(str(as_node(source).get("required", "")))
    if not source:
        stated = "inferred" if view.document.is_documented else "spec"
    return "refuse" if stated in ("page", "spec") and not _is_lowered(view, "required") else "warn"


def rule_severity(rule: Node) -> Severity:
    """How severe it is to break a named rule; a rule without a name is the document's own statement."""
    if not rule:
        return "refuse"
    stated = word(str(rule.get("source", "inferred")))
    return "refuse" if stated == "page" and rule.get("severity") != "warn" else "warn"


def _is_lowered(view: View, keyword: str) -> bool:
    return keyword in view.lowered
