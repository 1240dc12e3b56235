"""Which answers are read bit by bit, by which methods, and what their items are."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import ir
from tests.unit.build.documents import api_of, only

HEAD = """\
openapi: 3.2.0
info: {title: Toys, version: "1"}
servers: [{url: https://toys.example}]
components:
  schemas:
    Toy: {type: object, properties: {id: {type: string}}}
    Added: {type: object, properties: {event: {const: added}, data: {$ref: '#/components/schemas/Toy'}}}
    Gone: {type: object, properties: {event: {const: gone}, data: {type: string}, id: {type: string}, retry: {type: integer}}}
    Noted: {type: object, properties: {event: {type: string}, data: {type: string}}}
    Other: {type: object, properties: {event: {type: string}, data: {type: string}, note: {type: string}}}
paths:
"""
TOY = "schema: {$ref: '#/components/schemas/Toy'}"


def operation(folder: Path, content: str, *, method: str = "post", request: str = "") -> ir.Operation:
    """The operation whose success has this content."""
    paths = f"""\
  /a:
    {method}:
      operationId: make
      {request}
      responses:
        '200': {{description: d, content: {{{content}}}}}
        '400': {{description: d, content: {{application/problem+json: {{{TOY}}}}}}}
"""
    return only(api_of(folder, paths, head=HEAD))


def read(found: ir.Operation) -> list[tuple[str, str, str, str]]:
    """The methods that read bit by bit: kind, name, what they return, and how it is cut."""
    return [(one.kind, one.method, one.type, one.cutter) for one in found.streamings]


@pytest.mark.parametrize(
    ("content", "kind", "type", "cutter"),
    [
        (f"text/event-stream: {{{TOY}}}", "events", "Stream[models.Toy]", 'EventCutter(end="[DONE]")'),
        ("text/event-stream: {itemSchema: {$ref: '#/components/schemas/Toy'}}", "events", "Stream[models.Toy]", 'EventCutter(end="[DONE]")'),
        ("Text/Event-Stream; charset=utf-8: {schema: {type: array, items: {$ref: '#/components/schemas/Toy'}}}", "events", "Stream[models.Toy]", 'EventCutter(end="[DONE]")'),
        ("text/event-stream: {}", "events", "Stream[ServerEvent]", 'EventCutter(whole="event")'),
        ("text/event-stream: {schema: {type: string}}", "events", "Stream[ServerEvent]", 'EventCutter(whole="event")'),
        ("text/event-stream: {itemSchema: {$ref: '#/components/schemas/Noted'}}", "events", "Stream[models.Noted]", 'EventCutter(whole="text")'),
        ("text/event-stream: {itemSchema: {oneOf: [{$ref: '#/components/schemas/Added'}, {$ref: '#/components/schemas/Gone'}]}}", "events", "Stream[models.MakeEvent]", 'EventCutter(whole="json")'),
        ("text/event-stream: {itemSchema: {$ref: '#/components/schemas/Other'}}", "events", "Stream[models.Other]", 'EventCutter(end="[DONE]")'),
        (f"application/jsonl: {{{TOY}}}", "lines", "Stream[models.Toy]", "LineCutter()"),
        ("application/x-ndjson: {}", "lines", "Stream[object]", "LineCutter()"),
        ("application/ndjson: {itemSchema: {type: string}}", "lines", "Stream[str]", "LineCutter()"),
        ("application/geo+json-seq: {itemSchema: {type: object, properties: {n: {type: integer}}}}", "records", "Stream[models.MakeItem]", "RecordCutter()"),
    ],
)  # fmt: skip
def test_an_operation_that_answers_nothing_else_returns_the_stream(
    content: str, kind: str, type: str, cutter: str, tmp_path: Path
) -> None:
    found = operation(tmp_path, content)
    assert read(found) == [(kind, "make", type, cutter)]
    assert (found.sync_returns, found.async_returns, found.more_methods) == (type, f"Async{type}", ())


BODY = "requestBody: {content: {application/json: {schema: {type: object, properties: {stream: {type: %s}, n: {type: integer}}}}}}"
BOTH = f"application/json: {{{TOY}}}, text/event-stream: {{{TOY}}}"


@pytest.mark.parametrize(
    ("request_body", "flag"),
    [
        (BODY % "boolean", "stream"),
        (BODY % "[boolean, 'null']", "stream"),
        (BODY % "string", ""),
        ("parameters: [{name: stream, in: query, schema: {type: boolean}}]", "stream"),
        ("parameters: [{name: flow, in: query, schema: {type: boolean}}]", ""),
        ("", ""),
    ],
)
def test_beside_json_a_stream_has_a_method_of_its_own_that_sends_the_flag(
    request_body: str, flag: str, tmp_path: Path
) -> None:
    found = operation(tmp_path, BOTH, request=request_body)
    assert (found.sync_returns, found.accept) == ("models.Toy", "application/json, application/problem+json;q=0.9")
    (stream,) = found.more_methods
    assert (stream.method, stream.function, stream.type) == ("make_stream", "make_stream", "Stream[models.Toy]")
    assert (stream.flag, stream.accept) == (flag, "text/event-stream, application/problem+json;q=0.9")
    assert flag not in [one.name for one in found.arguments_of(stream)]


def test_bytes_are_a_download_by_the_same_call(tmp_path: Path) -> None:
    found = operation(tmp_path, "application/zip: {}")
    assert read(found) == [("bytes", "make_download", "Download", "")]
    assert (found.sync_returns, found.streamings[0].function) == ("bytes", "make")


def test_bytes_beside_text_are_asked_for_by_a_call_of_their_own(tmp_path: Path) -> None:
    found = operation(tmp_path, "image/png: {}, text/plain: {}")
    (download,) = found.streamings
    assert (found.sync_returns, found.accept) == ("str", "text/plain, application/problem+json;q=0.9")
    assert (download.function, download.accept) == ("make_download", "image/png, application/problem+json;q=0.9")


def test_bytes_and_a_stream_have_a_method_each(tmp_path: Path) -> None:
    found = operation(tmp_path, f"application/octet-stream: {{}}, text/event-stream: {{{TOY}}}")
    assert [(one.kind, one.method) for one in found.streamings] == [
        ("events", "make_stream"),
        ("bytes", "make_download"),
    ]


def test_an_answer_without_a_body_is_none_of_it(tmp_path: Path) -> None:
    assert operation(tmp_path, "application/zip: {}", method="head").streamings == ()
    assert operation(tmp_path, f"application/json: {{{TOY}}}").streamings == ()


def test_a_name_that_another_operation_has_is_not_taken_from_it(tmp_path: Path) -> None:
    paths = """\
  /a:
    get: {operationId: make, tags: [a], responses: {'200': {description: d, content: {application/zip: {}}}}}
  /b:
    get: {operationId: make_download, tags: [a], responses: {'204': {description: d}}}
"""
    (resource,) = api_of(tmp_path, paths, head=HEAD).resources
    assert [one.name for one in resource.operations] == ["make", "make_download"]
    assert [one.method for one in resource.streamings] == ["make_download_2"]


def test_no_class_of_a_resource_hides_its_client_or_what_its_module_needs(tmp_path: Path) -> None:
    paths = "".join(
        f"  /{tag}:\n    get: {{operationId: get_{tag}, tags: [{tag}], responses: {{'204': {{description: d}}}}}}\n"
        for tag in ("stream", "events", "download", "resource", "pages", "toys")
    )
    classes = [one.class_name for one in api_of(tmp_path, paths, head=HEAD).resources]
    assert classes == ["StreamResource", "Events", "DownloadResource", "ResourceResource", "PagesResource", "ToysResource"]


def test_json_in_the_data_of_an_event_is_what_its_schema_says(tmp_path: Path) -> None:
    content = "{type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Toy'}}"
    api = api_of(
        tmp_path,
        f"""\
  /a:
    get:
      operationId: watch
      responses:
        '200':
          description: d
          content:
            text/event-stream: {{itemSchema: {{type: object, properties: {{id: {{type: string}}, data: {content}}}}}}}
  /b:
    get:
      operationId: read
      responses:
        '200':
          description: d
          content: {{application/json: {{schema: {{type: object, properties: {{name: {{type: string}}, data: {content}}}}}}}}}
""",
        head=HEAD,
    )
    fields = {
        (one.name, field.name): field.type
        for one in api.definitions
        if isinstance(one, ir.Model)
        for field in one.fields
        if field.name == "data"
    }
    assert fields["WatchEvent", "data"] == ir.Named(name="Toy")
    assert fields["ReadResponse", "data"] == ir.Scalar(kind="string")


@pytest.mark.parametrize("media_type", ["application/json", "'*/*'", "application/hal+json"])
def test_a_whole_body_of_the_format_binary_is_bytes_though_it_is_called_json(media_type: str, tmp_path: Path) -> None:
    found = operation(tmp_path, f"{media_type}: {{schema: {{type: string, format: binary}}}}")
    assert (found.sync_returns, read(found)) == ("bytes", [("bytes", "make_download", "Download", "")])


def test_a_text_of_the_format_binary_is_a_download_too(tmp_path: Path) -> None:
    found = operation(tmp_path, "text/csv: {schema: {type: string, format: binary}}")
    assert (found.sync_returns, read(found)) == ("str", [("bytes", "make_download", "Download", "")])
