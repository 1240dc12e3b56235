"""Lists of a fake server: what they show, in which order, and each of the ways from a page to the next."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest

from templates.package.testing._fake.server import IgnoredParameterWarning, Server
from tests.unit.fakes.documents import server

WHOLE = "{type: integer}"
TEXT = "{type: string}"


def document(parameters: Mapping[str, str], answer: str, headers: str = "", create: bool = True) -> str:
    """A list of toys with these parameters; where they can be created, they are kept."""
    asked = "".join(f"        - {{name: {name}, in: query, schema: {schema}}}\n" for name, schema in parameters.items())
    made = """\
    post:
      operationId: createToy
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
      responses: {"200": {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}}
"""
    return f"""\
paths:
  /v1/toys:
    get:
      operationId: listToys
      parameters:
{asked}      responses: {{"200": {{description: x, {headers}content: {{application/json: {{schema: {answer}}}}}}}}}
{made if create else ""}\
  /v1/toys/{{id}}:
    get:
      operationId: getToy
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: readMask, in: query, schema: {{type: string}}}}
        - {{name: view, in: query, schema: {{type: string}}}}
      responses: {{"200": {{description: x, content: {{application/json: {{
        schema: {{$ref: '#/components/schemas/Toy'}}}}}}}}}}
    patch:
      operationId: updateToy
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: updateMask, in: query, schema: {{type: string}}}}
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Toy'}}}}}}}}
      responses: {{"200": {{description: x, content: {{application/json: {{
        schema: {{$ref: '#/components/schemas/Toy'}}}}}}}}}}
components: {{schemas: {{Toy: {{type: object, properties: {{
  id: {{type: string}}, maxAge: {{type: integer}}, maker: {{type: object, properties: {{homeTown: {{type: string}}}}}}}}}}}}}}
"""


TOYS = "{type: array, items: {$ref: '#/components/schemas/Toy'}}"


def of(**more: str) -> str:
    """An answer that has its toys in a member."""
    return f"{{type: object, properties: {{{', '.join(f'{name}: {text}' for name, text in more.items())}}}}}"


def kept(folder: Path, text: str, count: int = 5) -> Server[str]:
    """A server that keeps some toys."""
    made = server(folder, text)
    for number in range(count):
        toy = {"id": f"t{number}", "maxAge": (3, 1, 2, 1, 5)[number], "maker": {"homeTown": "ABCDE"[number]}}
        made.add(f"/v1/toys/t{number}", toy)
    return made


def got(made: Server[str], url: str) -> httpx2.Response:
    with made.http_client() as client:
        return client.get(f"{made.base_url}{url}" if url.startswith("/") else url)


def ids(toys: list[Mapping[str, Any]]) -> str:
    return " ".join(toy["id"] for toy in toys)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("maxAge", "t1 t3 t2 t0 t4"),
        ("max_age desc", "t4 t0 t2 t1 t3"),
        ("maxAge asc, maker.homeTown desc", "t3 t1 t2 t0 t4"),
        ("maker.home_town desc", "t4 t3 t2 t1 t0"),
        ("", "t0 t1 t2 t3 t4"),
    ],
)
def test_a_list_is_in_the_order_that_is_asked_for(order: str, expected: str, tmp_path: Path) -> None:
    made = kept(tmp_path, document({"orderBy": TEXT}, of(toys=TOYS)))
    assert ids(got(made, f"/v1/toys?orderBy={order}").json()["toys"]) == expected


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("orderBy=age", "orderBy: there is no field 'age'"),
        ("orderBy=maxAge down", "orderBy: 'maxAge down' is no field with asc or desc behind it"),
        ("readMask=id,age", "readMask: there is no field 'age'"),
        ("pageSize=-1", "pageSize: '-1' is no size of a page"),
    ],
)
def test_an_order_a_mask_or_a_size_that_says_nothing_is_refused(query: str, says: str, tmp_path: Path) -> None:
    asked = {"orderBy": TEXT, "readMask": TEXT, "pageSize": WHOLE, "pageToken": TEXT}
    made = kept(tmp_path, document(asked, of(toys=TOYS, nextPageToken=TEXT)))
    refused = got(made, f"/v1/toys?{query}")
    assert (refused.status_code, refused.json()) == (400, {"message": says})


def test_a_mask_leaves_only_the_fields_that_it_names(tmp_path: Path) -> None:
    made = kept(tmp_path, document({"readMask": TEXT}, of(toys=TOYS)), 1)
    whole = {"id": "t0", "maxAge": 3, "maker": {"homeTown": "A"}}
    assert got(made, "/v1/toys?readMask=id").json() == {"toys": [{"id": "t0"}]}
    assert got(made, "/v1/toys/t0?readMask=max_age,maker.homeTown").json() == {"maxAge": 3, "maker": {"homeTown": "A"}}
    assert got(made, "/v1/toys/t0?readMask=*").json() == got(made, "/v1/toys/t0?readMask=").json() == whole
    assert made.things["/v1/toys/t0"] == whole


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ("maxAge", {"id": "t0", "maxAge": 9, "maker": {"homeTown": "A"}}),
        ("max_age,maker", {"id": "t0", "maxAge": 9}),
        ("maker.homeTown", {"id": "t0", "maxAge": 3, "maker": {}}),
        ("*", {"id": "t0", "maxAge": 9, "maker": {"homeTown": "A"}}),
        ("", {"id": "t0", "maxAge": 9, "maker": {"homeTown": "A"}}),
    ],
)
def test_an_update_changes_what_its_mask_names_and_clears_what_it_then_lacks(
    mask: str, expected: object, tmp_path: Path
) -> None:
    made = kept(tmp_path, document({"limit": WHOLE}, TOYS), 1)
    with made.http_client() as client:
        answer = client.patch(f"{made.base_url}/v1/toys/t0?updateMask={mask}", json={"maxAge": 9})
        assert answer.json() == made.things["/v1/toys/t0"] == expected
        refused = client.patch(f"{made.base_url}/v1/toys/t0?updateMask=age", json={})
    assert (refused.status_code, refused.json()) == (400, {"message": "updateMask: there is no field 'age'"})


def test_what_a_parameter_means_that_nobody_knows_is_not_made_up(tmp_path: Path) -> None:
    made = kept(tmp_path, document({"filter": TEXT, "orderBy": TEXT}, of(toys=TOYS)))
    said = "toys.list: the fake server does not know what filter means and ignored it; select() tells it"
    with pytest.warns(IgnoredParameterWarning) as told:
        assert ids(got(made, "/v1/toys?filter=maxAge%3D1&orderBy=id").json()["toys"]) == "t0 t1 t2 t3 t4"
    assert [str(one.message) for one in told] == [said]
    with pytest.warns(
        IgnoredParameterWarning, match=r"does not know what view means and ignored it; answer\(\) tells it"
    ):
        assert got(made, "/v1/toys/t0?view=full").status_code == 200
    assert [one.ignored for one in made.requests] == [("filter",), ("view",)]


def test_a_test_says_what_a_filter_lets_through(tmp_path: Path) -> None:
    made = kept(
        tmp_path,
        document({"filter": TEXT, "limit": WHOLE, "cursor": TEXT}, of(toys=TOYS, nextCursor=TEXT, total=WHOLE)),
    )
    made.select("toys.list", lambda toy, given: "filter" not in given or f"maxAge={toy['maxAge']}" == given["filter"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = got(made, "/v1/toys?filter=maxAge%3D1&limit=1").json()
        assert (ids(found["toys"]), found["nextCursor"], found["total"]) == ("t1", "1", 2)
        assert ids(got(made, "/v1/toys?filter=maxAge%3D1&limit=1&cursor=1").json()["toys"]) == "t3"
        assert ids(got(made, "/v1/toys").json()["toys"]) == "t0 t1 t2 t3 t4"
    with pytest.raises(ValueError, match="answers no list of things that are kept"):
        made.select("toys.get", lambda toy, given: True)


COUNTED = {"page": WHOLE, "per_page": WHOLE}
WAYS: list[tuple[str, Mapping[str, str], str, str, str]] = [
    ("a token", {"pageToken": TEXT, "pageSize": WHOLE}, of(toys=TOYS, nextPageToken=TEXT), "", "pageToken=2 pageToken=4"),
    ("a token deeper down", {"cursor": TEXT, "limit": WHOLE}, of(toys=TOYS, meta=of(next_cursor=TEXT)), "", "cursor=2 cursor=4"),
    ("items deeper down", {"cursor": TEXT, "limit": WHOLE}, of(toys=TOYS, next_cursor=TEXT), "", "cursor=2 cursor=4"),
    ("a last id", {"after": TEXT, "limit": WHOLE}, of(data=TOYS, last_id=TEXT, has_more="{type: boolean}"), "", "after=t1 after=t3"),
    ("a URL", {"offset": WHOLE, "limit": WHOLE}, of(toys=TOYS, nextLink=TEXT), "", "offset=2 offset=4"),
    ("a link", COUNTED, TOYS, "headers: {Link: {schema: {type: string}}}, ", "page=2 page=3"),
    ("a header", COUNTED, TOYS, "headers: {X-Next-Page: {schema: {type: string}}}, ", "page=2 page=3"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "answer", "headers", "asked"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS]
)
def test_each_page_leads_to_the_next_as_the_document_says(
    parameters: Mapping[str, str], answer: str, headers: str, asked: str, tmp_path: Path
) -> None:
    made = kept(tmp_path, document(parameters, answer, headers))
    size = next(name for name in parameters if name in ("limit", "per_page", "pageSize"))
    shown: list[str] = []
    told: list[str] = []
    for step in ["", *asked.split()]:
        page = got(made, f"/v1/toys?{size}=2&{step}")
        body: Any = page.json()
        shown.append(ids(body if answer == TOYS else body.get("toys") or body["data"]))
        told.append(f"{body} {page.headers.get('link')} {page.headers.get('x-next-page')}")
    assert shown == ["t0 t1", "t2 t3", "t4"]
    assert [step.partition("=")[2] in text for step, text in zip(asked.split(), told, strict=False)] == [True, True]
    assert re.search("next|link.: .http|True", told[2]) is None


def test_a_link_and_a_url_repeat_what_was_asked_and_lead_on(tmp_path: Path) -> None:
    made = kept(tmp_path, document({**COUNTED, "orderBy": TEXT}, TOYS, "headers: {Link: {schema: {type: string}}}, "))
    first = got(made, "/v1/toys?per_page=2&orderBy=maxAge%20desc")
    assert first.headers["link"] == '</v1/toys?per_page=2&orderBy=maxAge+desc&page=2>; rel="next"'
    assert ids(got(made, "/v1/toys?per_page=2&orderBy=maxAge+desc&page=2").json()) == "t2 t1"
    made = kept(tmp_path, document({"limit": WHOLE}, of(toys=TOYS, nextLink=TEXT)))
    assert got(made, "/v1/toys?limit=4").json()["nextLink"] == "/v1/toys?limit=4&offset=4"
    assert ids(got(made, "/v1/toys?limit=4&offset=4").json()["toys"]) == "t4"


def test_a_list_of_which_nothing_is_created_has_the_items_of_its_example_and_an_end(tmp_path: Path) -> None:
    answer = of(toys=TOYS, nextPageToken=TEXT)
    made = server(tmp_path, document({"pageToken": TEXT, "pageSize": WHOLE}, answer, create=False))
    assert list(got(made, "/v1/toys").json()) == ["toys"]
    assert len(got(made, "/v1/toys").json()["toys"]) == 1


def test_all_that_is_kept_is_shown_where_nothing_leads_to_a_next_page(tmp_path: Path) -> None:
    made = server(tmp_path, document({"limit": WHOLE}, TOYS))
    for number in range(60):
        made.add(f"/v1/toys/{number}", {"id": str(number)})
    assert (len(got(made, "/v1/toys").json()), len(got(made, "/v1/toys?limit=7").json())) == (60, 7)
