"""Methods that are written by hand: how they get into a package, and what is told where they cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.commands import main

DOCUMENT = """\
openapi: 3.1.0
info: {title: Toys, version: "1"}
servers: [{url: https://toys.example}]
paths: {/toys: {get: {operationId: listToys, tags: [toys], responses: {"200": {description: Fine}}}}}
"""
CONFIG = """\
[extensions."toys.count"]
sync = "counting.count"
async = "counting.async_count"
because = "no operation counts"
"""
MODULE = '''"""Counts toys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from .._runtime.options import RequestOptions

if TYPE_CHECKING:
    from ..resources.toys import AsyncToys, Toys


def count(self: Toys, kind: str, *, least: int = 0,   deep: bool, **options: Unpack[RequestOptions]) -> int:
    return len([self.list(**options)])


async def async_count(self: AsyncToys, kind: str, *, least: int = 0, deep: bool, **options: Unpack[RequestOptions]) -> int:
    return len([await self.list(**options)])
'''


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    made = tmp_path / "spec"
    (made / "extensions").mkdir(parents=True)
    (made / "openapi.yaml").write_text(DOCUMENT)
    (made / "generator.toml").write_text(CONFIG)
    (made / "extensions" / "counting.py").write_text(MODULE)
    return made


def generated(spec: Path) -> int:
    return main(["generate", str(spec), "--out", str(spec.parent / "out"), "--no-cache"])


def test_a_module_is_copied_word_for_word_and_its_functions_are_methods(spec: Path) -> None:
    assert generated(spec) == 0
    package = spec.parent / "out" / "toys_client"
    assert (package / "extensions" / "counting.py").read_text() == MODULE  # not even black has touched it
    assert (package / "extensions" / "__init__.py").read_text() == '"""Methods that are written by hand."""\n'
    resource = (package / "resources" / "toys.py").read_text()
    assert "from ..extensions import counting as _counting\n" in resource
    assert "    count = _counting.count\n" in resource
    assert "    count = _counting.async_count\n" in resource
    surface = (spec.parent / "out" / "tests" / "api.txt").read_text().splitlines()
    signature = "(kind: str, *, least: int = 0, deep: bool, **options: Unpack[RequestOptions]) -> int"
    assert f"Toys.toys.count{signature}" in surface
    assert f"AsyncToys.toys.count{signature}" in surface


def test_the_lock_lists_it_and_check_names_it(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generated(spec) == 0
    lock = json.loads((spec.parent / "out" / "toys_client" / "_lock.json").read_text())
    assert list(lock["inputs"]["extensions"]) == ["extensions/counting.py"]
    assert "extensions/counting.py" in lock["files"]
    module = spec / "extensions" / "counting.py"
    module.write_text(MODULE + "\nMORE = 1\n")
    capsys.readouterr()
    assert main(["check", str(spec), "--out", str(spec.parent / "out")]) == 1
    assert f"{module}: an extension changed since {spec.parent / 'out'} was written" in capsys.readouterr().out


def test_a_new_module_is_noticed(spec: Path) -> None:
    assert generated(spec) == 0
    (spec / "extensions" / "more.py").write_text('"""More."""\n')
    assert generated(spec) == 0
    assert (spec.parent / "out" / "toys_client" / "extensions" / "more.py").exists()


def test_without_a_word_in_the_configuration_nothing_is_copied(spec: Path) -> None:
    (spec / "generator.toml").write_text('package = "toys_client"\n')
    assert generated(spec) == 0
    assert not (spec.parent / "out" / "toys_client" / "extensions").exists()


@pytest.mark.parametrize(
    ("config", "says"),
    [
        (CONFIG.replace("toys.count", "toyz.count"), "there is no resource 'toyz'; did you mean 'toys'?"),
        (CONFIG.replace("toys.count", "toys.list"), "'toys.list' is an operation of the document"),
        (CONFIG.replace("toys.count", "toys"), "'' cannot be the name of a method"),
        (CONFIG.replace('"counting.count"', '"counts.count"'), "there is no extensions/counts.py beside the document"),
        (CONFIG.replace('"counting.count"', '"counting.coun"'), "extensions/counting.py has no `def coun`"),
        (CONFIG.replace("async_count", "count"), "extensions/counting.py has no `async def count`"),
        (CONFIG.replace('sync = "counting.count"\n', "", 1), "extensions.'toys.count' has no key sync"),
        (CONFIG.replace("counting.count", "counting"), "extensions.'toys.count'.sync must be a function like"),
    ],
)
def test_what_cannot_be_is_told_in_words(
    spec: Path, capsys: pytest.CaptureFixture[str], config: str, says: str
) -> None:
    (spec / "generator.toml").write_text(config)
    assert generated(spec) == 1
    told = capsys.readouterr()
    assert says in told.out + told.err


def test_a_module_that_is_no_python_is_told_with_its_line(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (spec / "extensions" / "counting.py").write_text("def count(:\n")
    assert generated(spec) == 1
    told = capsys.readouterr()
    assert "counting.py: error[extension]: not a module of Python in UTF-8 (SyntaxError, line 1)" in told.out + told.err
