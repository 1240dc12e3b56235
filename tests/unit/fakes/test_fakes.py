"""What a fake server knows of a document, and how it answers: pets, from the text of the document to HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from templates.package.testing._fake.server import IgnoredParameterWarning, Server
from tests.unit.cases.documents import HEAD
from tests.unit.fakes.documents import PETS, data, server

KEY = {"X-Key": "k"}
Ask = Any


@pytest.fixture
def pets(tmp_path: Path) -> Server[str]:
    return server(tmp_path, PETS)


@pytest.fixture
def ask(pets: Server[str]) -> Iterator[httpx2.Client]:
    with pets.http_client() as client:
        client.base_url = httpx2.URL(pets.base_url)
        client.headers = httpx2.Headers(KEY)
        yield client


def test_what_is_created_is_listed_read_changed_and_deleted(ask: httpx2.Client, pets: Server[str]) -> None:
    made = ask.post("/v2/pets", json={"name": "Rex", "kind": "dog"})
    assert made.status_code == 201
    assert made.json() == {"id": "made-1", "name": "Rex", "born": "2026-01-31", "kind": "dog"}
    assert ask.get("/v2/pets/made-1").json() == made.json()
    assert ask.get("/v2/pets").json() == {"pets": [made.json()], "total": 1}
    assert ask.patch("/v2/pets/made-1", json={"nick": "R"}).json()["nick"] == "R"
    assert "nick" not in ask.patch("/v2/pets/made-1", json={"nick": None}).json()
    replaced = {"id": "made-1", "name": "Max", "born": "2026-01-31"}
    assert ask.put("/v2/pets/made-1", json={"name": "Max"}).json() == replaced
    assert pets.things == {"/v2/pets/made-1": replaced}
    gone = ask.delete("/v2/pets/made-1")
    assert (gone.status_code, gone.content) == (204, b"")
    assert ask.get("/v2/pets/made-1").status_code == 404
    assert ask.get("/v2/pets").json() == {"pets": [], "total": 0}


def test_a_failure_has_the_documented_shape(ask: httpx2.Client) -> None:
    assert ask.get("/v2/pets/none").json() == {"error": {"code": 404, "message": "there is no /v2/pets/none"}}
    refused = ask.post("/v2/pets", json={"name": "R", "kind": "cow"})
    assert refused.status_code == 400
    assert refused.json()["error"]["message"] == (
        "2 wrong: name: 1 characters, 2 at least; kind: 'cow' is none of 'cat', 'dog'"
    )


def test_a_failure_has_the_name_that_a_test_gives_it(tmp_path: Path) -> None:
    text = """paths: {/things: {get: {responses: {"200": {description: x}, default: {description: x, content: {
      application/json: {schema: {type: object, properties: {code: {type: integer}, message: {type: string}, details: {
      type: array}}}}}}}}}}\n"""
    made = server(tmp_path, text)
    made.fail("things.list", 400)
    made.fail("things.list", 400, code="FAILED_PRECONDITION", message="not now")
    made.fail("things.list", 400, code="ODD")
    with made.http_client() as client:
        found = [client.get(f"{made.base_url}/things").json() for _ in range(3)]
    assert found == [
        {"code": 3, "message": "told to fail"},
        {"code": 9, "message": "not now"},
        {"code": 2, "message": "told to fail"},
    ]


def test_a_list_turns_its_pages_as_it_is_documented(ask: httpx2.Client, pets: Server[str]) -> None:
    for name in ("aa", "bb", "cc"):
        pets.add(f"/v2/pets/{name}", {"name": name})
    first = ask.get("/v2/pets", params={"limit": 2}).json()
    assert ([one["name"] for one in first["pets"]], first["nextCursor"], first["total"]) == (["aa", "bb"], "2", 3)
    last = ask.get("/v2/pets", params={"limit": 2, "cursor": first["nextCursor"]}).json()
    assert last == {"pets": [{"name": "cc"}], "total": 3}


@pytest.mark.parametrize("cursor", ["zzz", "-1", "1.5", "99"])
def test_a_token_that_the_server_did_not_give_is_refused(ask: httpx2.Client, pets: Server[str], cursor: str) -> None:
    pets.add("/v2/pets/aa", {"name": "aa"})
    refused = ask.get("/v2/pets", params={"cursor": cursor})
    assert refused.status_code == 400
    assert refused.json()["error"]["message"] == f"cursor: {cursor!r} leads to no page of this server"
    assert ask.get("/v2/pets", params={"cursor": ""}).json()["total"] == 1


def test_a_patch_merges_objects_member_by_member(ask: httpx2.Client, pets: Server[str]) -> None:
    pets.add(
        "/v2/pets/aa", {"name": "aa", "home": {"city": "Bonn", "tags": ["a", "b"], "door": {"code": 1, "side": "left"}}}
    )
    patch = {"home": {"tags": ["c"], "door": {"code": None}, "yard": {"size": 2, "shed": None}}, "gone": None}
    assert ask.patch("/v2/pets/aa", json=patch).json() == {
        "name": "aa",
        "home": {"city": "Bonn", "tags": ["c"], "door": {"side": "left"}, "yard": {"size": 2}},
    }
    assert ask.patch("/v2/pets/aa", json={"home": {"door": "open"}}).json()["home"]["door"] == "open"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("limit=0", "limit: 0 must be at least 1"),
        ("limit=many", "limit: is a string, not an integer"),
        ("tags=a,c", "tags[1]: 'c' is none of 'a', 'b'"),
    ],
)
def test_parameters_are_read_and_checked(ask: httpx2.Client, pets: Server[str], query: str, says: str) -> None:
    assert ask.get(f"/v2/pets?{query}").status_code == 400
    assert [str(fault) for fault in pets.requests[0].faults] == [says]
    with pytest.warns(IgnoredParameterWarning, match="pets.list: the fake server does not know what tags means"):
        assert ask.get("/v2/pets?limit=3&tags=a,b").status_code == 200
        assert ask.get("/v2/pets?tags=").status_code == 200
    assert pets.requests[1].ignored == ("tags",)
    assert pets.requests[1].arguments == {"limit": 3, "tags": ["a", "b"]}
    assert pets.requests[2].arguments["tags"] == [], "an empty array, not one with an empty text in it"
    assert ask.get("/v2/pets", headers={"Shelter": "long"}).status_code == 400


@pytest.mark.parametrize(
    ("content", "media_type", "says"),
    [
        (b"", "application/json", ["body: required, and not there"]),
        (b"{", "application/json", ["body: is not JSON"]),
        (b'{"name": "Rex"}', "text/plain", ["content-type: is not that of JSON"]),
        (b"[]", "application/json", ["is an array, not an object"]),
    ],
)
def test_a_body_that_is_none_is_refused(
    ask: httpx2.Client, pets: Server[str], content: bytes, media_type: str, says: list[str]
) -> None:
    answer = ask.post("/v2/pets", content=content, headers={"content-type": media_type})
    assert answer.status_code == 400
    assert [str(fault).split(" (")[0] for fault in pets.requests[0].faults] == says


def test_a_request_without_the_credential_is_refused(pets: Server[str]) -> None:
    with pets.http_client() as client:
        assert client.get(f"{pets.base_url}/v2/pets").status_code == 401


def test_what_no_operation_serves_is_not_found(ask: httpx2.Client, pets: Server[str]) -> None:
    answer = ask.get("/v2/cows")
    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == "GET /v2/cows is no operation of the document"
    assert [one.operation for one in pets.requests] == [""]


def test_what_is_put_to_a_url_that_the_test_told_is_kept_and_any_other_is_not_found(
    ask: httpx2.Client, pets: Server[str]
) -> None:
    url = "https://storage.example/a%20b?sig=x%2Fy"
    pets.answer("pets.list", {"pets": [{"urls": {"one": url, "two": "http://[", "three": 3}}]})
    ask.get("/v2/pets")
    assert ask.put(url, content=b"content").status_code == 200
    assert pets.puts == {url: b"content"}
    assert ask.put("https://storage.example/other", content=b"").status_code == 404
    assert ask.get(url).status_code == 404


def test_what_is_below_a_thing_needs_the_thing(ask: httpx2.Client, pets: Server[str]) -> None:
    assert ask.post("/v2/pets/rex/walks").status_code == 404
    pets.add("/v2/pets/rex", {"name": "Rex"})
    assert ask.post("/v2/pets/rex/walks").json() == {"miles": 2.5}


def test_a_name_with_a_slash_stays_one_name(ask: httpx2.Client, pets: Server[str]) -> None:
    pets.add("/v2/pets/a%2Fb", {"name": "ab"})
    assert ask.get("/v2/pets/a%2Fb").json() == {"name": "ab"}
    assert pets.requests[0].arguments == {"petId": "a/b"}


def test_the_next_calls_meet_the_troubles_that_were_told_in_their_order(ask: httpx2.Client, pets: Server[str]) -> None:
    pets.rate_limit("pets.list", retry_after=1.5)
    pets.fail("pets.list", 503, times=2, message="tired")
    pets.answer("pets.list", {"pets": []}, status=206)
    answers = [ask.get("/v2/pets") for _ in range(5)]
    assert [one.status_code for one in answers] == [429, 503, 503, 206, 200]
    assert answers[0].headers["retry-after"] == "1.5"
    assert answers[1].json() == {"error": {"code": 503, "message": "tired"}}
    assert answers[3].json() == {"pets": []}
    assert [one.status for one in pets.calls("pets.list")] == [429, 503, 503, 206, 200]


def test_an_attempt_that_breaks_may_have_been_carried_out(ask: httpx2.Client, pets: Server[str]) -> None:
    pets.time_out("pets.create")
    pets.break_off("pets.create", carried_out=True)
    with pytest.raises(httpx2.ReadTimeout):
        ask.post("/v2/pets", json={"name": "Rex"})
    assert pets.things == {}
    with pytest.raises(httpx2.ReadError):
        ask.post("/v2/pets", json={"name": "Rex"})
    assert list(pets.things) == ["/v2/pets/made-1"]
    assert [(one.body, one.status) for one in pets.requests] == [({"name": "Rex"}, None)] * 2


def test_answers_can_be_malformed_or_new(ask: httpx2.Client, pets: Server[str]) -> None:
    pets.add("/v2/pets/rex", {"name": "Rex", "kind": "dog"})
    pets.malform("pets.get")
    pets.surprise("pets.get")
    assert ask.get("/v2/pets/rex").text == '{"name": "Rex", "kind": "dog"'
    assert ask.get("/v2/pets/rex").json() == {"name": "Rex", "kind": "SOMETHING_NEW", "somethingNew": {"of": "late"}}
    assert ask.get("/v2/pets/rex").json() == {"name": "Rex", "kind": "dog"}


def test_an_operation_that_is_none_is_told_with_the_nearest(pets: Server[str]) -> None:
    with pytest.raises(ValueError, match="'pets.lst' is not an operation; did you mean 'pets.list'?"):
        pets.rate_limit("pets.lst")


def test_the_async_client_is_served_alike(pets: Server[str]) -> None:
    async def asked() -> int:
        async with pets.async_http_client() as client:
            return (await client.get(f"{pets.base_url}/v2/pets", headers=KEY)).status_code

    assert asyncio.run(asked()) == 200


def test_a_port_serves_the_same_and_ends_with_its_block(pets: Server[str]) -> None:
    with pets.listening() as url, httpx2.Client(headers=KEY, timeout=0.2) as client:
        assert client.post(f"{url}/v2/pets", json={"name": "Rex"}).status_code == 201
        pets.time_out("pets.list")
        with pytest.raises(httpx2.ReadTimeout):
            client.get(f"{url}/v2/pets")
        pets.break_off("pets.list")
        with pytest.raises(httpx2.RemoteProtocolError):
            client.get(f"{url}/v2/pets")
        assert client.get(f"{url}/v2/pets").json()["total"] == 1
    with httpx2.Client() as client, pytest.raises(httpx2.ConnectError):
        client.get(f"{url}/v2/pets")


@pytest.mark.parametrize(
    ("schema", "answer"),
    [
        ("{properties: {code: {type: integer}, message: {type: string}, details: {type: array}}}",
         {"code": 5, "message": "x"}),
        ("{properties: {status: {type: integer}, title: {type: string}, detail: {type: string}}}",
         {"status": 404, "title": "x", "detail": "x"}),
        ("{properties: {error: {type: string}}}", {"error": "x"}),
        ("{properties: {detail: {type: array, items: {properties: {msg: {type: string}}}}}}", {"detail": [{"msg": "x"}]}),
        ("{required: [kind], properties: {kind: {enum: [bad]}, code: {type: string}}}", {"kind": "bad", "code": "NOT_FOUND"}),
    ],
)  # fmt: skip
def test_shapes_of_errors_in_use_are_filled(tmp_path: Path, schema: str, answer: object) -> None:
    text = f"""paths: {{/things: {{get: {{responses: {{"200": {{description: x}}, "404": {{description: x, content:
      {{application/json: {{schema: {{type: object, {schema[1:-1]}}}}}}}}}}}}}}}}}\n"""
    made = server(tmp_path, text)
    (operation,) = data(tmp_path, text)["operations"]
    made.fail(operation, 404, message="x")
    with made.http_client() as client:
        assert client.get(f"{made.base_url}/things").json() == answer


def test_a_parameter_that_the_document_does_not_know_is_refused_by_a_strict_server_only(tmp_path: Path) -> None:
    for strict, statuses in ((False, [200, 200, 200]), (True, [200, 400, 200])):
        made = server(tmp_path, PETS.replace("in: header, name: X-Key", "in: query, name: key"), strict=strict)
        with made.http_client() as client:
            queries = ("limit=1&key=k", "limits=1&key=k&limits=2", "key=k&cursor=")
            assert [client.get(f"{made.base_url}/v2/pets?{query}").status_code for query in queries] == statuses
        said = ["limits: is no parameter of the query"] if strict else []
        assert [str(fault) for fault in made.requests[1].faults] == said


def test_only_what_a_page_states_refuses_unless_the_server_is_strict(tmp_path: Path) -> None:
    text = """\
paths: {/things: {post: {operationId: makeThing, requestBody: {content: {application/json: {schema: {
  type: object, x-source: page 1, properties: {
    size: {type: integer, maximum: 4, x-source: {type: shown 2, maximum: sibling}},
    name: {type: string, maxLength: 2, x-source: page 3}}}}}}, responses: {"200": {description: x}}}}}
"""
    found = data(tmp_path, text, HEAD + "x-docs: {toys: toys.txt}\n")
    (operation,) = found["operations"].values()
    assert operation["body"]["schema"]["properties"] == {
        "size": {"type": "number", "x-warn": {"maximum": 4, "type": "integer"}},
        "name": {"maxLength": 2, "type": "string"},
    }


def test_a_server_made_integer_and_a_name_of_a_resource_are_told_by_their_schemas(tmp_path: Path) -> None:
    text = """\
paths:
  /v1/{parent}/boxes:
    parameters: [{name: parent, in: path, required: true, schema: {type: string}}]
    post:
      operationId: makeBox
      requestBody: {content: {application/json: {schema: {type: object, properties: {
        boxId: {type: string}, box: {$ref: '#/components/schemas/Box'}}}}}}
      responses: {"200": {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Box'}}}}}
  /v1/{parent}/boxes/{box_id}:
    parameters:
      - {name: parent, in: path, required: true, schema: {type: string}}
      - {name: box_id, in: path, required: true, schema: {type: string}}
    get: {operationId: getBox, responses: {"200": {description: x, content: {application/json: {
      schema: {$ref: '#/components/schemas/Box'}}}}}}
components: {schemas: {Box: {type: object, properties: {
  name: {type: string, readOnly: true}, size: {type: integer}}}}}
"""
    made = server(tmp_path, text)
    with made.http_client() as client:
        box = client.post(f"{made.base_url}/v1/p/boxes", json={"boxId": "b", "box": {"size": 3}}).json()
        assert box == {"name": "p/boxes/b", "size": 3}
        assert client.post(f"{made.base_url}/v1/p/boxes", json={"boxId": "b"}).status_code == 409
        assert client.get(f"{made.base_url}/v1/p/boxes/b").json() == box


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    assert json.dumps(data(tmp_path, PETS)) == json.dumps(data(tmp_path, PETS))
