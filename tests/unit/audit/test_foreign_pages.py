"""Pages of invented APIs, each with vocabulary, order and shapes of its own: drafted, generated, altered and mended."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from generator import commands
from generator.audit.audit import Audit, audit
from generator.resolve import resolve
from tests.unit.audit.pasting import merged, pasted, patched

PAGES = Path(__file__).parent / "pages"
# What only a person can decide: the sentences that demand something in words that are no keyword.
LEFT = {
    "create-pipeline": ["Only admins can change it."],
    "list-sightings": ["Only sightings from this day on."],
    "patch-account": [],
    "get-thing": [],
}
# Facts that a reader finds on the page, by the place and the keyword that the spec must have for them.
FACTS: Mapping[str, Mapping[tuple[str, str], object]] = {
    "create-pipeline": {
        ("name", "minLength"): 3,
        ("name", "maxLength"): 60,
        ("name", "required"): True,
        ("slug", "pattern"): "^[a-z0-9-]*$",
        ("slug", "minLength"): 1,
        ("trigger", "default"): "ON_PUSH",
        ("trigger", "enum"): ["ON_PUSH", "ON_TAG", "ON_SCHEDULE", "MANUAL"],
        ("timeout_seconds", "maximum"): 7200,
        ("concurrency", "minimum"): 1,
        ("concurrency", "maximum"): 16,
        ("owner_email", "format"): "email",
        ("callback_url", "pattern"): "^https://",
        ("labels", "maxItems"): 10,
        ("labels", "uniqueItems"): True,
        ("schedule", "required-if"): {"field": "trigger", "values": ["ON_SCHEDULE"]},
        ("schedule", "forbidden-unless"): {"field": "trigger", "values": ["ON_SCHEDULE"]},
        ("steps", "maxItems"): 50,
        ("cache_key", "forbidden-with"): {"field": "artifact_prefix"},
        ("cache_ttl_minutes", "required-with"): {"field": "cache_key"},
        ("cache_ttl_minutes", "exclusiveMaximum"): 1440,
        ("weight", "exclusiveMinimum"): 0,
        ("weight", "maximum"): 1,
        ("id", "readOnly"): True,
        ("created_at", "readOnly"): True,
        ("run_count", "readOnly"): True,
        ("run_count", "minimum"): 0,
    },
    "list-sightings": {
        ("region", "minLength"): 5,
        ("region", "maxLength"): 5,
        ("species", "minLength"): 3,
        ("page_size", "minimum"): 1,
        ("page_size", "maximum"): 100,
        ("page_size", "default"): 25,
        ("order", "enum"): ["newest", "oldest", "closest"],
        ("order", "default"): "newest",
        ("sightings", "maxItems"): 100,
        ("total", "minimum"): 0,
    },
    "patch-account": {
        ("nickname", "maxLength"): 40,
        ("flags", "maxItems"): 4,
        ("flags[]", "enum"): ["FROZEN", "WATCHED", "JOINT"],
        ("closeOn", "required-with"): {"field": "reason"},
        ("reason", "enum"): ["moved", "death", "other"],
        ("overdraftCents", "required-if"): {"field": "overdraft", "values": [True]},
        ("overdraftCents", "forbidden-unless"): {"field": "overdraft", "values": [True]},
        ("overdraftCents", "multipleOf"): 100,
    },
    "get-thing": {("phase", "enum"): ["OPEN", "CLOSED"]},
}


class Drafted:
    """A page in a folder of its own, with the spec that was drafted from it."""

    def __init__(self, name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.page, self.spec, self.capsys = (
            Path(shutil.copy(PAGES / f"{name}.txt", folder)),
            folder / "openapi.yaml",
            capsys,
        )
        self.text = self.page.read_text("utf-8")
        self.spec.touch()
        self.spec.write_text(self.suggested(), "utf-8")

    def suggested(self) -> str:
        self.capsys.readouterr()
        commands.main(["audit", str(self.page), "--suggest"])
        return self.capsys.readouterr().out

    def waive(self) -> None:
        """Gives a reason for every sentence that is left to a person, and accepts the page."""
        text = self.suggested()
        if "x-docs-waivers" in text:
            pasted(self.spec, text.replace('""', '"as a person found"'))
        assert commands.main(["audit", str(self.page), "--accept"]) == 0, self.capsys.readouterr()

    def audited(self) -> Audit:
        return audit(str(self.page), resolve(str(self.spec)))


@pytest.mark.parametrize("name", FACTS)
def test_a_page_alone_is_drafted_generated_and_true_but_for_what_a_person_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    drafted = Drafted(name, tmp_path, capsys)
    told = re.findall(r"^# Only you can read line \d+, \S+: (.*)$", drafted.spec.read_text("utf-8"), re.MULTILINE)
    assert told == LEFT[name]
    assert [each.says for each in drafted.audited().mismatches] == LEFT[name]
    assert commands.main(["lint", str(drafted.spec)]) == 0
    assert commands.main(["generate", str(drafted.spec), "--out", str(tmp_path / "out"), "--dry-run"]) == 0


@pytest.mark.parametrize("name", FACTS)
def test_the_facts_that_a_reader_finds_are_those_that_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    facts = Drafted(name, tmp_path, capsys).audited().said.facts.values()
    plain = ("kind", "shown", "sentence", "parameter", "header", "method", "url")
    found = {
        (".".join(fact.steps).replace(".[]", "[]"), fact.aspect): fact.value
        for fact in facts
        if fact.aspect not in plain and not fact.aspect.startswith("unclassified")
    }
    assert found == FACTS[name]


CHANGES: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("create-pipeline", "3 to 60", "4 to 60", [("bound-changed", "name")]),
    ("create-pipeline", "Required. ", "", [("required-removed", "name")]),
    ("create-pipeline", "digits, and hyphens", "digits, and underscores", [("keyword-changed", "slug")]),
    ("create-pipeline", "`ON_PUSH`", "`ON_TAG`", [("default-changed", "trigger")]),
    ("create-pipeline", "ON_SCHEDULE, MANUAL", "ON_SCHEDULE, MANUAL, ON_CALL", [("enum-added", "trigger")]),
    ("create-pipeline", "7,200", "3,600", [("bound-changed", "timeout_seconds")]),
    ("create-pipeline", " Must be a valid email address.", "", [("keyword-removed", "owner_email")]),
    ("create-pipeline", "https://`", "http://`", [("keyword-changed", "callback_url")]),
    ("create-pipeline", " Must not contain duplicates.", "", [("keyword-removed", "labels")]),
    ("create-pipeline", "if trigger is ON_SCHEDULE", "if trigger is ON_TAG", [("condition-changed", "schedule")]),
    ("create-pipeline", " Mutually exclusive with artifact_prefix.", "", [("condition-removed", "cache_key")]),
    ("create-pipeline", "less than 1,440", "no more than 1,440", [("bound-changed", "cache_ttl_minutes")]),
    ("create-pipeline", "less than 1,440", "no more than 1,439", []),
    ("create-pipeline", "made. Read only.", "made.", [("keyword-removed", "response.created_at")]),
    ("create-pipeline", "X-Request-Source", "X-Request-Origin", [("header-changed", "header X-Request-Origin")]),
    ("create-pipeline", '"cron"', '"crontab"', [("field-renamed", "schedule.crontab")]),
    ("create-pipeline", '"retries": 123,', '"retries": 123,\n"shell": "<string>",', [("field-added", "steps[].shell")]),
    ("create-pipeline", "/teams/{team_id}/", "/groups/{group_id}/", [("url-changed", "operation")]),
    (
        "list-sightings",
        "&order=newest ~ In which order. Can be `newest`, `oldest` or `closest`. Defaults to newest.\n",
        " ~ ",
        [("parameter-removed", "query order")],
    ),
    ("list-sightings", "page_size=123", "limit=123", [("parameter-renamed", "query limit")]),
    ("list-sightings", "or `closest`", "or `rarest`", [("enum-changed", "query order")]),
    ("list-sightings", "is 25.", "is 50.", [("default-changed", "query page_size")]),
    (
        "list-sightings",
        '"width": 123',
        '"width": "<string>"',
        [("kind-changed", "response.sightings[].photos[].width")],
    ),
    ("patch-account", "WATCHED, \nJOINT", "WATCHED", [("enum-removed", "flags[]")]),
    ("patch-account", "multiple of 100", "multiple of 50", [("keyword-changed", "overdraftCents")]),
    ("patch-account", "merge-patch+json", "json-patch+json", [("media-type-changed", "header Content-Type")]),
    ("patch-account", "--request PATCH", "--request PUT", [("method-changed", "operation")]),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), CHANGES)
def test_a_change_is_named_alone_and_mended_by_what_is_suggested(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    drafted = Drafted(name, tmp_path, capsys)
    drafted.waive()
    text = drafted.text
    for before, after in zip(old.split(" ~ "), new.split(" ~ "), strict=True):
        assert before in text
        text = text.replace(before, after)
    drafted.page.write_text(text, "utf-8")
    found = [each for each in drafted.audited().mismatches if each.severity == "error"]
    assert [(each.code, each.place) for each in found] == expected
    assert {each.by for each in found} <= {"vendor"}
    blocks = [block for block in drafted.suggested().split("\n\n") if "patch -p0" not in block and block.strip()]
    pasted(drafted.spec, "\n\n".join(blocks))
    assert [each for each in drafted.audited().mismatches if each.severity == "error"] == []


def test_a_second_page_is_drafted_as_what_the_document_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted = Drafted("create-pipeline", tmp_path, capsys)
    other = tmp_path / "update-pipeline.txt"
    text = drafted.text.replace("{team_id}/pipelines", "{team_id}/pipelines/{pipeline_id}").replace("POST", "PATCH")
    other.write_text(text.replace("owns the pipeline.", "owns the pipeline.\nId of the pipeline."), "utf-8")
    assert commands.main(["audit", str(other)]) == 1
    assert "error[operation-added]" in capsys.readouterr().out
    commands.main(["audit", str(other), "--suggest"])
    citations, fragment = capsys.readouterr().out.split("\n\n")
    assert "citations must name their page, as there are two now" in citations
    patched(drafted.spec, citations)
    document = yaml.safe_load(drafted.spec.read_text("utf-8"))
    merged(document, yaml.safe_load(fragment), [], [])
    drafted.spec.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    assert commands.main(["lint", str(drafted.spec)]) == 0, capsys.readouterr().out
    for page in (drafted.page, other):
        found = audit(str(page), resolve(str(drafted.spec)))
        assert ([each.says for each in found.mismatches], found.audited) == (LEFT["create-pipeline"], 2)
