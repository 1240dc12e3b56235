"""Inputs: what a run depends on, found without reading more than names and bytes."""

from __future__ import annotations

from pathlib import Path

from generator.inputs import Task, digest_of, task_of, tool_versions, tree_hashes
from tests.unit.shell.project import Project


def test_a_folder_stands_for_the_document_in_it(project: Project) -> None:
    assert task_of("spec") == Task(document="spec/openapi.yaml")
    (project.root / "spec" / "generator.toml").write_text("")
    assert task_of("spec") == Task(document="spec/openapi.yaml", config="spec/generator.toml")
    assert task_of("spec", config="a.toml").config == "a.toml"


def test_a_folder_may_hold_json(project: Project) -> None:
    (project.root / "spec" / "openapi.yaml").rename(project.root / "spec" / "openapi.json")
    assert task_of("spec").document == "spec/openapi.json"


def test_a_folder_without_a_document_is_asked_for_openapi_yaml(tmp_path: Path) -> None:
    assert task_of(str(tmp_path)).document == str(tmp_path / "openapi.yaml")


def test_caches_and_backups_are_no_inputs(project: Project) -> None:
    generator = project.root / "checkout" / "generator"
    (generator / "__pycache__").mkdir()
    for name in ("__pycache__/render.pyc", ".swp", "render.py~"):
        (generator / name).write_text("")
    (generator / "write").mkdir()
    (generator / "write" / "plan.py").write_text("")
    assert list(tree_hashes("generator")) == ["generator/format.py", "generator/render.py", "generator/write/plan.py"]


def test_one_digest_stands_for_many_files_in_any_order() -> None:
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"})
    assert digest_of({"a": "1", "b": "2"}) != digest_of({"a": "2", "b": "1"})


def test_versions_come_from_folder_names_and_the_first_folder_wins(tmp_path: Path) -> None:
    for folder in ("first/PyYAML-6.0.3.dist-info", "second/pyyaml-5.0.dist-info", "second/black-26.10.1.dist-info"):
        (tmp_path / folder).mkdir(parents=True)
    folders = [str(tmp_path / name) for name in ("nowhere", "first", "second")]
    assert tool_versions(folders) == {
        "black": "26.10.1",
        "datamodel-code-generator": "",
        "jinja2": "",
        "pydantic": "",
        "pyyaml": "6.0.3",
    }
