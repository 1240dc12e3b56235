"""Sentences whose words changed since they were accepted, though no fact did: for a person to read, no drift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.audit.fact import Key
from generator.audit.lock import Accepted
from generator.audit.mismatch import Mismatch
from generator.audit.view import View

_TEXTS = ("sentence", "unplaced")


def wording_mismatches(view: View) -> Iterator[Mismatch]:
    """A warning for each sentence that is new, gone or reworded, unless a fact of the same field differs as well."""
    accepted = view.accepted
    if accepted is None:
        return
    facts = view.said.facts
    for key in dict.fromkeys((*facts, *accepted.facts)):
        now, then = facts.get(key), accepted.facts.get(key)
        if key[2] not in _TEXTS or (now is not None and then is not None and now.value == then[0]):
            continue
        if _other_facts_differ(view, accepted, key):
            continue
        if now is not None:
            code = "wording-changed" if then is not None else "sentence-added"
            told = f"accepted as: {then[0]}" if then is not None else "not there when accepted"
            yield replace(
                view.differs(code, now, "", told), severity="warning", by="vendor", fix="read it, then --accept"
            )
        elif then is not None:
            mismatch = view.lost("sentence-removed", view.place(key), "", f"accepted as: {then[0]}", key)
            yield replace(mismatch, severity="warning", by="vendor", fix="read it, then --accept")


def _other_facts_differ(view: View, accepted: Accepted, key: Key) -> bool:
    """Whether something that the sentence stated, or the field itself, changed with its words."""
    side, steps, _ = key
    facts = view.said.facts
    if any(each[:2] == (side, steps) and each[2] == "kind" for each in {*facts} ^ {*accepted.facts}):
        return True
    around = [each for each in {**facts, **accepted.facts} if each[:2] == (side, steps) and each[2] not in _TEXTS]
    return any((facts[each].value if each in facts else None) != accepted.value(each) for each in around)
