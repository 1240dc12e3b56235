"""Which piece of prose is about what: the best assignment that keeps the order of both.

Prose has no names, and fields without a sentence leave no line, so that each piece alone could be about many things.
All pieces are placed together (dynamic programming): a sentence is not given to its neighbour when a better place for
the whole is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.audit.prose import Token
from generator.audit.slots import Anchors, Slot
from generator.audit.weigh import Weights, continued

PLACED = 10.0
"""What any place is worth, compared with none."""
TOGETHER = 2.0
_ORDER = {"text": 1, "values": 2, "fold": 3}
_LOW = float("-inf")


@dataclass(frozen=True, slots=True)
class Placed:
    """A token and what it is about; None where it fits nowhere."""

    token: Token
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class _End:
    """The best way to a point: its weight, and the links back."""

    weight: float
    before: _End | None = None
    token: int = -1
    slot: int = -1


def aligned(tokens: Sequence[Token], slots: Sequence[Slot], anchors: Anchors) -> tuple[Placed, ...]:
    """Every token with its slot, in order."""
    weights = Weights(slots, anchors)
    skips = [weights.skipped(slot) for slot in slots]
    # ends[j][s]: the last token that was placed went to slot j - 1 as stage s; ends[0][0]: none was placed yet.
    nothing: list[_End | None] = [None, None, None, None]
    ends = [list(nothing) for _ in range(len(slots) + 1)]
    ends[0][0] = _End(0.0)
    for index, token in enumerate(tokens):
        ends = _with(index, token, (ends, skips), [weights.of(token, slot) for slot in slots])
    reached = [end for row in _closed(ends, skips) for end in row if end]
    return _traced(max(reached, key=lambda end: end.weight), tokens, slots)


def _with(
    index: int, token: Token, so_far: tuple[list[list[_End | None]], list[float]], fits: list[float]
) -> list[list[_End | None]]:
    """All ends after one more token: placed on a later slot, on the same one, or nowhere."""
    ends, skips = so_far
    stage = _ORDER[token.what]
    after = [list(row) for row in ends]
    best: _End | None = None
    for j, fit in enumerate(fits):
        best = _better(_moved(best, skips[j - 1] if j else 0.0), _best(ends[j]))
        if best:
            _offer(after[j + 1], stage, _End(best.weight + fit + PLACED, best, index, j))
        for past in range(1, stage + 1):
            end = ends[j + 1][past]
            goes_on = stage == 1 or (past == 2 and token.joins and end is not None and end.token == index - 1)
            if end and (past < stage or goes_on):
                more = continued(token.text, fit) if stage == past == 1 else fit + TOGETHER
                _offer(after[j + 1], stage, _End(end.weight + more + PLACED, end, index, j))
    return after


def _offer(row: list[_End | None], stage: int, end: _End) -> None:
    row[stage] = _better(row[stage], end)


def _better(one: _End | None, other: _End | None) -> _End | None:
    if one is None or (other is not None and other.weight > one.weight):
        return other
    return one


def _best(row: list[_End | None]) -> _End | None:
    best: _End | None = None
    for end in row:
        best = _better(best, end)
    return best


def _moved(end: _End | None, skip: float) -> _End | None:
    """The end with one more slot passed over."""
    return _End(end.weight + skip, end.before, end.token, end.slot) if end else None


def _closed(ends: list[list[_End | None]], skips: list[float]) -> list[list[_End | None]]:
    """The ends with all slots behind them passed over."""
    rest = [sum(skips[j:]) for j in range(len(ends))]
    return [[_moved(end, rest[j]) for end in row] for j, row in enumerate(ends)]


def _traced(end: _End, tokens: Sequence[Token], slots: Sequence[Slot]) -> tuple[Placed, ...]:
    where: dict[int, Slot] = {}
    here: _End | None = end
    while here is not None:
        if here.token >= 0 and here.slot >= 0:
            where[here.token] = slots[here.slot]
        here = here.before
    return tuple(Placed(token, where.get(index)) for index, token in enumerate(tokens))
