"""Methods that are written by hand and copied into the package."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A method of a resource. The modules lie below extensions/; a signature is as Python writes it, without `self`.

    `doc` is the docstring of the sync function.
    """

    name: str
    module: str
    function: str
    signature: str
    async_module: str
    async_function: str
    async_signature: str
    doc: str

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return self.doc.partition("\n")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extensions:
    """The methods of one resource that are written by hand."""

    methods: tuple[Extension, ...] = ()

    @property
    def modules(self) -> tuple[str, ...]:
        """Their modules, sorted."""
        return tuple(sorted({name for one in self.methods for name in (one.module, one.async_module)}))
