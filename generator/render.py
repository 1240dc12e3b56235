"""The IR through the templates: every file of the output as text. The document is not known here.

The tree of `templates/package` is the tree of the package: a `.jinja2` file is a template for the file of its name, one
with `[resource]` in its name for a file per resource; all others, and `templates/runtime`, are copied word for word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2

from generator import ir
from generator import markdown
from generator.docstrings import docstring, literal

TEMPLATES = Path(__file__).parent.parent / "templates"
FAKE_STREAMS = "testing/_fake/streams.py"  # only where something streams
_OF_RUNTIME = re.compile(r"^ *from \.+_runtime\.(\w+) import", re.MULTILINE)
_OF_FAKE = re.compile(r"^from \.(?:_fake\.)?(\w+) import|^from \. import ([\w, ]+)$", re.MULTILINE)
_FAKE = "testing/_fake/"
_WITHIN_RUNTIME = re.compile(r"^ *from \.(\w+) import", re.MULTILINE)


def render(
    api: ir.Api, *, models: Mapping[str, str], extensions: Mapping[str, str], lines: Mapping[str, int]
) -> dict[str, str]:
    """Every file of the package below the output folder: path -> text.

    `models` are the files of models/ as printed already, `extensions` those that are written by hand; `lines`
    tells for the pointer of a fact its line in the document.
    """
    files = dict(_printed(api, lines)) | dict(models) | dict(extensions)
    files |= dict(_runtime(files.values()))
    unused = set(_unused_fakes(files))
    return {f"{api.package}/{path}": files[path] for path in sorted(files.keys() - unused)}


def _printed(api: ir.Api, lines: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The files of `templates/package`."""
    root = TEMPLATES / "package"
    environment = _environment(root, lines)
    for source in sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        name = source.relative_to(root).as_posix()
        if name == FAKE_STREAMS and not api.has_streams:
            continue
        if not name.endswith(".jinja2"):
            yield name, source.read_text(encoding="utf-8")
            continue
        template = environment.get_template(name)
        target = name.removesuffix(".jinja2")
        if "[resource]" not in name:
            text = template.render(api=api)
            if text.strip() or not target.endswith(".py"):  # data may well be empty
                yield target, text
            continue
        for resource in api.resources:
            if text := template.render(api=api, resource=resource).strip():
                yield target.replace("[resource]", resource.module), f"{text}\n"


def _environment(root: Path, lines: Mapping[str, int]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # The output is Python, and one page: `literal`, `docstring`, `prose`, `code` are its escapes.
    )
    filters: dict[str, Any] = environment.filters

    def rule_lines(operation: ir.Operation) -> list[str]:
        """Each rule once: of a document on one line, the options of a union may say the same in the same place."""
        found = (_rule_line(operation, fact, lines.get(fact.source.pointer, 0)) for fact in operation.facts)
        return list(dict.fromkeys(found))

    filters |= {"literal": literal, "docstring": docstring, "rule_lines": rule_lines}
    filters |= {one.__name__: one for one in (markdown.prose, markdown.code, markdown.linked, markdown.type_text)}
    filters |= {"said_by": markdown.said_by}
    return environment


def _rule_line(operation: ir.Operation, fact: ir.Fact, line: int) -> str:
    """A fact as one line of JSON."""
    written = {
        "operation": operation.id,
        "path": fact.path,
        "rule": fact.rule,
        "says": fact.sentence,
        "severity": fact.severity,
        "source": _source(fact.source),
        "spec": line,
    }
    return json.dumps(written, ensure_ascii=False)


def _source(source: ir.Source) -> str:
    """Who says so, in words: `docs line 279`, `shown on docs line 9`, `sibling`."""
    numbers = ", ".join(str(line) for line in source.lines)
    where = f"docs line{'s' if len(source.lines) > 1 else ''} {numbers}"
    match source.provenance:
        case "page":
            return where
        case "shown":
            return f"shown on {where}"
        case "spec":
            return ""
        case "sibling" | "practice" | "inferred":
            return source.provenance


def _unused_fakes(files: Mapping[str, str]) -> Iterator[str]:
    """The modules of the fake server that nothing imports."""
    wanted, done = ["__init__", *_fakes_in(files["testing/__init__.py"], files.get("testing/factories.py"))], set[str]()
    while wanted:
        name = wanted.pop()
        if name not in done:
            done.add(name)
            wanted += _fakes_in(files.get(f"{_FAKE}{name}.py"))
    yield from (path for path in files if path.startswith(_FAKE) and path[len(_FAKE) : -3] not in done)


def _fakes_in(*texts: str | None) -> list[str]:
    found = [one or others for text in texts for one, others in _OF_FAKE.findall(text or "")]
    return [name.strip() for names in found for name in names.split(",")]


def _runtime(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The runtime's modules that the printed files import, and those that these import in turn, word for word."""
    wanted = [name for text in texts for name in _OF_RUNTIME.findall(text)]
    done: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in done:
            done.add(name)
            text = (TEMPLATES / "runtime" / f"{name}.py").read_text(encoding="utf-8")
            wanted += _WITHIN_RUNTIME.findall(text)
            yield f"_runtime/{name}.py", text
    yield "_runtime/__init__.py", (TEMPLATES / "runtime" / "__init__.py").read_text(encoding="utf-8")
