"""A trace as text, as JSON, and as one HTML page that needs nothing beside itself."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from generator.findings import visible
from generator.trace.proven import Fault
from generator.trace.rows import Row, Trace

_FEW = 3
_STYLE = """
body{font:14px/1.45 system-ui,sans-serif;margin:0;color:#222;background:#fff}
header{position:sticky;top:0;background:#fff;border-bottom:1px solid #ccc;padding:10px 16px}
h1{font-size:16px;margin:0 0 6px} input{font:inherit;width:min(40em,90%);padding:4px 8px}
#count,.dim{color:#666} .problem{color:#a00}
section{border-bottom:1px solid #eee;padding:4px 16px;display:grid;grid-template-columns:4em 1fr;gap:0 12px}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.45 ui-monospace,monospace}
.n{text-align:right;color:#888} table{border-collapse:collapse;margin:2px 0 6px} td{padding:0 14px 0 0;vertical-align:top}
code{font:12.5px ui-monospace,monospace} :target{background:#fff6d5} [hidden]{display:none}
@media(prefers-color-scheme:dark){body,header{background:#161616;color:#ddd}section{border-color:#2a2a2a}:target{background:#3a3310}}
"""
_SCRIPT = """
const box=document.querySelector("input"),parts=[...document.querySelectorAll("section")],count=document.querySelector("#count");
function show(){const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);let n=0;
for(const part of parts){const text=part.textContent.toLowerCase();
const ok=words.length?words.every(word=>text.includes(word)):part.dataset.facts!=="0";part.hidden=!ok;n+=ok}
count.textContent=n+" lines"}
box.addEventListener("input",show);show();
"""


def as_text(traces: Sequence[Trace]) -> str:
    """Line by line: the page's words, and below them each fact with its way to the fixtures."""
    return "\n".join(line for trace in traces for line in _text(trace))


def _text(trace: Trace) -> Iterator[str]:
    yield f"{visible(trace.page)}: {trace.operation or 'no operation of the spec'}"
    line = 0
    for row in trace.rows:
        if row.line != line:
            line = row.line
            yield f"{line:>5} | {visible(trace.lines[line - 1])}"
        yield visible(f"        {row.place}: {row.says}")
        yield visible(f"          -> {row.spec or 'nowhere in the spec'}  {row.pointer}")
        if row.python:
            yield visible(f"          -> {', '.join(row.python)}")
        for rule in row.rules:
            yield visible(f"          -> rule {rule.rule} ({rule.severity}): {rule.says}   {rule.at}")
        if row.checks:
            yield f"          -> checked in {', '.join(row.checks)}"
        if row.fixtures:
            more = f" and {len(row.fixtures) - _FEW} more" if len(row.fixtures) > _FEW else ""
            shown = ", ".join(f"{case.name} ({case.at})" for case in row.fixtures[:_FEW])
            yield visible(f"          -> tested by {shown}{more}")
        elif row.why:
            yield visible(f"          -> {row.why}")
        yield from map(visible, _faults(row))
    yield from (visible(f"{each.at}: {each.code}: {each.about}") for each in trace.problems)
    yield f"{len(trace.rows)} facts, {len(trace.problems)} findings"


def _faults(row: Row) -> Iterator[str]:
    """Figures, then the first faults that its own fixtures notice, the first that others do, and all that survive."""
    if line := counted(row.faults):
        yield f"          -> {line}"
    own = [each for each in row.faults if each.own]
    for each in own[:_FEW]:
        yield f"             {each.kind} at {each.at}: {each.says}: its own fixtures notice"
    if len(own) > _FEW:
        yield f"             and {len(own) - _FEW} more"
    others = [each for each in row.faults if each.verdict == "killed" and not each.own]
    for each in others[:_FEW]:
        yield f"             {each.kind} at {each.at}: {each.says}: noticed first by {each.by}"
    for each in (one for one in row.faults if one.verdict == "survived"):
        yield f"             {each.kind} at {each.at}: {each.says}: nothing notices"


def counted(faults: Sequence[Fault]) -> str:
    """The figures of a fact's faults in words; "" where there are none."""
    here = [each for each in faults if each.of_fact]
    own, dead = sum(each.own for each in here), sum(each.verdict == "killed" for each in here)
    beyond = sum(each.own for each in faults) - own
    words = f"faults put in it: {len(here)}, noticed: {dead}, first by its own fixtures: {own}" if here else ""
    more = f"elsewhere its own fixtures are the first to notice: {beyond}" if beyond else ""
    return "; ".join(part for part in (words, more) if part)


def as_json(traces: Sequence[Trace]) -> str:
    """The same for programs."""
    pages = [{**asdict(trace), "lines": len(trace.lines)} for trace in traces]
    return json.dumps({"pages": pages}, indent=2, ensure_ascii=False)


def as_html(traces: Sequence[Trace]) -> str:
    """The same for people, to be read and searched."""
    facts = sum(len(trace.rows) for trace in traces)
    problems = [each for trace in traces for each in trace.problems]
    body = "\n".join(part for trace in traces for part in _sections(trace))
    listed = "".join(f'<div class="problem">{_safe(f"{p.at}: {p.code}: {p.about}")}</div>' for p in problems)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Trace</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>\n'
        f"<header><h1>{facts} facts of {len(traces)} pages, {len(problems)} findings</h1>"
        '<input type="search" placeholder="a field, a rule, a line of the page, a file" aria-label="search" autofocus> '
        f'<span id="count"></span>{listed}</header>\n<main>\n{body}\n</main>\n<script>{_SCRIPT}</script>\n</body></html>\n'
    )


def _sections(trace: Trace) -> Iterator[str]:
    rows: dict[int, list[Row]] = {}
    for row in trace.rows:
        rows.setdefault(row.line, []).append(row)
    for number, text in enumerate(trace.lines, 1):
        told = rows.get(number, [])
        table = "".join(_row(row) for row in told)
        yield (
            f'<section id="line-{number}" data-facts="{len(told)}"><pre class="n"><a href="#line-{number}">{number}</a></pre>'
            f"<div><pre>{_safe(text)}</pre>{f'<table>{table}</table>' if table else ''}</div></section>"
        )


def _row(row: Row) -> str:
    rules = "<br>".join(_safe(f"{rule.rule} ({rule.severity}): {rule.says}") for rule in row.rules)
    where = "<br>".join(f"<code>{_safe(at)}</code>" for at in (*row.checks, *(rule.at for rule in row.rules)))
    fixtures = "<br>".join(f"{_safe(case.name)} <code>{_safe(case.at)}</code>" for case in row.fixtures[:20])
    more = f'<br><span class="dim">and {len(row.fixtures) - 20} more</span>' if len(row.fixtures) > 20 else ""
    spec = f"<code>{_safe(row.spec)}</code>" if row.spec else '<span class="problem">nowhere in the spec</span>'
    python = "<br>".join(f"<code>{_safe(name)}</code>" for name in row.python)
    cells = (f"<b>{_safe(row.place)}</b><br>{_safe(row.says)}", spec, python, rules + ("<br>" if rules else "") + where)
    last = (fixtures + more or f'<span class="dim">{_safe(row.why)}</span>') + _listed(row)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in (*cells, last)) + "</tr>"


def _listed(row: Row) -> str:
    """The faults of a fact, folded: kind, place, what was changed, and the test that noticed it."""
    lines = "<br>".join(
        f"{_safe(each.kind)} <code>{_safe(each.at)}</code> <code>{_safe(each.says)}</code> "
        + (f'<span class="dim">{_safe(each.by)}</span>' if each.by else '<span class="problem">survives</span>')
        for each in row.faults
    )
    return f"<details><summary>{_safe(counted(row.faults))}</summary>{lines}</details>" if lines else ""


def _safe(text: str) -> str:
    return html.escape(visible(text))
