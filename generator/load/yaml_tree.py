"""YAML to a tree, event by event.

libyaml's events carry the text as the author wrote it, without PyYAML's YAML 1.1 reading of it, and nothing here
recurses. Keys are strings as written. Aliases share their node; what they would add up to when written out is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn, TypeAlias, cast

import yaml

from generator.findings import Finding, Refused, Unreadable, quoted
from generator.load.scalars import SCALAR_TAGS, TAG, NumberTooLong, plain, tagged
from generator.load.text import spot_at, unreadable
from generator.load.tree import LEVELS, is_too_deep
from generator.positions import Place

WRITTEN_OUT = 1_000_000
"""How many nodes all aliases of a document may stand for."""

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MISSING = object()
_MERGE = object()
_Start: TypeAlias = "yaml.MappingStartEvent | yaml.SequenceStartEvent"
_Value: TypeAlias = "yaml.ScalarEvent | _Start"


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet; `size` counts its nodes with all aliases written out."""

    node: dict[str, object] | list[object]
    anchor: str | None
    offset: int
    key: object = _MISSING
    size: int = 1
    keys: dict[str, int] = field(default_factory=dict[str, int])
    merged: dict[str, object] = field(default_factory=dict[str, object])


@dataclass(slots=True)
class _Anchored:
    """What an anchor names: its value, its size written out, and its text where it is a scalar."""

    value: object
    size: int
    text: str | None


def yaml_events(text: str) -> Iterator[yaml.Event]:
    """The events of libyaml, or of PyYAML where it was built without."""
    return yaml.parse(text, Loader=Loader)


def yaml_tree(text: str, file: str) -> tuple[object, tuple[Finding, ...]]:
    """The only document of the text, and what is wrong with it but does not keep it from being read.

    Raises Unreadable where the text is not YAML, and Refused where it is too large to be written out.
    """
    builder = _Builder(text, file)
    try:
        for event in yaml_events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise syntax_error(error, text, file) from None
    if builder.has_aliases and is_too_deep(builder.root):
        message = f"with all aliases written out, more than {LEVELS} levels of nesting"
        raise unreadable(file, "too-deep", message=message, fix="nest less deeply", spot=spot_at(text, 0))
    return builder.root, tuple(builder.findings)


class _Builder:
    """The tree so far, and the collections that are open."""

    def __init__(self, text: str, file: str) -> None:
        self.root: object = None
        self.findings: list[Finding] = []
        self._text, self._file = text, file
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._plain: dict[str, object] = {}
        self._documents = self._written_out = 0
        self._takers: dict[type, Callable[[yaml.Event], None]] = {
            yaml.ScalarEvent: cast("Callable[[yaml.Event], None]", self._scalar),
            yaml.MappingStartEvent: cast("Callable[[yaml.Event], None]", self._start),
            yaml.SequenceStartEvent: cast("Callable[[yaml.Event], None]", self._start),
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: cast("Callable[[yaml.Event], None]", self._alias),
            yaml.DocumentStartEvent: self._document,
        }

    @property
    def has_aliases(self) -> bool:
        """Whether any alias has been met."""
        return self._written_out > 0

    def take(self, event: yaml.Event) -> None:
        """Adds one event to the tree."""
        taker = self._takers.get(type(event))
        if taker:
            taker(event)

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            fix = "keep one document in a file: what comes after '---' would be lost"
            self._unreadable("yaml-documents", "a second YAML document begins here", fix=fix, at=_offset(event))

    def _start(self, event: _Start) -> None:
        node: dict[str, object] | list[object] = {} if type(event) is yaml.MappingStartEvent else []
        if event.tag not in (None, "!", f"{TAG}map" if isinstance(node, dict) else f"{TAG}seq"):
            self._bad_tag(event)
        if self._awaits_key():
            self._unreadable("yaml-key", "a key is a mapping or a list", fix="write the key as text", at=_offset(event))
        if len(self._stack) >= LEVELS:
            self._unreadable(
                "too-deep", f"more than {LEVELS} levels of nesting", fix="nest less deeply", at=_offset(event)
            )
        self._stack.append(_Open(node, event.anchor, _offset(event)))

    def _end(self, event: yaml.Event) -> None:
        done = self._stack.pop()
        value: object = done.node
        if done.merged and isinstance(done.node, dict):
            value = {**done.merged, **done.node}
        if done.anchor:
            self._anchors[done.anchor] = _Anchored(value, done.size, None)
        self._put(value, done.size, done.offset)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text, tag = event.value, event.tag
        if self._awaits_key():
            if event.anchor:
                self._anchors[event.anchor] = _Anchored(text, 1, text)
            if tag is not None and tag not in SCALAR_TAGS:
                self._bad_tag(event)
            merges = text == "<<" and tag is None and event.implicit[0]
            self._key(_MERGE if merges else text, _offset(event))
            return
        value = self._scalar_value(event, text, tag)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, 1, text)
        self._put(value, 1, event)

    def _scalar_value(self, event: yaml.ScalarEvent, text: str, tag: str | None) -> object:
        try:
            if tag is None:
                if not event.implicit[0]:
                    return text
                known = self._plain.get(text, _MISSING)
                if known is _MISSING:
                    known = self._plain[text] = plain(text)
                return known
            if tag in SCALAR_TAGS:
                return tagged(text, tag)
            self._bad_tag(event)
        except NumberTooLong:
            self._find("number-too-long", f"an integer of {len(text):,} digits", fix="write it as a string", at=event)
        except ValueError:
            self._find(
                "yaml-tag", f"{quoted(text)} is not of the kind that its tag asks for", fix="drop the tag", at=event
            )
        return text

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor or ""
        anchored = self._anchors.get(name)
        if any(frame.anchor == name for frame in self._stack):
            self._unreadable(
                "yaml-alias", f"*{name} stands inside of what it names", fix="use a $ref", at=_offset(event)
            )
        if anchored is None:
            self._unreadable("yaml-alias", f"no anchor is named {quoted(name)}", fix=f"add &{name}", at=_offset(event))
        self._written_out += anchored.size
        if self._written_out > WRITTEN_OUT:
            message = f"with all aliases written out, the document has more than {WRITTEN_OUT:,} nodes"
            spot = spot_at(self._text, _offset(event))
            fix = "take the aliases out: a few lines grow without bounds here"
            raise Refused([Finding("alias-bomb", "error", Place(self._file), message, fix, spot=spot)])
        if not self._awaits_key():
            self._put(anchored.value, anchored.size, event)
        elif anchored.text is not None:
            self._key(anchored.text, _offset(event))
        else:
            self._unreadable("yaml-key", "a key is a mapping or a list", fix="write the key as text", at=_offset(event))

    def _awaits_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].key is _MISSING and type(self._stack[-1].node) is dict

    def _key(self, key: object, offset: int) -> None:
        frame = self._stack[-1]
        frame.key = key
        if not isinstance(key, str):
            return
        if key in frame.keys:
            first = spot_at(self._text, frame.keys[key]).line
            message = f"{quoted(key)} stands twice in one mapping, first on line {first}"
            self._find("duplicate-key", message, fix="keep one of them: the other would be lost", at=offset)
        else:
            frame.keys[key] = offset

    def _put(self, value: object, size: int, at: yaml.Event | int) -> None:
        """Hangs a finished value where the innermost open collection waits for it."""
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        frame.size += size
        if isinstance(frame.node, list):
            frame.node.append(value)
        elif isinstance(frame.key, str):
            frame.node[frame.key] = value
        else:
            self._merge(frame, value, at)
        frame.key = _MISSING

    def _merge(self, frame: _Open, value: object, at: yaml.Event | int) -> None:
        """Adds what `<<` names; of several mappings the first has the last word."""
        bases = cast(list[object], value) if isinstance(value, list) else [value]
        for base in bases:
            if isinstance(base, dict):
                frame.merged = {**cast(dict[str, object], base), **frame.merged}
            else:
                self._find(
                    "yaml-merge", "'<<' merges mappings, and this is none", fix="name a mapping: <<: *anchor", at=at
                )

    def _bad_tag(self, event: _Value) -> None:
        fix = "drop the tag: an OpenAPI document holds plain values only"
        self._find("yaml-tag", f"the tag {quoted(event.tag)} is not of YAML's core schema", fix=fix, at=event)

    def _find(self, code: str, message: str, *, fix: str, at: yaml.Event | int) -> None:
        spot = spot_at(self._text, at if isinstance(at, int) else _offset(at))
        self.findings.append(Finding(code, "error", Place(self._file), message, fix, spot=spot))

    def _unreadable(self, code: str, message: str, *, fix: str, at: int) -> NoReturn:
        raise unreadable(self._file, code, message=message, fix=fix, spot=spot_at(self._text, at))


def syntax_error(error: yaml.YAMLError, text: str, file: str) -> Unreadable:
    """A parser's complaint as a sentence at its place."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        offset = min(mark.index, len(text)) if mark else 0
        message, fix = _sentences(error, text, offset)
    else:
        position = getattr(error, "position", 0)
        offset = position if isinstance(position, int) else 0
        message, fix = "a character stands here that YAML does not allow", "remove it, or escape it in a quoted string"
    message = f"this is not YAML: {message}"
    return unreadable(file, "yaml-syntax", message=message, fix=fix, spot=spot_at(text, offset))


def _sentences(error: yaml.MarkedYAMLError, text: str, offset: int) -> tuple[str, str]:
    if text[offset : offset + 1] == "\t":
        return "a tab indents this line", "indent with spaces"
    problem = (error.problem or "it ends in the middle").removeprefix("did not find ")
    context, mark = error.context, error.context_mark
    if context and "flow" in context and mark:
        bracket = "{" if "mapping" in context else "["
        line = spot_at(text, min(mark.index, len(text))).line
        return f"'{bracket}' of line {line} is not closed", f"close it with '{'}' if bracket == '{' else ']'}'"
    if problem.startswith("expected"):
        problem = f"{problem} here"
    return problem, "check the indentation and the quotes of this line and the one before"


def _offset(event: yaml.Event) -> int:
    """Where an event begins, in characters: libyaml's own line numbers count other line ends too."""
    return event.start_mark.index if event.start_mark else 0
