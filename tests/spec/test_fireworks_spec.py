"""The Fireworks spec says what the captured page says: no more, no less, and on the lines that it names.

Every expectation comes from the page itself, as `fireworks_page` parses it. What no page states (sibling, practice,
inferred) is checked only for not claiming the page.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias, cast

import jsonschema_rs
import pytest
import yaml

from tests.spec.fireworks_page import ENUM_VALUES, ENUMS, PAGE, REQUEST, REQUEST_LINES, RESPONSE, RESPONSE_LINES
from tests.spec.fireworks_page import CAPTURE, SENTENCES, SHOWING, STATING, line, number_of, sentence

Schema: TypeAlias = dict[str, Any]
Nodes: TypeAlias = list[tuple[str, Schema]]
Breaks: TypeAlias = set[tuple[str, str, str]]

FOLDER = CAPTURE.parents[1]
SPEC: Schema = yaml.safe_load((FOLDER / "openapi.yaml").read_text("utf-8"))
POST = "/paths//v1/accounts/{account_id}/models/post"
OPERATION: Schema = SPEC["paths"]["/v1/accounts/{account_id}/models"]["post"]
OPERATIONS: Schema = {
    node["operationId"]: {**node, "method": method, "path": path}
    for path, item in SPEC["paths"].items()
    for method, node in item.items()
}
SCHEMAS: Schema = SPEC["components"]["schemas"]
SENT: Schema = OPERATION["requestBody"]["content"]["application/json"]
ANSWERED: Schema = OPERATION["responses"]["200"]["content"]["application/json"]

# --- the spec --------------------------------------------------------------------------------------------------------


class Side(NamedTuple):
    """Request or response: what the spec says (media type, nodes by wire path) and what the page shows."""

    media_type: Schema
    nodes: Nodes
    example: dict[str, Any]
    lines: dict[str, int]


class Claim(NamedTuple):
    """One provenance: of `keyword` (or "*") of the node at `pointer`."""

    pointer: str
    keyword: str
    provenance: str
    lines: tuple[int, ...]


def claimed(pointer: str, keyword: str, text: str) -> Claim:
    """`shown 9, 58` as a claim."""
    found = re.fullmatch(r"(page|shown) (\d+(?:, \d+)*)|sibling|practice|inferred", text)
    assert found, f"{pointer}: {text!r} is no provenance"
    lines = tuple(int(number) for number in (found[2] or "").split(", ") if number)
    return Claim(pointer, keyword, found[1] or text, lines)


def claims(node: object, pointer: str = "") -> Iterator[Claim]:
    """All provenances below a node but those of the examples, which name whole blocks."""
    if isinstance(node, list):
        for index, item in enumerate(cast("list[object]", node)):
            yield from claims(item, f"{pointer}/{index}")
    if not isinstance(node, dict):
        return
    children = cast("Schema", node)
    source: Schema | str = children.get("x-source", {})
    for keyword, text in source.items() if isinstance(source, dict) else [("*", source)]:
        yield claimed(pointer, keyword, text)
    if "x-rule" in children:
        yield claimed(children["x-rule"]["id"], "x-rule", children["x-rule"]["source"])
    for key, child in children.items():
        if key not in ("x-source", "examples"):
            yield from claims(child, f"{pointer}/{key}")


def walk(schema: Schema, path: str = "", *, sent: bool) -> Iterator[tuple[str, Schema]]:
    """Wire paths and schema nodes in document order; a node is met once for each place that refers to it."""
    if "x-source" in schema:
        yield path, schema
    for part in [schema, *schema.get("allOf", [])]:
        if "$ref" in part:
            yield from walk(SCHEMAS[part["$ref"].rpartition("/")[2]], path, sent=sent)
    for name, child in schema.get("properties", {}).items():
        if not (sent and child.get("readOnly")):
            yield from walk(child, f"{path}.{name}".lstrip("."), sent=sent)
    if "items" in schema:
        yield f"{path}[]", schema["items"]
        yield from walk(schema["items"], f"{path}[]", sent=sent)


def kind_of(schema: Schema) -> str:
    """The JSON kind that a schema says, through references."""
    while "type" not in schema:
        reference = schema["$ref"] if "$ref" in schema else schema["allOf"][0]["$ref"]
        schema = SCHEMAS[reference.rpartition("/")[2]]
    return str(schema["type"])


def lines_of(text: str) -> set[int]:
    claim = claimed("", "", text)
    assert claim.provenance == "shown", text
    return set(claim.lines)


REQUEST_NODES = list(walk(SENT["schema"], sent=True))
RESPONSE_NODES = list(walk(ANSWERED["schema"], sent=False))
SIDES = [Side(SENT, REQUEST_NODES, REQUEST, REQUEST_LINES), Side(ANSWERED, RESPONSE_NODES, RESPONSE, RESPONSE_LINES)]
both_sides = pytest.mark.parametrize("side", SIDES, ids=["request", "response"])

# --- what the page shows ---------------------------------------------------------------------------------------------


def test_the_page_repeats_its_two_blocks_so_the_first_copy_is_enough() -> None:
    assert PAGE[132].removeprefix("}") == PAGE[0]
    assert PAGE[1:132] == PAGE[133:264]
    assert (line(133)[0], line(265)[0], len(PAGE)) == ("}", "}", 306)
    assert FOLDER / SPEC["x-docs"][OPERATION["x-docs-page"]] == CAPTURE


@both_sides
def test_the_documented_examples_are_the_pages_word_for_word_and_in_its_order(side: Side) -> None:
    documented = side.media_type["examples"]["documented"]
    assert json.dumps(documented["value"]) == json.dumps(side.example)
    assert documented["x-source"] == {6: "shown 6-55", 56: "shown 56-133"}[side.lines[""]]


@both_sides
def test_the_properties_are_those_of_the_page_in_its_order(side: Side) -> None:
    assert list(dict.fromkeys(path for path, _ in side.nodes)) == list(side.lines)


def test_the_components_stand_in_the_order_of_first_use_on_the_page() -> None:
    used = {id(schema): None for _, schema in REQUEST_NODES + RESPONSE_NODES}
    names = {id(schema): name for name, schema in SCHEMAS.items()}
    on_the_page = [name for name in SCHEMAS if SCHEMAS[name].get("x-source") not in ("sibling", "practice")]
    assert [names[node] for node in used if node in names] == on_the_page


@both_sides
def test_every_property_has_the_json_kind_that_the_page_shows(side: Side) -> None:
    kinds: dict[type, str] = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer"}
    for path, schema in side.nodes:
        value: Any = side.example
        for step in re.findall(r"\w+|\[\]", path):
            value = value[0] if step == "[]" else value[step]
        assert kind_of(schema) == kinds[type(value)], path


def test_every_shown_provenance_names_exactly_the_lines_on_which_the_page_shows_it() -> None:
    expected, said = dict[int, set[int]](), dict[int, set[int]]()
    for side in SIDES:
        for path, schema in side.nodes:
            if (source := schema.get("x-source")) is None:
                continue  # an item, which its array vouches for
            said[id(schema)] = lines_of(source.get("kind") or source["type"])
            expected.setdefault(id(schema), set()).add(side.lines[path])
            if schema.get("type") == "array":
                said[id(source)] = lines_of(source["items"])
                expected.setdefault(id(source), set()).add(side.lines[f"{path}[]"])
    assert said == expected


def test_read_only_is_what_the_response_has_and_the_request_has_not() -> None:
    sent = {path.removeprefix("model").lstrip(".") for path, _ in REQUEST_NODES if path.startswith("model")}
    unsent = [path for path in RESPONSE_LINES if path not in sent]
    unsent = [path for path in unsent if not any(re.match(rf"{re.escape(other)}[.\[]", path) for other in unsent)]
    read_only = [path for path, schema in RESPONSE_NODES if schema.get("readOnly")]
    assert read_only == unsent
    assert {schema["x-source"]["readOnly"] for _, schema in RESPONSE_NODES if schema.get("readOnly")} == {"inferred"}
    assert "cluster" in read_only and "cluster" in dict(REQUEST_NODES)


def test_the_request_line_and_the_headers_are_those_of_the_curl() -> None:
    assert line(1).split()[-2:] == ["POST", "\\"]
    [server], [path] = SPEC["servers"], [path for path, item in SPEC["paths"].items() if "post" in item][:1]
    assert line(2).split()[1] == server["url"] + path
    scheme = SPEC["components"]["securitySchemes"]["bearer"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    [parameter], body = OPERATION["parameters"], OPERATION["requestBody"]
    assert parameter["required"] and body["required"]
    assert list(body["content"]) == [line(4).split("'")[1].split(": ")[1]]
    assert f"/{{{parameter['name']}}}/" in line(2) and parameter["x-client-parameter"] is True


@pytest.mark.parametrize(
    ("pointer", "keyword", "text"),
    [
        ("/servers/0", "*", "https://api.fireworks.ai"),
        (POST, "field", "POST .*/v1/accounts/{account_id}/models"),
        (f"{POST}/parameters/0", "type", "{account_id}"),
        (f"{POST}/parameters/0", "required", "{account_id}"),
        (f"{POST}/requestBody", "content", "Content-Type: application/json"),
        (f"{POST}/requestBody", "required", "--data"),
        (f"{POST}/responses/200", "content", "'{"),
        ("/components/securitySchemes/bearer", "type", "Authorization: Bearer"),
        ("/components/schemas/Model/properties/createTime", "format", r"\d{4}-\d\d-\d\dT"),
        ("/components/schemas/Model/properties/updateTime", "format", r"\d{4}-\d\d-\d\dT"),
    ],
)
def test_a_line_that_is_no_propertys_own_shows_what_it_is_named_for(pointer: str, keyword: str, text: str) -> None:
    [claim] = [claim for claim in claims(SPEC) if (claim.pointer, claim.keyword) == (pointer, keyword)]
    assert claim.provenance == "shown" and re.search(text, " ".join(line(number) for number in claim.lines))


# --- what the page states --------------------------------------------------------------------------------------------


def named_enum(key: str) -> str:
    """The component that holds the values of a response field or of its items."""
    schema = SCHEMAS["Model"]["properties"][key]
    return str(schema.get("items", schema)["$ref"].rpartition("/")[2])


@pytest.mark.parametrize("key", ENUMS)
def test_enum_values_are_those_of_the_page_in_its_order(key: str) -> None:
    number, values = ENUMS[key]
    assert SCHEMAS[named_enum(key)]["enum"] == values
    assert SCHEMAS[named_enum(key)]["x-source"]["enum"] == f"page {number}"


def test_an_enum_that_the_page_does_not_list_begins_with_the_value_that_it_shows() -> None:
    for name in ("CheckpointFormat", "Code", "DeployedModelRefState"):
        source = SCHEMAS[name]["x-source"]
        assert source["enum"] == "sibling"
        assert all(f'"{SCHEMAS[name]["enum"][0]}"' in line(number) for number in lines_of(source["type"]))


def stated_claims() -> set[tuple[str, str, int]]:
    """Pointer (or rule id), keyword and line of all that the page states, as read from the page."""
    root = "/components/schemas"
    found = {(f"{root}/Model/properties/{key}", "description", number) for key, number in SENTENCES.items()}
    for key, number in SENTENCES.items():
        if re.search(r"fewer than \d+ characters", sentence(key)):
            found.add((f"{root}/Model/properties/{key}", "maxLength", number))
        if "If not specified, the default is" in sentence(key):
            found.add((f"{root}/Model/properties/{key}", "x-server-default", number))
    found |= {(f"{root}/{named_enum(key)}", "enum", number) for key, (number, _) in ENUMS.items()}
    bearer = number_of("Bearer authentication")
    found |= {("/components/securitySchemes/bearer", keyword, bearer) for keyword in ("scheme", "description")}
    found.add((f"{POST}/parameters/0", "description", number_of("The Account Id")))
    found.add((f"{POST}/responses/200", "description", number_of("A successful response.")))
    for part in SCHEMAS["CreateModelBody"]["properties"]["model"]["allOf"][1:]:
        for branch in (part["then"], part.get("else", {})):
            if branch and branch["x-rule"]["id"] != "peft-details-default":
                [key] = branch.get("required") or branch["properties"]
                found.add((branch["x-rule"]["id"], "x-rule", SENTENCES[key]))
    return found


def test_what_claims_the_page_is_what_the_page_states_on_that_line() -> None:
    page = {(c.pointer, c.keyword, number) for c in claims(SPEC) if c.provenance == "page" for number in c.lines}
    assert page == stated_claims()


def test_every_line_that_states_something_is_referred_to() -> None:
    referred = {number for claim in claims(SPEC) for number in claim.lines}
    assert SHOWING | STATING <= referred
    assert referred - SHOWING - STATING == {6, 56, 104}  # the braces that open the two bodies and a deployment


def test_bounds_and_server_defaults_are_the_numbers_and_names_of_the_sentences() -> None:
    properties = SCHEMAS["Model"]["properties"]
    for key in SENTENCES:
        bound = re.search(r"fewer than (\d+) characters", sentence(key))
        assert properties[key].get("maxLength") == (int(bound[1]) - 1 if bound else None), key
        default = re.search(r"the default is (\w+)\.", sentence(key))
        assert properties[key].get("x-server-default") == (default[1] if default else None), key


def test_every_keyword_that_says_something_has_a_provenance_and_no_other_has() -> None:
    telling = {"type", "format", "enum", "maxLength", "minimum", "maximum", "required", "readOnly", "x-server-default"}
    telling |= {"additionalProperties", "items", "description"}
    nodes = [*REQUEST_NODES, *RESPONSE_NODES, *walk({"$ref": "#/components/schemas/RpcStatus"}, sent=False)]
    for path, schema in nodes:
        source: Schema | str = schema.get("x-source", "")
        if not isinstance(source, str):
            kept = {*schema, "type", "kind", "enum" if "$ref" in schema else "type"}
            assert telling & schema.keys() <= source.keys() <= kept, path


def test_no_description_repeats_six_words_of_the_page() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}

    page = {run for number in range(265, 307) for run in runs(ENUM_VALUES.sub("", line(number)))}
    described = re.findall(r'"description": "([^"]*)"', json.dumps(SPEC))
    assert len(described) > 80
    assert [text for text in described if runs(text) & page] == []


# --- what a body breaks ----------------------------------------------------------------------------------------------


def is_int64(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,19}", text) is not None and -(2**63) <= int(text) < 2**63


def without_bounds(node: object) -> Any:
    """A schema as responses are held against: kinds and formats, but no bounds and nothing required."""
    if isinstance(node, list):
        return [without_bounds(item) for item in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    dropped = {"maxLength", "minimum", "maximum", "required"}
    return {key: without_bounds(child) for key, child in cast("Schema", node).items() if key not in dropped}


def breaks(schema: Schema, components: Schema, body: object) -> Breaks:
    """(wire path, rule id or keyword, severity) of all that jsonschema_rs finds; severity follows from provenance."""
    root = {"$ref": schema["$ref"], "components": {"schemas": components}}
    validator = jsonschema_rs.Draft202012Validator(root, validate_formats=True, formats={"int64": is_int64})
    found: Breaks = set()
    for error in validator.iter_errors(body):
        path = [str(step) for step in error.instance_path]
        if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
            path.append(error.kind.property)
        sourced = [node for node in nodes_on(root, error.schema_path) if "x-rule" in node or "x-source" in node][-1]
        keyword = str(error.schema_path[-1])
        rule: dict[str, str] = sourced.get("x-rule") or {"id": keyword, "source": sourced["x-source"][keyword]}
        severity = rule.get("severity") or ("refuse" if rule["source"].startswith("page") else "warn")
        found.add((".".join(path), rule["id"], severity))
    return found


def nodes_on(root: Schema, steps: list[str | int]) -> Iterator[Schema]:
    """The mappings on the way from the root to a keyword."""
    node: Any = root
    for step in steps:
        if isinstance(step, str):
            yield node
        node = node[step]


def request_breaks(model: dict[str, object]) -> Breaks:
    return breaks(SENT["schema"], SCHEMAS, {"modelId": "m", "model": model})


def listed(media_type: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(b["path"], b["rule"], b["severity"]) for b in media_type["examples"]["documented"]["x-breaks"]]


def test_the_documented_request_breaks_exactly_what_it_lists_in_page_order() -> None:
    assert sorted(listed(SENT)) == sorted(breaks(SENT["schema"], SCHEMAS, REQUEST))
    assert listed(SENT) == sorted(listed(SENT), key=lambda entry: REQUEST_LINES[entry[0]])


def test_the_documented_response_breaks_the_kind_of_parameter_count_alone() -> None:
    assert set(listed(ANSWERED)) == breaks(ANSWERED["schema"], without_bounds(SCHEMAS), RESPONSE)
    assert listed(ANSWERED) == [("baseModelDetails.parameterCount", "format", "warn")]


def test_an_id_alone_breaks_nothing() -> None:
    assert breaks(SENT["schema"], SCHEMAS, {"modelId": "m"}) == set()


@pytest.mark.parametrize("kind", [None, *ENUMS["kind"][1]])
@pytest.mark.parametrize(
    ("details", "stem", "value"),
    [
        ("baseModelDetails", "base-model-details", {}),
        ("peftDetails", "peft-details", {"baseModel": "accounts/a/models/b", "r": 8, "targetModules": []}),
        ("teftDetails", "teft-details", {}),
    ],
)
def test_details_are_required_and_forbidden_for_the_kinds_that_their_sentence_names(
    kind: str | None, details: str, stem: str, value: dict[str, object]
) -> None:
    text = sentence(details)
    kinds = set(re.findall(r"[A-Z]+_[A-Z_]+", re.findall(r"Required if kind is ([^.]+)\.", text)[0]))
    default = SCHEMAS["Model"]["properties"]["kind"]["x-server-default"]
    missing: Breaks = set()
    if kind in kinds:
        missing = {(f"model.{details}", f"{stem}-required", "refuse")}
    elif kind in (None, "KIND_UNSPECIFIED") and default in kinds:
        missing = {(f"model.{details}", f"{stem}-default", "warn")}
    forbidden: Breaks = set()
    if "Must not be set otherwise." in text and kind not in kinds:
        forbidden = {(f"model.{details}", f"{stem}-otherwise", "warn")}
    given: dict[str, object] = {} if kind is None else {"kind": kind}
    assert {entry for entry in request_breaks(given) if entry[0] == f"model.{details}"} == missing
    assert {entry for entry in request_breaks({**given, details: value}) if entry[1].startswith(stem)} == forbidden


def test_a_draft_model_needs_its_token_count_unless_its_name_is_empty() -> None:
    assert "Must be specified if default_draft_model is specified." in sentence("defaultDraftTokenCount")
    base: Schema = {"kind": "CUSTOM_MODEL"}
    broken = {("model.defaultDraftTokenCount", "draft-token-count-required", "refuse")}
    assert request_breaks({**base, "defaultDraftModel": "d"}) == broken
    assert request_breaks({**base, "defaultDraftModel": "d", "defaultDraftTokenCount": 0}) == set()
    assert request_breaks({**base, "defaultDraftModel": ""}) == request_breaks(base) == set()


def test_the_configuration_says_four_names_and_one_method_that_is_written_by_hand() -> None:
    named = {"package": "fireworks_client", "client": "Fireworks", "version": "0.2.0", "env_prefix": "FIREWORKS"}
    written = tomllib.loads((FOLDER / "generator.toml").read_text("utf-8"))
    assert list(written.pop("extensions")) == ["models.upload"]
    assert written == named


# --- what no captured page states -------------------------------------------------------------------------------------

SIBLINGS: dict[str, tuple[str, str, list[str]]] = {
    "listModels": ("get", "", ["pageSize", "pageToken", "filter", "orderBy", "readMask"]),
    "getModel": ("get", "/{model_id}", ["readMask"]),
    "updateModel": ("patch", "/{model_id}", []),
    "deleteModel": ("delete", "/{model_id}", []),
    "prepareModel": ("post", "/{model_id}:prepare", []),
    "getModelUploadEndpoint": ("post", "/{model_id}:getUploadEndpoint", []),
    "validateModelUpload": (
        "get",
        "/{model_id}:validateUpload",
        ["skipHfConfigValidation", "trustRemoteCode", "configOnly"],
    ),
    "getModelDownloadEndpoint": ("get", "/{model_id}:getDownloadEndpoint", ["readMask"]),
}


def test_the_lifecycle_around_create_has_eight_operations_that_claim_no_page() -> None:
    assert OPERATIONS.keys() - {"createModel"} == SIBLINGS.keys()
    for name, (method, path, query) in SIBLINGS.items():
        operation = OPERATIONS[name]
        assert (operation["method"], operation["path"]) == (method, f"/v1/accounts/{{account_id}}/models{path}")
        found = [
            SPEC["components"]["parameters"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one
            for one in operation["parameters"]
        ]
        assert [one["name"] for one in found if one["in"] == "query"] == query
        assert {claim.provenance for claim in claims([operation, found])} <= {"sibling", "practice", "inferred"}


def test_an_update_takes_the_twenty_writable_fields_and_none_of_the_rules_of_creating() -> None:
    schema = OPERATIONS["updateModel"]["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/Model"}
    writable = [key for key, node in SCHEMAS["Model"]["properties"].items() if not node.get("readOnly")]
    assert len(writable) == 20
    assert breaks(schema, SCHEMAS, {"kind": "HF_BASE_MODEL", "defaultDraftModel": "d", "teftDetails": {}}) == set()
