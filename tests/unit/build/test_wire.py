"""What a request asks for, how errors are read, and names that are not as the document writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.build.documents import api_of, only


def answering(responses: str) -> str:
    return f"paths: {{/a: {{get: {{operationId: a, responses: {responses}}}}}}}\n"


JSON = "application/json: {schema: {type: object, properties: {a: {type: string}}}}"


@pytest.mark.parametrize(
    ("responses", "accept"),
    [
        (f"{{'200': {{description: x, content: {{{JSON}}}}}}}", "application/json"),
        ("{'204': {description: x}}", "application/json"),
        ("{'200': {description: x, content: {application/pdf: {}}}}", "application/pdf"),
        ("{'200': {description: x, content: {text/plain; charset=utf-8: {}}}}", "text/plain"),
        ("{'200': {description: x, content: {application/pdf: {}, text/plain: {}}}}", "text/plain"),
        (f"{{'200': {{description: x, content: {{text/event-stream: {{}}, {JSON}}}}}}}", "application/json"),
        ("{'200': {description: x, content: {text/event-stream: {}, application/zip: {}}}}", "application/zip"),
        ("{'200': {description: x, content: {text/event-stream: {}}}}", "text/event-stream"),
        (
            f"{{'200': {{description: x, content: {{application/pdf: {{}}}}}}, '202': {{description: x, content: {{{JSON}}}}}}}",
            "application/pdf, application/json",
        ),
        (
            f"{{default: {{description: x, content: {{{JSON}}}}}, '200': {{description: x, content: {{application/pdf: {{}}}}}}}}",
            "application/pdf, application/json;q=0.9",
        ),
        (
            f"{{'200': {{description: x, content: {{{JSON}}}}}, '400': {{description: x, content: {{application/problem+json: {{}}}}}}}}",
            "application/json, application/problem+json;q=0.9",
        ),
        ("{'200': {description: x, content: {\"a/b\\r\\nx: 1\": {}}}}", "application/json"),
    ],
)
def test_what_is_asked_for_is_what_the_document_answers_with_and_the_client_reads(
    responses: str, accept: str, tmp_path: Path
) -> None:
    operation = only(api_of(tmp_path, answering(responses)))
    assert (operation.accept, operation.has_own_accept) == (accept, accept != "application/json")


STATUS = "{type: object, properties: {code: {type: integer}, message: {type: string}, details: {type: array, items: {type: object}}}}"


@pytest.mark.parametrize(
    ("status", "schema", "is_rpc"),
    [
        ("default", STATUS, True),
        ("4XX", f"{{type: object, properties: {{error: {STATUS}}}}}", True),
        ("200", STATUS, False),
        ("409", "{type: object, properties: {code: {type: integer}, message: {type: string}}}", False),
        ("409", STATUS.replace("items: {type: object}", "items: {type: string}"), False),
        ("409", STATUS.replace("code: {type: integer}", "code: {type: string}"), False),
    ],
)
def test_errors_are_of_google_rpc_only_where_a_schema_has_its_members(
    status: str, schema: str, is_rpc: bool, tmp_path: Path
) -> None:
    wanted = "" if status == "200" else "'200': {description: x}, "
    text = answering(f"{{{wanted}'{status}': {{description: x, content: {{application/json: {{schema: {schema}}}}}}}}}")
    assert api_of(tmp_path, text).rpc_errors is is_rpc
