"""Any document, from its text to a call: generate, import, and look at what goes over the wire."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from generator.commands import main

HEAD = """\
openapi: 3.1.0
info: {{title: {title}, version: "1"}}
servers: [{{url: https://api.example/v1}}]
"""
Make = Callable[[str, str], ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Generates a document under a title of its own and imports what comes out."""
    names: list[str] = []

    def make(title: str, text: str) -> ModuleType:
        document = tmp_path / f"{title}.yaml"
        document.write_text(HEAD.format(title=title) + text)
        assert main(["generate", str(document), "--out", str(tmp_path / title)]) == 0
        monkeypatch.setattr(sys, "path", [str(tmp_path / title), *sys.path])
        names.append(f"{title.lower()}_client")
        return importlib.import_module(names[-1])

    yield make
    for loaded in [name for name in sys.modules if name.split(".")[0] in names]:
        del sys.modules[loaded]


def asked(client_class: Any, call: Callable[[Any], object], answer: object = None) -> httpx2.Request:
    """The one request that a call of a client sends."""
    seen: list[httpx2.Request] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204) if answer is None else httpx2.Response(200, json=answer)

    with httpx2.Client(transport=httpx2.MockTransport(serve)) as http:
        call(client_class(http_client=http))
    (request,) = seen
    return request


PARAMETERS = """\
paths:
  /boxes/{box}/items:
    get:
      operationId: listItems
      tags: [items]
      parameters:
        - {name: box, in: path, required: true, schema: {type: string}}
        - {name: pageSize, in: query, schema: {type: integer, maximum: 9}}
        - {name: tags, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: by, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: string}}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses: {"204": {description: none}}
"""


def test_every_parameter_is_written_where_and_as_the_document_says(package: Make) -> None:
    found = package("Params", PARAMETERS)

    def call(client: Any) -> object:
        return client.items.list("a/b", page_size=9, tags=["x", "y z"], by={"k": "v"}, x_trace="t")

    request = asked(found.Params, call)
    assert request.url.raw_path == b"/v1/boxes/a%2Fb/items?pageSize=9&tags=x,y%20z&by%5Bk%5D=v"
    assert (request.method, request.headers["x-trace"]) == ("GET", "t")


def test_a_parameter_beyond_its_bound_is_refused_by_its_python_name(package: Make) -> None:
    found = package("Bounds", PARAMETERS)
    with pytest.raises(found.RequestValidationError) as error:
        found.Bounds().items.list("b", page_size=10)
    assert [(fault.path, fault.rule) for fault in error.value.faults] == [("page_size", "maximum")]


BODY = """\
paths:
  /things/{{id}}:
    {method}:
      operationId: changeThing
      tags: [things]
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      requestBody: {{content: {{{media}: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
      responses: {{"204": {{description: done}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        id: {{type: string}}
        note: {{type: [string, "null"]}}
        count: {{type: integer}}
        file: {{type: string, format: binary}}
"""


def body(method: str, media: str = "application/json") -> str:
    return BODY.format(method=method, media=media)


def test_a_patch_sends_only_what_the_caller_set_and_null_only_where_it_may(package: Make) -> None:
    found = package("Patches", body("patch"))
    assert json.loads(asked(found.Patches, lambda c: c.things.change("1", note=None)).content) == {"note": None}
    with pytest.raises(found.RequestValidationError, match="count: null is not an integer"):
        found.Patches().things.change("1", count=None)


def test_a_body_field_named_like_a_parameter_keeps_its_wire_name(package: Make) -> None:
    found = package("Twins", body("put"))
    request = asked(found.Twins, lambda client: client.things.change("path", body_id="field"))
    assert (request.url.path, json.loads(request.content)) == ("/v1/things/path", {"id": "field"})
    with pytest.raises(found.RequestValidationError, match="body_id: 7 is not a string"):
        found.Twins().things.change("path", body_id=7)


def test_a_form_is_written_as_a_form(package: Make) -> None:
    found = package("Forms", body("post", "application/x-www-form-urlencoded"))
    request = asked(found.Forms, lambda client: client.things.change("1", note="é &", count=2))
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.content == b"note=%C3%A9+%26&count=2"


def test_a_multipart_form_carries_files_with_their_names(package: Make, tmp_path: Path) -> None:
    found = package("Uploads", body("post", "multipart/form-data"))
    path = tmp_path / "a.txt"
    path.write_bytes(b"\0content")
    request = asked(found.Uploads, lambda client: client.things.change("1", file=path, count=2))
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n\0content\r\n' in request.content
    assert b'name="count"\r\n\r\n2\r\n' in request.content


def test_a_file_may_have_a_name_and_a_media_type_and_a_wrong_one_is_a_sentence(package: Make, tmp_path: Path) -> None:
    found = package("Triples", body("post", "multipart/form-data"))
    request = asked(found.Triples, lambda client: client.things.change("1", file=("p.pdf", b"%PDF", "application/x-p")))
    assert b'name="file"; filename="p.pdf"\r\nContent-Type: application/x-p\r\n\r\n%PDF\r\n' in request.content
    tuples = "a tuple is (name, content) or (name, content, media type), name and media type being texts"
    with (tmp_path / "closed").open("wb+") as closed:
        pass
    wrong: tuple[tuple[object, str], ...] = (
        (("p.pdf", b"%PDF", "a", "b"), tuples),
        (("p.pdf",), tuples),
        ((b"%PDF", "p.pdf"), tuples),
        (("p.pdf", b"%PDF", "a\r\nX: 1"), "the media type holds a line break or another character that no header can"),
        (("p.pdf", 7), "7 is not bytes, text, a path or an open file"),
        (tmp_path / "gone", f"{str(tmp_path / 'gone')!r} cannot be read: No such file or directory"),
        (closed, "the file is closed"),
    )
    for file, says in wrong:
        with pytest.raises(found.RequestValidationError) as error:
            found.Triples().things.change("1", file=file)
        assert [one.message for one in error.value.faults] == [f"cannot be written: file: {says}"]


def put(content: object, client: Any) -> object:
    return client.blobs.put(body=content)


def test_a_body_of_bytes_takes_any_file_and_refuses_all_else_with_one_fault(package: Make, tmp_path: Path) -> None:
    found = package("Raws", RAW)
    (tmp_path / "f").write_bytes(b"\0f")
    for given, content, media_type in (
        (b"\0b", b"\0b", "application/zip"),
        ("é", "é".encode(), "application/zip"),
        (tmp_path / "f", b"\0f", "application/zip"),
        (("f.tar", tmp_path / "f", "application/x-tar"), b"\0f", "application/x-tar"),
    ):
        request = asked(found.Raws, partial(put, given))
        assert (request.content, request.headers["content-type"]) == (content, media_type)
    for mode in ("strict", "warn", "off"):
        with pytest.raises(found.RequestValidationError) as error:
            found.Raws().blobs.put(body=[{"a": 1}], validate=mode)
        assert [(one.path, one.message) for one in error.value.faults] == [
            ("body", "cannot be written: [{'a': 1}] is not bytes, text, a path or an open file")
        ]


RAW = """\
paths:
  /blobs:
    put:
      operationId: put
      requestBody: {required: true, content: {application/zip: {}}}
      responses: {"204": {description: done}}
"""


UNION = """\
paths:
  /pets:
    post:
      operationId: createPet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {"200": {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: petType, mapping: {cat: '#/components/schemas/Cat', dog: Dog}}
    Cat: {type: object, required: [petType], properties: {petType: {const: cat}, clawCount: {type: integer}}}
    Dog: {type: object, required: [petType], properties: {petType: {const: dog}, barkVolume: {type: integer}}}
"""


def test_a_union_is_renamed_sent_and_read_by_the_shape_that_its_discriminator_names(package: Make) -> None:
    found = package("Unions", UNION)
    got: list[Any] = []

    def call(client: Any) -> None:
        got.append(client.pets.create(body={"pet_type": "dog", "bark_volume": 9}))

    request = asked(found.Unions, call, {"petType": "dog", "barkVolume": 9})
    assert json.loads(request.content) == {"petType": "dog", "barkVolume": 9}
    assert (type(got[0]).__name__, got[0].bark_volume, got[0].drift) == ("Dog", 9, ())


def test_what_nothing_is_generated_for_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "hooks.yaml"
    hooks = 'paths: {}\nwebhooks:\n  made: {post: {responses: {"200": {description: taken}}}}\n'
    document.write_text(HEAD.format(title="Hooks") + hooks)
    assert main(["lint", str(document)]) == 0
    told = "".join(capsys.readouterr())
    assert f"{document}:5:1: warning[left-out]: nothing is generated for webhooks" in told


RECURSIVE = """\
paths:
  /trees:
    put:
      operationId: putTree
      tags: [trees]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
      responses: {"200": {description: kept, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}}
components:
  schemas:
    Tree: {type: array, items: {$ref: '#/components/schemas/Branch'}}
    Branch: {type: object, additionalProperties: {$ref: '#/components/schemas/Tree'}}
"""


def test_an_array_may_hold_itself_through_a_map(package: Make) -> None:
    found = package("Trees", RECURSIVE)
    got: list[Any] = []
    tree: list[Any] = [{"left": [], "right": [{"end": []}]}]
    request = asked(found.Trees, lambda client: got.append(client.trees.put(body=tree)), tree)
    assert (json.loads(request.content), got) == (tree, [tree])
    with pytest.raises(found.RequestValidationError, match=r"body\[0\]\['a'\]\[0\]: 7 is not an object"):
        found.Trees().trees.put(body=[{"a": [7]}])


OBJECTS = """\
paths:
  /maps:
    get:
      operationId: listMaps
      tags: [maps]
      parameters:
        - {name: area, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Area'}}
        - {name: near, in: query, content: {application/json: {schema: {$ref: '#/components/schemas/Area'}}}}
      responses: {"204": {description: none}}
components:
  schemas:
    Area: {type: object, properties: {topLeft: {type: integer, maximum: 9}, R: {type: integer}}}
"""


def test_an_object_parameter_is_written_and_checked_by_the_names_of_the_document(package: Make) -> None:
    found = package("Areas", OBJECTS)
    request = asked(found.Areas, lambda client: client.maps.list(area={"top_left": 1, "r": 2}, near={"top_left": 3}))
    assert request.url.query == b"area%5BtopLeft%5D=1&area%5BR%5D=2&near=%7B%22topLeft%22%3A3%7D"
    with pytest.raises(found.RequestValidationError) as error:
        found.Areas().maps.list(area={"top_left": 10, "topleft": 1})
    assert [(fault.path, fault.rule) for fault in error.value.faults] == [
        ("area.topleft", "unknown-field"),
        ("area.top_left", "maximum"),
    ]


PLACES = """\
paths:
  /places:
    post:
      operationId: createPlace
      tags: [places]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Place'}}}}
      responses: {"204": {description: made}}
components:
  schemas:
    Place:
      type: object
      properties: {at: {type: array, prefixItems: [{type: number}, {type: number}], items: {type: string}}}
"""


def test_items_with_schemas_of_their_own_are_checked_by_their_place(package: Make) -> None:
    found = package("Places", PLACES)
    request = asked(found.Places, lambda client: client.places.create(at=[1.5, 2, "north"]))
    assert json.loads(request.content) == {"at": [1.5, 2, "north"]}
    with pytest.raises(found.RequestValidationError) as error:
        asked(found.Places, lambda client: client.places.create(at=[1.5, "two", 3]))
    assert [(fault.path, fault.rule) for fault in error.value.faults] == [("at[1]", "type"), ("at[2]", "type")]


JOINED = """\
paths:
  /messages:
    post:
      operationId: sendMessage
      tags: [messages]
      requestBody:
        content: {application/json: {schema: {type: object, properties: {message: {$ref: '#/components/schemas/Message'}}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Message'}}}}}
components:
  schemas:
    Message:
      allOf:
        - {$ref: '#/components/schemas/Body'}
        - {type: object, required: [role], properties: {role: {type: string}}}
    Body:
      oneOf:
        - {type: object, required: [content], properties: {content: {type: string}}}
        - {type: object, required: [calls], properties: {calls: {type: array, items: {type: string}}}}
"""


def test_an_object_joined_with_a_union_is_one_of_several_objects(package: Make) -> None:
    found = package("Joined", JOINED)
    for message in ({"role": "user", "content": "a"}, {"role": "tool", "calls": ["b"]}):
        got: list[Any] = []
        request = asked(found.Joined, lambda c: got.append(c.messages.send(message=message)), message)
        assert (json.loads(request.content), got[0].drift) == ({"message": message}, ())
    with pytest.raises(found.RequestValidationError, match="message.content: required"):
        found.Joined().messages.send(message={"role": "user"})


TOLD = """\
paths:
  /payments:
    post:
      operationId: pay
      tags: [payments]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}}
components:
  schemas:
    Payment:
      oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bank'}]
      discriminator: {propertyName: type, mapping: {card: '#/components/schemas/Card'}}
    Card: {type: object, required: [type, number], properties: {type: {type: string}, number: {type: string}}}
    Bank: {type: object, required: [type, iban], properties: {type: {type: string}, iban: {type: string}}}
"""


def test_a_discriminator_that_is_any_text_is_checked_by_the_names_of_its_mapping(package: Make) -> None:
    found = package("Told", TOLD)
    got: list[Any] = []
    for payment in ({"type": "card", "number": "4"}, {"type": "Bank", "iban": "5"}):
        request = asked(found.Told, lambda c: got.append(c.payments.pay(body=payment)), payment)
        assert json.loads(request.content) == payment
    assert [(type(one).__name__, one.drift) for one in got] == [("Card", ()), ("Bank", ())]
    with pytest.raises(found.RequestValidationError, match="did you mean 'card'"):
        found.Told().payments.pay(body={"type": "crd", "number": "4"})
    with pytest.raises(found.RequestValidationError, match="body.iban: required"):
        found.Told().payments.pay(body={"type": "Bank", "number": "4"})
