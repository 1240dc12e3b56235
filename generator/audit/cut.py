"""Pages that break off in their prose: told by the end that is missing, together with what used to stand there."""

from __future__ import annotations

import re

from generator.audit.fact import Key
from generator.audit.facts import Said
from generator.audit.lock import Accepted
from generator.audit.page import NotAPage
from generator.audit.slots import Anchors
from generator.findings import visible

_SAID = ("sentence", "enum")
_ENDS = re.compile(r"[.!?:)\"'”]$|^[A-Z0-9_]+(, [A-Z0-9_]+)*$|(?:Show|Hide) child attributes$")
FEW = 3


def refuse_if_cut(said: Said, accepted: Accepted | None, anchors: Anchors) -> None:
    """Raises NotAPage where the prose ends early.

    A page whose closing words (`Was this page helpful?`) were seen is whole. Without them it is whole as well, unless
    its last line is no whole sentence, or what was accepted last, or what the spec cites, is missing from its end on.
    """
    page = said.page
    if page.is_closed:
        return
    last = page.prose[-1]
    lost = _lost_end(said, accepted) if accepted else _cited_beyond(anchors, len(page.lines))
    bare = 0 if accepted else _bare_end(said)
    if lost or not _ENDS.search(last.text) or bare > max(FEW, len(page.response.nodes if page.response else ()) // 4):
        raise NotAPage(
            f"{visible(page.file)}:{last.line}: the page breaks off here: save all of it, down to its last words"
        )


def _lost_end(said: Said, accepted: Accepted) -> bool:
    """Whether the accepted facts behind the last one that is still said are all gone."""
    before: list[Key] = [key for key in accepted.facts if key[2] in _SAID]
    if not before or before[-1] in said.facts:
        return False
    words = accepted.value(before[-1])
    return not any(fact.aspect in (*_SAID, "unplaced") and fact.value == words for fact in said.facts.values())


def _cited_beyond(anchors: Anchors, lines: int) -> bool:
    return any(line > lines for cited in anchors.lines.values() for line in cited)


def _bare_end(said: Said) -> int:
    """How many of the last fields of the response have no prose."""
    count = 0
    fields = [key for key in said.facts if key[0] == "response" and key[2] == "kind" and len(key[1]) == 1]
    for side, steps, _ in reversed(fields):
        if (side, steps, "sentence") in said.facts or (side, steps, "enum") in said.facts:
            break
        count += 1
    return count
