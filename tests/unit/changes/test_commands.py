"""`generate`, `check`, `release` and `changes` on a small project, with the real stages."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.commands import main

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /items:
    post:
      operationId: createItem
      tags: [items]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
      responses:
        "200":
          description: The item.
          content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
components:
  schemas:
    Item:
      type: object
      properties:
        name: {type: string, maxLength: 10}
        kind: {type: string, enum: [OLD, NEW]}
"""
CONFIG = 'package = "shop"\nclient = "Shop"\nversion = "0.4.1"\n'


@dataclass(frozen=True, slots=True)
class Shop:
    """A folder with spec/shop/openapi.yaml, which is the working directory."""

    root: Path
    screen: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        """The exit status of a command and the lines that it printed."""
        self.screen.readouterr()
        status = main(arguments)
        printed = self.screen.readouterr()
        return status, (printed.out + printed.err).splitlines()

    def spec(self, *edits: tuple[str, str]) -> None:
        """Writes the document anew, edited."""
        text = DOCUMENT
        for before, after in edits:
            assert text.count(before) == 1
            text = text.replace(before, after)
        (self.root / "spec" / "shop" / "openapi.yaml").write_text(text, encoding="utf-8")

    def config(self, text: str) -> None:
        """Writes the configuration."""
        (self.root / "spec" / "shop" / "generator.toml").write_text(text, encoding="utf-8")

    @property
    def changelog(self) -> str:
        """The changelog as it is now."""
        return (self.root / "generated" / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop as it was released."""
    root = tmp_path_factory.mktemp("released")
    (root / "spec" / "shop").mkdir(parents=True)
    (root / "spec" / "shop" / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    (root / "spec" / "shop" / "generator.toml").write_text(CONFIG, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["generate", "spec/shop"]) == 0
        assert (root / "generated" / "CHANGELOG.md").read_text() == (
            "# Changelog of shop\n\n## Unreleased\n\nThe first release.\n"
        )
        assert main(["release", "spec/shop"]) == 0
    return root


@pytest.fixture
def shop(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shop:
    """A copy of the released shop."""
    root = tmp_path / "shop"
    shutil.copytree(released, root)
    monkeypatch.chdir(root)
    return Shop(root, capsys)


def test_a_release_closes_the_section_and_leaves_nothing_to_do(shop: Shop) -> None:
    assert shop.changelog == (
        "# Changelog of shop\n\n## Unreleased\n\nNothing since 0.4.1.\n\n## 0.4.1\n\nThe first release.\n"
    )
    assert shop.run("generate", "spec/shop") == (0, ["nothing to do: generated is what spec/shop generates"])
    assert shop.run("check", "spec/shop")[0] == 0
    assert shop.run("changes") == (0, ["no changes since 0.4.1"])
    status, lines = shop.run("release", "spec/shop")
    assert (status, lines) == (1, ["nothing changed since 0.4.1: there is nothing to release"])


def test_generate_tells_the_changes_the_changelog_and_the_next_version(shop: Shop) -> None:
    shop.spec(("maxLength: 10", "maxLength: 20"))
    _, lines = shop.run("generate", "spec/shop")
    assert lines[2:7] == [
        "changes since 0.4.1: 1 minor, 1 patch",
        "  minor  items.create(name=): at most 20 characters now (10 before)",
        "         installed clients refuse it until they upgrade; your code is unaffected",
        "  patch  Item.name: at most 20 characters now (10 before)",
        'next version: 0.5.0; write version = "0.5.0" into spec/shop/generator.toml, which says 0.4.1',
    ]
    assert shop.changelog.split("## 0.4.1")[0] == (
        "# Changelog of shop\n\n## Unreleased\n\nTo be 0.5.0 at least: it has news for callers.\n\n"
        "### New and changed\n\n"
        "- `items.create(name=)`: at most 20 characters now (10 before). "
        "Installed clients refuse it until they upgrade; your code is unaffected.\n\n"
    )
    assert (shop.root / "spec" / "shop" / "generator.toml").read_text() == CONFIG


def test_check_fails_while_the_version_is_lower_than_the_changes_deserve(shop: Shop) -> None:
    shop.spec(("maxLength: 10", "maxLength: 5"))
    shop.run("generate", "spec/shop")
    status, lines = shop.run("check", "spec/shop")
    assert status == 1
    assert lines[:3] == [
        "spec/shop/generator.toml: version 0.4.1 is too low: the changes since 0.4.1 deserve 0.5.0 at least",
        "  major: items.create(name=): only at most 5 characters now (10 before)",
        '  write: version = "0.5.0"',
    ]
    assert lines[-1] == "1 difference. To mend: write the version, then python -m generator generate spec/shop"
    shop.config(CONFIG.replace("0.4.1", "0.5.0"))
    shop.run("generate", "spec/shop")
    assert shop.run("check", "spec/shop")[0] == 0


def test_a_release_wants_a_version_that_is_high_enough(shop: Shop) -> None:
    shop.spec(("maxLength: 10", "maxLength: 5"))
    status, lines = shop.run("release", "spec/shop")
    assert (status, lines) == (1, ["generated is not up to date; first: python -m generator generate spec/shop"])
    shop.run("generate", "spec/shop")
    status, lines = shop.run("release", "spec/shop")
    wanted = 'next version: 0.5.0; write version = "0.5.0" into spec/shop/generator.toml, which says 0.4.1'
    assert (status, lines) == (1, [wanted])
    shop.config(CONFIG.replace("0.4.1", "0.5.0"))
    shop.run("generate", "spec/shop")
    assert shop.run("release", "spec/shop")[0] == 0
    assert "Nothing since 0.5.0.\n\n## 0.5.0\n\n### Breaking\n\n- `items.create(name=)`: only" in shop.changelog
    assert shop.run("check", "spec/shop")[0] == 0


def test_what_only_the_audit_reads_is_told_and_is_no_change_for_callers(shop: Shop) -> None:
    shop.spec(("      operationId: createItem", "      operationId: createItem\n      x-docs-waivers: {name-a: Why.}"))
    _, lines = shop.run("generate", "spec/shop")
    assert lines[2:4] == [
        "changes since 0.4.1: 1 note",
        "  note   items.create(): x-docs-waivers changed, which only the audit reads",
    ]
    assert not any(line.startswith("next version") for line in lines)
    assert "## Unreleased\n\nNothing since 0.4.1.\n" in shop.changelog
    assert shop.run("check", "spec/shop")[0] == 0
    assert shop.run("changes", "--format", "markdown")[1] == ["No changes since 0.4.1."]


def test_only_the_section_unreleased_is_rewritten(shop: Shop) -> None:
    path = shop.root / "generated" / "CHANGELOG.md"
    text = shop.changelog.replace("# Changelog of shop", "# What is new").replace("The first", "Our very first")
    path.write_text(text, encoding="utf-8")
    assert shop.run("check", "spec/shop")[0] == 0
    shop.spec(("maxLength: 10", "maxLength: 20"))
    shop.run("generate", "spec/shop")
    assert shop.changelog.startswith("# What is new\n\n## Unreleased\n\nTo be 0.5.0 at least")
    assert shop.changelog.endswith("\n## 0.4.1\n\nOur very first release.\n")


def test_an_edited_section_unreleased_is_told(shop: Shop) -> None:
    path = shop.root / "generated" / "CHANGELOG.md"
    path.write_text(shop.changelog.replace("Nothing since", "Hardly anything since"), encoding="utf-8")
    status, lines = shop.run("check", "spec/shop")
    assert (status, lines[0]) == (
        1,
        "generated/CHANGELOG.md: its section Unreleased is not what the changes since the last release make it",
    )
    assert lines[-1] == "1 difference. To mend: python -m generator generate spec/shop"
    assert shop.run("generate", "spec/shop")[0] == 0
    assert shop.run("check", "spec/shop")[0] == 0


def test_a_lost_changelog_is_written_again(shop: Shop) -> None:
    (shop.root / "generated" / "CHANGELOG.md").unlink()
    assert shop.run("check", "spec/shop")[0] == 1
    shop.run("generate", "spec/shop")
    assert shop.changelog == "# Changelog of shop\n\n## Unreleased\n\nNothing since 0.4.1.\n"


def test_a_changed_surface_counts_although_the_document_did_not_change(shop: Shop) -> None:
    shop.config(CONFIG.replace('client = "Shop"', 'client = "Store"'))
    _, lines = shop.run("generate", "spec/shop")
    assert lines[2] == "changes since 0.4.1: 5 major, 5 minor"
    assert "  major  Shop.close is gone" in lines
    assert "  minor  Store.close is new" in lines
    assert lines[lines.index("  major  Shop.close is gone") + 1] == (
        "         installed clients keep running; code that uses it must be changed"
    )


COUNTING = '''"""Counts items."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..resources.items import AsyncItems, Items


def count(self: Items, kind: str) -> int:
    return len(kind)


async def async_count(self: AsyncItems, kind: str) -> int:
    return len(kind)
'''
EXTENDED = """
[extensions."items.count"]
sync = "counting.count"
async = "counting.async_count"
because = "no operation counts"
"""


def test_a_method_by_hand_is_told_once_whatever_the_document_does(shop: Shop) -> None:
    (shop.root / "spec" / "shop" / "extensions").mkdir()
    (shop.root / "spec" / "shop" / "extensions" / "counting.py").write_text(COUNTING, encoding="utf-8")
    shop.config(CONFIG.replace("0.4.1", "0.5.0") + EXTENDED)
    shop.spec(("maxLength: 10", "maxLength: 20"))
    shop.run("generate", "spec/shop")
    assert shop.changelog.count("- `items.count()` is new.\n") == 1
    assert shop.run("release", "spec/shop")[0] == 0
    shop.spec(("maxLength: 10", "maxLength: 30"))
    shop.run("generate", "spec/shop")
    assert "count" not in shop.changelog.split("## 0.5.0")[0]
    shop.config(CONFIG.replace("0.4.1", "0.5.0"))
    shop.run("generate", "spec/shop")
    assert "- `items.count()` is gone." in shop.changelog.split("## 0.5.0")[0]


def test_a_waived_change_does_not_count_and_a_waiver_without_a_change_is_told(shop: Shop) -> None:
    shop.spec(("maxLength: 10", "maxLength: 5"))
    found = json.loads("\n".join(shop.run("changes", "--format", "json")[1]))
    (major,) = (change for change in found["changes"] if change["level"] == "major")
    assert (found["level"], found["demanded"]) == ("major", "0.5.0")
    waiver = '[[changes.waive]]\nfingerprint = "{}"\nbecause = "the server never took more"\n'
    shop.config(CONFIG + waiver.format(major["fingerprint"]) + waiver.format("0123456789ab"))
    _, lines = shop.run("changes")
    assert lines[0] == "changes since 0.4.1: 2 patch"
    assert "         waived: the server never took more" in lines
    assert lines[-1] == "  the waiver 0123456789ab matches no change: remove it from generator.toml"
    shop.config(f'{CONFIG}[[changes.waive]]\nfingerprint = "{major["fingerprint"]}"\n')
    status, lines = shop.run("changes")
    assert status == 1
    assert "changes.waive must hold tables of fingerprint and because" in lines[0]


def test_changes_has_exit_1_for_a_level_that_was_named(shop: Shop) -> None:
    shop.spec(("[OLD, NEW]", "[OLD, NEW, NEWER]"))
    assert shop.run("changes")[0] == 0
    assert shop.run("changes", "--fail-on", "major")[0] == 0
    assert shop.run("changes", "--fail-on", "minor")[0] == 1


def test_one_document_is_today_s_and_another_one_is_compared_with_it(shop: Shop) -> None:
    shutil.copy("spec/shop/openapi.yaml", "old.yaml")
    shop.spec(("[OLD, NEW]", "[OLD]"))
    assert shop.run("changes", "spec/shop")[1][0] == "changes since 0.4.1: 1 major, 1 patch"
    assert shop.run("changes", "old.yaml")[1][0] == "changes since old.yaml: 1 major, 1 patch"
    _, lines = shop.run("changes", "old.yaml", "spec/shop", "--format", "markdown")
    assert lines == [
        "### Breaking",
        "",
        "- `ItemKindInput` loses NEW (`items.create`). "
        "Calls of installed clients that break it are refused; code that breaks it must be changed.",
        "",
    ]


def test_a_revision_of_git_is_a_document(shop: Shop) -> None:
    for command in (
        ["init", "-q"],
        ["add", "spec"],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "one"],
    ):
        subprocess.run(["git", *command], check=True, cwd=shop.root)
    shop.spec(("[OLD, NEW]", "[OLD]"))
    for given in ("git:HEAD:spec/shop", "git:HEAD:spec/shop/openapi.yaml"):
        _, lines = shop.run("changes", given)
        assert lines[0] == f"changes since {given}: 1 major, 1 patch"
    assert lines[3].split()[0] == "spec/shop/openapi.yaml:22"
    status, lines = shop.run("changes", "git:nowhere:spec/shop")
    assert (status, len(lines)) == (2, 1)
    assert lines[0].startswith("git:nowhere:spec/shop: git says: ")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("gone.yaml", None, "gone.yaml: there is no such file"),
        ("empty.yaml", "", "empty.yaml: the file is empty"),
        ("bad.json", "{", "bad.json:1:2: this is not JSON: the file ends in the middle"),
        (
            "two.yaml",
            "swagger: '2.0'\n",
            "two.yaml:1:10: this is Swagger 2.0, and only OpenAPI 3.0, 3.1 and 3.2 are supported",
        ),
        (
            "broken.yaml",
            DOCUMENT.replace("schemas/Item'}}}\n      r", "schemas/Itme'}}}\n      r"),
            "broken.yaml:11:53: '#/components/schemas/Itme' is not defined; did you mean 'Item'?",
        ),
        (
            "other.yaml",
            "openapi: 3.1.0\ninfo: {title: Zoo, version: '1'}\npaths: {/cats: {}}\n",
            "other.yaml and spec/shop: these are two APIs, 'Zoo' and 'Shop', without a path in common",
        ),
        ("git:HEAD", None, "git:HEAD: write git:REVISION:PATH, as in git:HEAD~1:spec/openapi.yaml"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_line(shop: Shop, name: str, text: str | None, says: str) -> None:
    if text is not None:
        (shop.root / name).write_text(text, encoding="utf-8")
    assert shop.run("changes", name, "spec/shop") == (2, [says])


def test_without_a_release_two_documents_must_be_named(shop: Shop) -> None:
    says = "nowhere: nothing was released yet; name two documents, or release with: make release"
    assert shop.run("changes", "--out", "nowhere") == (2, [says])
