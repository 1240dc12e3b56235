"""How an answer is read bit by bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.ir.responses import Response
from generator.ir.types import StreamKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Streaming:
    """A method that reads an answer bit by bit: it is the operation's own where that answers nothing else.

    `function` makes its call, and is the operation's where they ask for the same. `item` is the type of an item, bytes of
    a download (`kind` "bytes"). `flag` is the argument that is sent as true. `end` and `whole` are those of the runtime's
    `EventCutter`.
    """

    kind: StreamKind | Literal["bytes"]
    method: str
    function: str
    item: str
    answers: tuple[Response, ...]
    accept: str
    flag: str = ""
    end: str = ""
    whole: str = ""
    doc: str = ""

    @property
    def type(self) -> str:
        """What the method returns; the async one has Async before it."""
        return "Download" if self.kind == "bytes" else f"Stream[{self.item}]"

    @property
    def type_text(self) -> str:
        """What it returns, as a caller reads it."""
        return self.type.replace("models.", "").replace("builtins.", "")

    @property
    def cutter(self) -> str:
        """The expression for what cuts the answer into items, "" for bytes."""
        match self.kind:
            case "events":
                given = [f'{name}="{value}"' for name, value in (("end", self.end), ("whole", self.whole)) if value]
                return f"EventCutter({', '.join(given)})"
            case "lines":
                return "LineCutter()"
            case "records":
                return "RecordCutter()"
            case "bytes":
                return ""
