"""Factories of objects, for the tests of those who use the package."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Factory:
    """A function of `testing` that gives an object of a class.

    `fields` are pairs of name and annotation. `has_own_fields` is False where the class itself tells all that may be
    given: a TypedDict of which nothing is required.
    """

    name: str
    class_name: str
    is_received: bool
    fields: tuple[tuple[str, str], ...]
    has_own_fields: bool

    @property
    def fields_class(self) -> str:
        """The name of that TypedDict."""
        return f"{self.class_name}Fields"

    @property
    def fields_type(self) -> str:
        """The TypedDict of what may be given."""
        return self.fields_class if self.has_own_fields else f"_models.{self.class_name}"

    @property
    def doc(self) -> str:
        """What the function gives."""
        return f"{'An' if self.class_name[0] in 'AEIO' else 'A'} `{self.class_name}` {'as it may come' if self.is_received else 'to send'}."
