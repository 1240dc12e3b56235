"""`generator.toml`: every fault of the file at once, each with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import Config, Override, read_config
from generator.findings import Refused, Unreadable


def written(folder: Path, text: str) -> str:
    """The path of a configuration file with that text."""
    path = folder / "generator.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def faults(path: str) -> list[tuple[int, str]]:
    """Line and message of each finding."""
    with pytest.raises(Refused) as error:
        read_config(path)
    return [(finding.spot.line if finding.spot else 0, finding.message) for finding in error.value.findings]


def test_without_a_file_all_is_inferred() -> None:
    assert read_config("") == Config()
    assert Config().package is None


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
package = "fireworks_client"
client = "Fireworks"
version = "0.4.1"
env_prefix = "FIREWORKS"
document_url = "https://api.example/openapi.json"
allow = ["unsupported:GET-/items"]

[names.createModel]
resource = "models"
method = "create"
because = "what callers look for"

[names."/paths/~1a/get"]
method = "read"
because = "get is taken"
"""
    assert read_config(written(tmp_path, text)) == Config(
        package="fireworks_client",
        client="Fireworks",
        version="0.4.1",
        env_prefix="FIREWORKS",
        document_url="https://api.example/openapi.json",
        allow=("unsupported:GET-/items",),
        names={
            "createModel": Override(resource="models", method="create", because="what callers look for"),
            "/paths/~1a/get": Override(method="read", because="get is taken"),
        },
    )


def test_all_faults_of_a_file_are_told_with_their_lines(tmp_path: Path) -> None:
    text = """packge = "a"
client = 3
version = "1"
allow = "a"
[names.a]
methd = "x"
[names.b]
method = "class"
because = " "
"""
    assert faults(written(tmp_path, text)) == [
        (1, "'packge' is not a key of this file; did you mean 'package'?"),
        (2, "client must be a string, and is '3'"),
        (3, "version must be a version like 0.4.1, and is '1'"),
        (4, "allow must be a list of strings"),
        (6, "names.'a'.'methd' is not a key of this file; did you mean 'method'?"),
        (5, "names.'a' has no reason"),
        (8, "names.'b'.method must be a Python name, and is 'class'"),
        (9, "names.'b'.because must be a reason, and is ' '"),
    ]


@pytest.mark.parametrize("package", ["Client", "1a", "class", "tests", "a-b", "a.b", "../a", ""])
def test_a_package_must_be_a_name_that_python_imports(tmp_path: Path, package: str) -> None:
    path = written(tmp_path, f'package = "{package}"\n')
    says = f"package must be a Python package in lower case, and not tests, and is '{package}'"
    assert faults(path) == [(1, says)]


@pytest.mark.parametrize("text", ["names = 3", 'names = ["a"]', "[names]\na = 3"])
def test_names_of_the_wrong_shape_are_told(tmp_path: Path, text: str) -> None:
    ((_, message),) = faults(written(tmp_path, text))
    assert message in ("names must be a table", "names.'a' must be a table")


def test_a_file_that_is_not_toml_is_unreadable_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as error:
        read_config(written(tmp_path, 'package = "a"\nclient = = "b"\n'))
    (finding,) = error.value.findings
    assert finding.spot is not None
    assert (finding.spot.line, finding.spot.column, finding.message) == (2, 10, "not TOML: Invalid value")


def test_a_file_that_is_missing_binary_or_a_folder_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("missing", "binary", ""):
        with pytest.raises(Unreadable):
            read_config(str(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('version = "1.0.0"\nversion = "1.0.1"\n', 2, "not TOML: the key 'version' stands there already (line 1)"),
        (
            '[names.a]\nmethod = "x"\nbecause = "y"\nmethod = "z"\n',
            4,
            "not TOML: the key 'method' stands there already (line 2)",
        ),
        ("[names.a]\n[names.b]\n[names.a]\n", 3, "not TOML: the table 'names.a' stands there already (line 1)"),
    ],
)
def test_what_stands_twice_is_named_with_both_lines(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_config(written(tmp_path, text))
    (finding,) = error.value.findings
    assert (finding.spot.line if finding.spot else 0, finding.message) == (line, message)
    assert finding.fix == "keep one of them"


@pytest.mark.parametrize("header", ["[nmaes]", "[nmaes.createModel]", "[[nmaes]]", "[ nmaes ]"])
def test_an_unknown_table_is_told_with_its_line(tmp_path: Path, header: str) -> None:
    path = written(tmp_path, f'version = "1.0.0"\n\n{header}\nmethod = "x"\n')
    assert faults(path) == [(3, "'nmaes' is not a key of this file; did you mean 'names'?")]
