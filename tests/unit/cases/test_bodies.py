"""Bodies that are no JSON, as they must stand on the wire."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cases.documents import read

FORM = """\
paths:
  /logins:
    post:
      operationId: login
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {scope: {type: array, items: {type: string}}}}
      responses: {"204": {description: none}}
"""


def test_an_array_in_a_form_repeats_its_name_and_an_array_inside_it_is_json(tmp_path: Path) -> None:
    found = read(tmp_path, FORM)
    assert found.file("request-maximal")["maximal"]["form"] == [["scope", "scope"]]
    (nested,) = (case for name, case in found.file("request-kind").items() if name == "scope[0]-array")
    assert nested["form"] == [["scope", '["text"]']]


FILTER = """\
paths:
  /toys:
    get:
      operationId: listToys
      parameters:
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {size: {type: integer}}}}
        - {name: page, in: query, schema: {type: integer}}
      responses: {"204": {description: none}}
"""


def test_no_scalar_is_tried_for_a_parameter_that_can_only_be_written_as_an_object(tmp_path: Path) -> None:
    found = read(tmp_path, FILTER).file("request-parameter")
    assert [name for name in found if name.endswith("-kind")] == ["page-kind"]
