"""The fixtures as values. They come from the document alone; no test here takes an expectation from the client."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def _expanded(value: dict[str, Any]) -> Any:
    """An object as it was meant: `{"$repeat": "é", "times": 64}` is a long string, `{"$bytes": "text"}` a file."""
    if value.keys() == {"$bytes"}:
        return value["$bytes"].encode()
    return value["$repeat"] * value["times"] if value.keys() == {"$repeat", "times"} else value


def read(name: str) -> Any:
    """A JSON file of the suite."""
    return json.loads((HERE / name).read_text(encoding="utf-8"), object_hook=_expanded)


SETTINGS: dict[str, Any] = read("suite.json")
OPERATIONS: dict[str, dict[str, Any]] = SETTINGS["operations"]


@dataclass(frozen=True)
class Case:
    """One case of a fixture file. `source` says which place of spec.json it comes from."""

    operation: str
    file: str
    name: str
    source: str
    content: Mapping[str, Any] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.operation}/{self.file}/{self.name}"

    def __getitem__(self, key: str) -> Any:
        return self.content[key]

    def get(self, key: str, default: Any = None) -> Any:
        """A member that not every case has."""
        return self.content.get(key, default)

    @property
    def faults(self) -> list[dict[str, Any]]:
        """All faults that the request has."""
        return list(self.get("faults", ()))

    @property
    def refused(self) -> list[dict[str, Any]]:
        """The faults for which the request is refused."""
        return [fault for fault in self.faults if fault["severity"] == "refuse"]

    @property
    def raises(self) -> str:
        """The error of Python that the call ends with, "" for none."""
        return str(self.get("raises", ""))


@cache
def every_case() -> tuple[Case, ...]:
    """All cases of all files, in a fixed order."""
    return tuple(
        Case(text["operation"], path.stem, case["case"], case["source"], {**text, **case})
        for path in sorted((HERE / "fixtures").rglob("*.json"))
        for text in [read(str(path.relative_to(HERE)))]
        for case in text["cases"]
    )


def cases(prefix: str, where: Callable[[Case], bool] = lambda case: True) -> list[Case]:
    """The cases of the files whose names begin so; those of the document itself come first."""
    found = [case for case in every_case() if case.file.startswith(prefix) and where(case)]
    return sorted(found, key=lambda case: "documented" not in case.file)


@cache
def first_cases() -> dict[tuple[str, str], Case]:
    """The first case of each file, by operation and file."""
    return {(case.operation, case.file): case for case in reversed(every_case())}


def first(operation: str, file: str) -> Case:
    """The first case of a file."""
    return first_cases()[operation, file]


def has(operation: str, file: str) -> bool:
    """Whether an operation has such a file."""
    return (operation, file) in first_cases()


def callable_operations() -> list[str]:
    """The operations that the fixtures can call."""
    return [operation for operation in OPERATIONS if has(operation, "request-minimal")]


def one_of_each_method() -> list[str]:
    """The first such operation of each HTTP method: what does not depend on more is tested with these."""
    return list({OPERATIONS[operation]["method"]: operation for operation in reversed(callable_operations())}.values())


assert every_case() or not OPERATIONS, "there are no fixtures: generate them again"
