"""Where in the spec each fact of a page stands: the pointer of the keyword, rule or object that says it."""

from __future__ import annotations

from generator.audit.conditions import rule_for
from generator.audit.fact import Fact, Side, Steps
from generator.audit.facts import CONDITIONS, UNCLASSIFIED
from generator.audit.keywords import limit_of, word_of
from generator.audit.view import View
from generator.audit.waivers import WAIVERS
from generator.load import is_object
from generator.positions import escaped


def place_of(view: View, fact: Fact) -> str:
    """The pointer of what the spec says for a fact, or "" where it says nothing."""
    operation = view.operation
    match fact.aspect:
        case "method":
            return operation.pointer
        case "url":
            return operation.pointer.rpartition("/")[0]
        case "header":
            return _header(view, fact)
        case "parameter":
            parameter = view.parameter(fact.side, fact.steps[0])
            return parameter.pointer if parameter else ""
        case "kind" | "shown" | "enum" | "sentence" | "required":
            return _of_value(view, fact)
        case _ if fact.aspect in CONDITIONS:
            side, steps = view.places(fact)[0]
            rules = operation.request.rules if operation.request and side == "request" else []
            rule = rule_for(fact, steps, rules)
            return rule.pointer if rule else ""
        case _ if fact.aspect.startswith(UNCLASSIFIED):
            return f"{operation.pointer}/{WAIVERS}/{escaped(fact.aspect.removeprefix(UNCLASSIFIED))}"
        case _:
            return _word(view, fact, fact.aspect)


def waiver_of(view: View, fact: Fact) -> str:
    """Why a sentence needs no keyword, as a person wrote it; "" where nobody did."""
    written = view.operation.node.get(WAIVERS)
    waiver = written.get(fact.aspect.removeprefix(UNCLASSIFIED)) if is_object(written) else None
    return str(waiver.get("because", "")) if is_object(waiver) else str(waiver or "")


def _header(view: View, fact: Fact) -> str:
    name = fact.steps[0].lower()
    if name == "content-type":
        return f"{view.operation.pointer}/requestBody/content"
    parameter = view.parameter("header", fact.steps[0])
    if parameter is not None:
        return parameter.pointer
    return "/components/securitySchemes" if name in view.operation.headers else ""


def _of_value(view: View, fact: Fact) -> str:
    if fact.side == "success":
        return f"{view.operation.success}/description"
    if fact.aspect == "sentence" and fact.side == "header":
        return "/components/securitySchemes"
    if fact.aspect == "sentence" and fact.side in ("path", "query"):
        parameter = view.parameter(fact.side, fact.steps[0])
        return f"{parameter.pointer}/description" if parameter else ""
    field = view.field(fact.side, fact.steps)
    if fact.aspect == "kind":
        return field.pointer if field else ""
    aspect = {"shown": "enum", "sentence": "description"}.get(fact.aspect, fact.aspect)
    return _word(view, fact, aspect) or (field.pointer if field and fact.aspect == "shown" else "")


def _word(view: View, fact: Fact, aspect: str) -> str:
    own: list[tuple[Side, Steps]] = [(fact.side, fact.steps)]
    places = own if aspect in ("enum", "description") else view.places(fact)
    for side, steps in places:
        field = view.field(side, steps)
        word = (word_of(field, aspect) or limit_of(field, aspect)) if field else None
        if word is not None:
            return word.pointer
    return ""
