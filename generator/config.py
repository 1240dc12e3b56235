"""`generator.toml`: the few decisions about a client that its document cannot tell. Every key may be left out."""

from __future__ import annotations

import keyword
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.findings import Finding, Refused, Spot, Unreadable, quoted, suggested
from generator.objects import is_mapping, mapping, strings, tables, texts
from generator.positions import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """The names that a person gave to one operation, and why; None is left to the names stage."""

    resource: str | None = None
    method: str | None = None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """How a person says that the pages of one operation are turned, and why.

    `written` has the keys of `x-pagination`; its style is "none" where the operation has no pages.
    """

    written: Mapping[str, object]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A method written by hand, for the sync and the async client, each as `module.function` below extensions/."""

    sync: str
    asynchronous: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A configuration file as read; None where the value is to be inferred from the document.

    `env_prefix` is the start of every environment variable, without the underscore. `document_url` is where the document
    itself is served: relative URLs of servers are read from there. `names` maps an operationId, or the
    JSON pointer of an operation, to the names it gets; `pagination` likewise to how its pages are turned; `waive` the
    fingerprint of a change to the reason why it does not count; `extensions` maps `resource.method` to a method that is
    written by hand.
    """

    package: str | None = None
    client: str | None = None
    version: str | None = None
    env_prefix: str | None = None
    document_url: str | None = None
    allow: tuple[str, ...] = ()
    names: Mapping[str, Override] = field(default_factory=dict[str, Override])
    pagination: Mapping[str, Turning] = field(default_factory=dict[str, Turning])
    waive: Mapping[str, str] = field(default_factory=dict[str, str])
    extensions: Mapping[str, Extension] = field(default_factory=dict[str, Extension])


_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


def _is_package(text: str) -> bool:
    return bool(re.match(r"[a-z][a-z0-9_]*\Z", text)) and not keyword.iskeyword(text) and text != "tests"


def _is_name(text: str) -> bool:
    return bool(_IDENTIFIER.match(text)) and not keyword.iskeyword(text)


def _is_dotted(text: str) -> bool:
    return text.count(".") == 1 and all(map(_is_name, text.split(".")))


_FORMS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "package": (_is_package, "a Python package in lower case, and not tests"),
    "client": (re.compile(r"[A-Z][A-Za-z0-9]*\Z").match, "a class name in CamelCase"),
    "version": (re.compile(r"\d+\.\d+\.\d+([-+.]?[a-z0-9]+)*\Z").match, "a version like 0.4.1"),
    "env_prefix": (re.compile(r"[A-Z][A-Z0-9_]*\Z").match, "upper case, like FIREWORKS"),
    "document_url": (re.compile(r"https?://[^\s/?#{}]+(/[^\s?#{}]*)?").fullmatch, "an http(s) URL"),
    "resource": (_is_name, "a Python name"),
    "method": (_is_name, "a Python name"),
    "because": (str.strip, "a reason"),
    "sync": (_is_dotted, "a function like uploads.upload"),
    "async": (_is_dotted, "a function like uploads.upload"),
    "style": (re.compile("token|offset|page|url|link|none").fullmatch, "token, offset, page, url, link or none"),
    **dict.fromkeys(("parameter", "items", "next", "header", "more", "total"), (str.strip, "a name")),
}
_TOP = (
    "package", "client", "version", "env_prefix", "document_url", "allow", "names", "pagination", "changes", "extensions",
)  # fmt: skip
_TABLES: Mapping[str, tuple[str, ...]] = {
    "names": ("resource", "method", "because"),
    "pagination": ("style", "parameter", "items", "next", "header", "more", "total", "first", "because"),
    "extensions": ("sync", "async", "because"),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "names": ("because",), "pagination": ("because",), "extensions": ("sync", "async", "because"),
}  # fmt: skip
_EXAMPLES = {"names": 'method = "..."', "pagination": 'style = "none"', "extensions": 'sync = "..." and async = "..."'}
_CALLED = {"names": "operationId", "pagination": "operationId", "extensions": "resource.method"}


def read_config(path: str) -> Config:
    """The configuration at `path`; all is inferred where `path` is empty.

    Raises Unreadable where it is no TOML file, Refused with every key that is unknown or has the wrong type.
    """
    if not path:
        return Config()
    lines, values = _read(path)
    findings = tuple(_faults(path, lines, values))
    if findings:
        raise Refused(findings)
    return _config(values)


def _read(path: str) -> tuple[list[str], dict[str, object]]:
    text = ""
    try:
        with open(path, "rb") as file:
            text = file.read().decode()
        return text.splitlines(), tomllib.loads(text)
    except OSError as why:
        raise Unreadable(
            [_finding(path, "config-unreadable", f"{why.strerror}", "name a file that is there")]
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise Unreadable(
            [_finding(path, "config-unreadable", "not a TOML file in UTF-8", "save it as UTF-8")]
        ) from None
    except tomllib.TOMLDecodeError as why:
        at = re.search(r" \(at line (\d+), column (\d+)\)", str(why))
        spot = _spot(text.splitlines(), int(at[1]), int(at[2])) if at else None
        message, fix = _not_toml(str(why)[: at.start()] if at else str(why), text.splitlines(), spot)
        raise Unreadable([_finding(path, "config-unreadable", message, fix, spot)]) from None


def _not_toml(why: str, lines: list[str], spot: Spot | None) -> tuple[str, str]:
    """What is wrong and the way out; a key or table that stands twice is named, with the line of the other."""
    if spot is None or not why.startswith(("Cannot overwrite", "Cannot declare")):
        return f"not TOML: {why}", "see https://toml.io"
    header = spot.text.strip().startswith("[")
    name = spot.text.strip().strip("[]").strip() if header else spot.text.partition("=")[0].strip()
    first = ""
    for number, line in enumerate(lines[: spot.line - 1], 1):
        if line.strip().startswith("[") and not header:
            first = ""
        if (line.strip().strip("[]") if header else line.partition("=")[0]).strip() == name:
            first = first or f" (line {number})"
    what = "the table" if header else "the key"
    return f"not TOML: {what} {quoted(name)} stands there already{first}", "keep one of them"


def _faults(path: str, lines: list[str], values: Mapping[str, object]) -> Iterator[Finding]:
    for key, message, fix in _wrong(values, _TOP, ""):
        yield _finding(path, "config-value", message, fix, _place_of(lines, key))
    for table in _TABLES:
        for entry, held in mapping(values.get(table)).items():
            yield from _entry_faults(path, lines, table, (entry, held))
    if "changes" in values and not _is_waivers(values["changes"]):
        message, fix = "changes.waive must hold tables of fingerprint and because", _WAIVER
        yield _finding(path, "config-value", message, fix, _place_of(lines, "changes"))


def _entry_faults(path: str, lines: list[str], table: str, item: tuple[str, object]) -> Iterator[Finding]:
    """What is wrong with one entry of a table."""
    entry, held = item
    at, where = _place_of(lines, entry), f"{table}.{quoted(entry)}"
    if not is_mapping(held):
        fix = f'write: [{table}."{_CALLED[table]}"] and below it {_EXAMPLES[table]} and because = "..."'
        yield _finding(path, "config-value", f"{where} must be a table", fix, at)
        return
    for key, message, fix in _wrong(held, _TABLES[table], f"{where}."):
        yield _finding(path, "config-value", message, fix, _place_of(lines, key, after=at))
    for key in _NEEDED[table]:
        if key not in held:
            lacks = "reason" if key == "because" else f"key {key}"
            yield _finding(path, "config-value", f"{where} has no {lacks}", f'add: {key} = "..."', at)


_WAIVER = 'write: [[changes.waive]] and below it fingerprint = "..." and because = "..."'


def _is_waivers(value: object) -> bool:
    """Whether a table `changes` holds waivers and nothing else, each with a reason."""
    given = tables(mapping(value).get("waive"))
    return (
        is_mapping(value)
        and isinstance(value.get("waive"), list)
        and list(value) == ["waive"]
        and len(given) == len(texts(value.get("waive")) or given)
        and all(set(one) == {"fingerprint", "because"} and all(strings(one).values()) for one in given)
    )


def _wrong(values: Mapping[str, object], known: tuple[str, ...], where: str) -> Iterator[tuple[str, str, str]]:
    """Key, message and way out for each of `values` that is not `known` or not of its kind."""
    for key, value in values.items():
        if key not in known:
            hint = suggested(key, known)
            yield key, f"{where}{quoted(key)} is not a key of this file{hint}", f"the keys are {', '.join(known)}"
        elif key == "allow":
            if texts(value) != value:
                yield key, "allow must be a list of strings", 'write: allow = ["unsupported:GET-/items"]'
        elif key == "changes":
            continue
        elif key in _TABLES:
            if not is_mapping(value):
                yield key, f"{key} must be a table", f'write: [{key}."{_CALLED[key]}"]'
        elif key == "first":
            if not isinstance(value, int) or isinstance(value, bool):
                yield key, f"{where}first must be a whole number, and is {quoted(value)}", "write: first = 0"
        elif not isinstance(value, str):
            yield key, f"{where}{key} must be a string, and is {quoted(value)}", f'write: {key} = "..."'
        elif not _FORMS[key][0](value):
            yield key, f"{where}{key} must be {_FORMS[key][1]}, and is {quoted(value)}", f"change {key}"


def _config(values: Mapping[str, object]) -> Config:
    """The values, which are known to be of the right types."""
    return Config(
        package=_text(values, "package"),
        client=_text(values, "client"),
        version=_text(values, "version"),
        env_prefix=_text(values, "env_prefix"),
        document_url=_text(values, "document_url"),
        allow=tuple(texts(values.get("allow"))),
        waive={
            one["fingerprint"]: one["because"]
            for one in map(strings, tables(mapping(values.get("changes")).get("waive")))
        },
        names={operation: _override(mapping(given)) for operation, given in mapping(values.get("names")).items()},
        pagination={
            operation: _turning(mapping(given)) for operation, given in mapping(values.get("pagination")).items()
        },
        extensions={name: _extension(mapping(given)) for name, given in mapping(values.get("extensions")).items()},
    )


def _override(given: Mapping[str, object]) -> Override:
    because = _text(given, "because") or ""
    return Override(resource=_text(given, "resource"), method=_text(given, "method"), because=because)


def _turning(given: Mapping[str, object]) -> Turning:
    written = {key: value for key, value in given.items() if key != "because"}
    return Turning(written=written, because=_text(given, "because") or "")


def _extension(given: Mapping[str, object]) -> Extension:
    sync, asynchronous, because = (_text(given, key) or "" for key in ("sync", "async", "because"))
    return Extension(sync=sync, asynchronous=asynchronous, because=because)


def _text(values: Mapping[str, object], key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) else None


def _finding(path: str, code: str, message: str, fix: str, spot: Spot | None = None) -> Finding:
    return Finding(code, "error", Place(os.path.normpath(path)), message, fix, spot=spot)


def _place_of(lines: list[str], key: str, after: Spot | None = None) -> Spot | None:
    """The first place below `after` where `key` stands before an equals sign, or as the header of an entry."""
    stands = re.compile(
        rf"""\s*(?:\[+\s*(?:(?:names|pagination|extensions)\s*\.\s*)?)?(["']?)({re.escape(key)})\1\s*[=\].]"""
    )
    start = after.line if after else 0
    for number, line in enumerate(lines[start:], start + 1):
        if found := stands.match(line):
            return _spot(lines, number, found.start(2) + 1)
    return None


def _spot(lines: list[str], line: int, column: int) -> Spot:
    return Spot(line, column, lines[line - 1] if line <= len(lines) else "")
