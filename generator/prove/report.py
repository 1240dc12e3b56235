"""A proof in words: figures by kind, and each survivor with what would kill it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.prove.mutant import Mutant
from generator.prove.proof import Found, rates
from generator.prove.runtime import CARRIERS

WANTED = {
    "alias": "a request or an answer that holds this field, with its wire name spelt out",
    "field": "a case that sets this field alone, and looks at the wire or at the leaf",
    "required": "the smallest request or answer, with and without this field",
    "type": "a value of another JSON kind at this place, and what is made of it",
    "enum": "a case for this member, both ways",
    "bound": "a value at the bound and one beyond it on either side",
    "rule": "a case that satisfies this rule, one that breaks it, one without its condition",
    "severity": "a broken rule that is looked at with its severity",
    "method": "a request whose method is compared",
    "path": "a request whose raw path is compared",
    "base-url": "a call with this base URL, from each place that it may come from",
    "escaping": "a value with the characters in question, compared byte by byte",
    "header": "a request whose header fields are compared by name and value",
    "auth": "a call whose credential is compared, given and from the environment",
    "body": "a request in which this part of the body's way matters",
    "parameter": "a request whose query or header holds this parameter",
    "retry": "an attempt that fails in this way, with its attempts counted",
    "backoff": "a pause that is measured",
    "errors": "a failure whose error is looked at in this respect",
    "decoder": "an answer that differs from the document in this way",
    "pages": "a page that ends, repeats or fails in this way",
    "stream": "a stream or download that comes in pieces, ends or breaks in this way",
    "redaction": "a credential that must not be seen there",
}


def told(found: Sequence[Found]) -> Iterator[str]:
    """The report, line by line."""
    yield from _figures(found)
    stillborn = [each for each in found if each.verdict == "stillborn"]
    if stillborn:
        yield f"{len(stillborn)} died at import and count neither way:"
        yield from (f"  {each.mutant}  ({each.by})" for each in stillborn)
    survivors = [each.mutant for each in found if each.verdict == "survived"]
    if survivors:
        yield f"{len(survivors)} survived the whole suite:"
        for mutant in survivors:
            yield f"  {mutant}"
            yield f"      would be killed by {wanted(mutant)}"


def _figures(found: Sequence[Found]) -> Iterator[str]:
    yield f"{'kind':<12} {'killed':>7} {'of':>6} {'rate':>8}"
    for kind, rate in rates(found).items():
        yield f"{kind:<12} {rate.killed:>7,} {rate.of:>6,} {rate.percent:>6.1f} %"
    yield f"not mutated: {', '.join(CARRIERS)} of the runtime, which carry bytes; the generator's own tests hold them"
    equivalent = sum(each.verdict == "equivalent" for each in found)
    if equivalent:
        yield f"{equivalent} more behave like the original (listed with their reasons)"


def wanted(mutant: Mutant) -> str:
    """The case that would kill a survivor, in words."""
    where = f"in {mutant.scope}" if mutant.scope else f"in {mutant.file.rpartition('/')[2]}"
    case = WANTED.get(mutant.kind, "a case that tells the two apart")
    return f"{case}: {where}, where `{mutant.was}` and `{mutant.becomes or 'nothing'}` differ"


def missed(found: Sequence[Found], *, least: float, least_of_kind: float) -> list[str]:
    """What falls short of the rates that are asked for."""
    lines = [
        f"{kind}: {rate.percent:.1f} % killed, {least_of_kind:g} % are asked for in every kind"
        for kind, rate in rates(found).items()
        if kind != "all" and rate.percent < least_of_kind
    ]
    total = rates(found)["all"]
    return lines + ([f"{total.percent:.1f} % killed, {least:g} % are asked for"] if total.percent < least else [])
