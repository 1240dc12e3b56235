"""How the pages of an operation are turned."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.types import PagingOrigin, PagingStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """How the pages of an operation are turned; the fields up to `first` are those of the runtime's `Paging`.

    `wire` pairs "items", "next", "more" and "total" with the ways in wire names (`meta.nextCursor`); `header` is the
    header field that has the next token or URL, where it stands in none of the answer.

    `item` is the type of an item, `answer` the class of a page's answer ("" for a bare list) and `page` that of the page
    itself; `constant` names the runtime's value. `origin` tells who says so, `said` what, in words; where it is inferred,
    `convention` tells why, and `key` is what a configuration calls the operation to say otherwise.
    """

    style: PagingStyle
    parameter: str
    in_body: bool
    items: tuple[str, ...]
    next: tuple[str, ...]
    more: tuple[str, ...]
    total: tuple[str, ...]
    first: int
    item: str
    answer: str
    page: str
    constant: str
    origin: PagingOrigin
    said: str
    header: str = ""
    convention: str = ""
    key: str = ""
    wire: tuple[tuple[str, str], ...] = ()

    @property
    def arguments(self) -> tuple[tuple[str, str | bool | int | tuple[str, ...]], ...]:
        """What the runtime's `Paging` is called with."""
        named = {
            "style": self.style, "items": self.items, "next": self.next, "header": self.header,
            "parameter": self.parameter, "in_body": self.in_body, "first": self.first, "more": self.more, "total": self.total,
        }  # fmt: skip
        return tuple((name, value) for name, value in named.items() if value)

    @property
    def told(self) -> str:
        """How pages are turned and who says so, in words; of a guess also how to say otherwise."""
        if self.origin != "inferred":
            return f"{self.said} ({self.origin})."
        overruled = f'x-pagination in the document, or [pagination."{self.key}"] in generator.toml, says otherwise'
        return f"{self.said}. Inferred: {self.convention}; {overruled}."

    @property
    def class_text(self) -> str:
        """The class of the page as an expression; the async one has Async before it."""
        return self.page if self.answer else f'{self.page}["{self.item}"]'

    @property
    def type_text(self) -> str:
        """The class of the page as a type."""
        return self.page if self.answer else f"{self.page}[{self.item}]"

    def typed(self, prefix: str) -> str:
        """The type of a page in a signature; `prefix` is Async for a page whose next one is awaited."""
        return f"{'pages.' if self.answer else ''}{prefix}{self.type_text}"
