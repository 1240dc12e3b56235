"""The cases of small documents: what each group holds, in words that a person can check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.unit.cases.documents import PAGES, Read, operation, read

TOY = operation(
    "{$ref: '#/components/schemas/Toy'}",
    response="{$ref: '#/components/schemas/Toy'}",
    more="""\
components:
  schemas:
    Toy:
      type: object
      required: [toyName]
      properties:
        id: {type: string, readOnly: true}
        toyName: {type: string, maxLength: 5}
        kind: {type: string, enum: [RED_BALL, BLUE_BALL]}
        maker: {$ref: '#/components/schemas/Maker'}
    Maker:
      type: object
      properties:
        since: {type: string, format: date-time}
        tags: {type: array, items: {type: string}}
""",
)


def toy(folder: Path) -> Read:
    return read(folder, TOY)


def test_the_smallest_request_has_what_is_required_and_the_fullest_everything(tmp_path: Path) -> None:
    found = toy(tmp_path)
    minimal, maximal = found.file("request-minimal")["minimal"], found.file("request-maximal")["maximal"]
    assert (minimal["arguments"], minimal["body"]) == ({"toy_name": "toy n"}, {"toyName": "toy n"})
    assert maximal["body"] == {
        "toyName": "toy n",
        "kind": "RED_BALL",
        "maker": {"since": "2026-01-31T12:30:14Z", "tags": ["tags"]},
    }
    assert maximal["arguments"]["maker"] == maximal["body"]["maker"]
    assert (maximal["method"], maximal["path"], maximal["query"]) == ("POST", "/toys", "")


def test_each_optional_part_stands_alone_at_every_depth(tmp_path: Path) -> None:
    assert {name: case["body"] for name, case in toy(tmp_path).file("request-optional").items()} == {
        "only-kind": {"toyName": "toy n", "kind": "RED_BALL"},
        "only-maker": {"toyName": "toy n", "maker": {}},
        "only-maker.since": {"toyName": "toy n", "maker": {"since": "2026-01-31T12:30:14Z"}},
        "only-maker.tags": {"toyName": "toy n", "maker": {"tags": ["tags"]}},
    }


def test_each_value_of_an_enum_is_sent_and_a_misspelt_one_is_suggested(tmp_path: Path) -> None:
    enums = toy(tmp_path).file("request-enum")
    assert list(enums) == ["kind-RED_BALL", "kind-BLUE_BALL", "kind-unknown", "kind-misspelt"]
    assert enums["kind-RED_BALL"]["source"] == "/components/schemas/Toy/properties/kind/enum"
    (fault,) = enums["kind-misspelt"]["faults"]
    assert fault == {"path": "kind", "rule": "enum", "severity": "refuse", "suggests": "RED_BALL"}


def test_a_bound_is_tried_below_at_and_above_in_code_points(tmp_path: Path) -> None:
    bounds = toy(tmp_path).file("request-bound")
    assert [(case["body"]["toyName"], "faults" in case) for name, case in bounds.items() if "toy_name" in name] == [
        ("xxxx", False), ("ééééé", False), ("éééééé", True), ("😀😀😀😀😀", False), ("😀😀😀😀😀😀", True)
    ]  # fmt: skip
    above = bounds["toy_name-above-maxLength-astral"]
    assert above["source"] == "derived: /components/schemas/Toy/properties/toyName/maxLength + 1"


def test_none_leaves_an_argument_out_and_is_a_fault_inside_an_object(tmp_path: Path) -> None:
    nulls = toy(tmp_path).file("request-null")
    assert (nulls["kind-none"]["arguments"]["kind"], "kind" in nulls["kind-none"]["body"]) == (None, False)
    assert nulls["maker.since-null"]["faults"] == [{"path": "maker.since", "rule": "type", "severity": "refuse"}]


def test_a_patch_sends_null_and_that_is_a_fault_where_null_is_not_allowed(tmp_path: Path) -> None:
    nulls = read(tmp_path, TOY.replace("post:", "patch:")).file("request-null")
    assert nulls["kind-null"]["body"]["kind"] is None
    assert nulls["kind-null"]["faults"] == [{"path": "kind", "rule": "type", "severity": "refuse"}]


def test_keys_that_are_no_field_are_refused_a_wire_name_too(tmp_path: Path) -> None:
    more = TOY.replace("since: {type", "madeSince: {type")
    keys = read(tmp_path, more).file("request-key")
    assert {name: case["faults"][0].get("suggests") for name, case in keys.items()} == {
        "key-maker.made_sincex": "made_since",
        "key-maker.madeSince": "made_since",
    }


def test_an_answer_is_told_leaf_by_leaf_in_python_names(tmp_path: Path) -> None:
    found = toy(tmp_path)
    assert found.file("response-maximal")["maximal"]["leaves"] == {
        "id": "id",
        "toy_name": "toy n",
        "kind": "RED_BALL",
        "maker.since": {"$time": "2026-01-31T12:30:14+00:00"},
        "maker.tags[0]": "tags",
    }
    assert found.file("response-minimal")["minimal"]["leaves"] == {
        "toy_name": "toy n", "id": None, "kind": None, "maker": None
    }  # fmt: skip


def test_what_an_answer_promises_and_lacks_is_drift_and_so_is_what_it_adds(tmp_path: Path) -> None:
    found = toy(tmp_path)
    missing = found.file("response-null")["toy_name-missing"]
    assert missing["drift"] == [{"path": "toy_name", "absent": True, "expected": "string"}]
    assert "drift" not in found.file("response-null")["kind-null"]
    new = found.file("response-unknown")["new-maker['x-new']"]
    assert new["drift"] == [{"path": "maker['x-new']", "got": "text", "expected": "nothing of this name"}]
    assert found.file("response-enum")["kind-unknown"]["drift"] == [
        {"path": "kind", "got": "SOMETHING_NEW", "lists": ["RED_BALL", "BLUE_BALL"]}
    ]


def test_times_are_told_to_the_microsecond_with_their_offset(tmp_path: Path) -> None:
    bounds = toy(tmp_path).file("response-bound")
    assert bounds["maker.since-format-nanoseconds"]["leaves"]["maker.since"] == {
        "$time": "2026-01-31T12:30:45.123456+00:00"
    }
    assert bounds["maker.since-format-offset"]["leaves"]["maker.since"] == {"$time": "2026-01-31T12:30:45+05:30"}


def test_a_round_trip_sends_writable_fields_only(tmp_path: Path) -> None:
    text = operation(
        "{type: object, properties: {toy: {$ref: '#/components/schemas/Toy'}}}",
        response="{$ref: '#/components/schemas/Toy'}",
        more=TOY[TOY.index("components:") :],
    )
    trips = read(tmp_path, text).file("round-trip")
    assert trips["unknown-kind"]["body"] == {"toy": {"toyName": "toy n", "kind": "SOMETHING_NEW"}}
    assert trips["unknown-kind"]["faults"] == [{"path": "toy.kind", "rule": "enum", "severity": "warn"}]
    assert trips["changed-toyName"]["changes"] == {"toy_name": "éééééé"}
    assert trips["changed-toyName"]["faults"][0]["severity"] == "refuse"


def test_documented_examples_are_cases_with_the_breaches_that_are_listed(tmp_path: Path) -> None:
    text = TOY.replace(
        "{schema: {$ref: '#/components/schemas/Toy'}}}}\n      responses",
        "{schema: {$ref: '#/components/schemas/Toy'}, examples: {sent: {x-breaks: "
        "[{path: toyName, rule: maxLength, severity: refuse}], value: {toyName: too long}}}}}}\n      responses",
    )
    case = read(tmp_path, text).file("request-documented")["sent"]
    assert (case["arguments"], case["body"]) == ({"toy_name": "too long"}, {"toyName": "too long"})
    assert case["faults"] == [{"path": "toy_name", "rule": "maxLength", "severity": "refuse"}]


def test_a_document_with_pages_refuses_only_what_they_state(tmp_path: Path) -> None:
    text = TOY.replace("maxLength: 5}", "maxLength: 5, x-source: {type: shown 3, maxLength: sibling}}")
    bounds = read(tmp_path, text, head=PAGES).file("request-bound")
    (fault,) = bounds["toy_name-above-maxLength-astral"]["faults"]
    assert fault["severity"] == "warn"


def test_a_recursive_schema_has_cases_and_they_end(tmp_path: Path) -> None:
    text = operation(
        "{$ref: '#/components/schemas/Tree'}",
        response="{$ref: '#/components/schemas/Tree'}",
        more="""\
components:
  schemas:
    Tree: {type: object, properties: {name: {type: string}, left: {$ref: '#/components/schemas/Tree'}}}
""",
    )
    found = read(tmp_path, text)
    assert list(found.file("request-optional")) == ["only-name", "only-left"]
    assert found.file("request-maximal")["maximal"]["body"] == {"name": "name"}


def test_a_3_0_document_has_the_same_cases_as_its_3_1_spelling(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = operation("{type: object, properties: {a: {type: string, nullable: true}, "
                    "b: {type: integer, minimum: 3, exclusiveMinimum: true}}}")  # fmt: skip
    new = operation(
        "{type: object, properties: {a: {type: [string, 'null']}, b: {type: integer, exclusiveMinimum: 3}}}"
    )
    one = read(
        tmp_path / "old", old, head='openapi: 3.0.3\ninfo: {title: Toys, version: "1"}\nservers: [{url: https://a.b}]\n'
    )
    other = read(tmp_path / "new", new)
    for name in ("request-null", "request-bound", "request-kind"):
        bodies = [[case["body"] for case in found.file(name).values()] for found in (one, other)]
        assert bodies[0] == bodies[1] and bodies[0]


def test_a_definition_is_walked_through_once_in_a_document(tmp_path: Path) -> None:
    text = TOY.replace("components:\n", "").replace("paths:\n", "paths:\n")
    second = (
        text[text.index("  /toys:") : text.index("  schemas:")]
        .replace("/toys", "/games")
        .replace("makeToy", "makeGame")
    )
    both = TOY.replace("components:\n", second + "components:\n")
    texts = read(tmp_path, both).texts
    assert [path for path in texts if path.endswith("response-kind.json")] == ["fixtures/toys.make/response-kind.json"]
    assert len([path for path in texts if path.endswith("response-maximal.json")]) == 2
    assert [path for path in texts if path.endswith("error-body.json")] == ["fixtures/toys.make/error-body.json"]


def test_an_operation_without_parameters_body_or_answer_has_cases_of_failures(tmp_path: Path) -> None:
    text = "paths:\n  /ping:\n    get: {operationId: ping, responses: {'204': {description: well}}}\n"
    found = read(tmp_path, text)
    assert found.file("request-minimal")["minimal"]["arguments"] == {}
    assert found.file("error-status")["404"]["class"] == "NotFoundError"


def test_the_same_document_has_the_same_cases_under_another_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("", encoding="utf-8")
    code = (
        "import sys, hashlib, pathlib\n"
        "from tests.unit.cases.test_cases import TOY\n"
        "from tests.unit.cases.documents import read\n"
        "print(hashlib.sha256(repr(sorted(read(pathlib.Path(sys.argv[1]), TOY).texts.items())).encode()).hexdigest())\n"
    )
    root = Path(__file__).parents[3]
    said = [
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True,
                       env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1] != ""
