"""Which operations have pages, how they are turned, and who says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import ir
from generator.build import Misfit, build
from generator.config import Config, Turning, read_config
from generator.findings import Refused
from generator.normalize import normalize
from generator.resolve import resolve
from tests.unit.build.documents import HEAD, api_of, only

LIST = "{type: array, items: {type: string}}"


def document(answer: str, *parameters: str, more: str = "", headers: str = "", method: str = "get") -> str:
    """One operation with these query parameters and this schema of its answer."""
    written = "".join(f"        - {{name: {one.partition(' ')[0]}, in: query, {schema(one)}}}\n" for one in parameters)
    return (
        f"paths:\n  /toys:\n    {method}:\n      operationId: listToys\n      tags: [toys]\n{more}"
        + (f"      parameters:\n{written}" if parameters else "")
        + f"      responses:\n        '200':\n          description: fine\n{headers}"
        + f"          content: {{application/json: {{schema: {answer}}}}}\n"
    )


def schema(parameter: str) -> str:
    return f"schema: {{type: {parameter.partition(' ')[2] or 'string'}}}"


def fields(**types: str) -> str:
    return f"{{type: object, properties: {{{', '.join(f'{name}: {text}' for name, text in types.items())}}}}}"


def paging(folder: Path, text: str, config: Config | None = None) -> ir.Pagination | None:
    return only(api_of(folder, text, config)).pagination


TEXT = "{type: string}"
WHOLE = "{type: integer}"


@pytest.mark.parametrize(
    ("answer", "parameters", "expected"),
    [
        (
            fields(toys=LIST, nextPageToken=TEXT),
            ["pageToken"],
            {"style": "token", "parameter": "pageToken", "items": ("toys",), "next": ("next_page_token",)},
        ),
        (
            fields(data=LIST, next_cursor="{type: [string, 'null']}", has_more="{type: boolean}"),
            ["cursor"],
            {
                "style": "token",
                "parameter": "cursor",
                "items": ("data",),
                "next": ("next_cursor",),
                "more": ("has_more",),
            },
        ),
        (
            fields(results=LIST, paging=fields(next_token=TEXT)),
            ["next_token", "limit integer"],
            {"style": "token", "parameter": "next_token", "items": ("results",), "next": ("paging", "next_token")},
        ),
        (
            fields(data=LIST, first_id=TEXT, last_id=TEXT, has_more="{type: boolean}"),
            ["after", "limit integer"],
            {"style": "token", "parameter": "after", "items": ("data",), "next": ("last_id",), "more": ("has_more",)},
        ),
        (
            fields(
                data="{type: array, items: {type: object, properties: {id: {type: string}}}}",
                has_more="{type: boolean}",
            ),
            ["starting_after", "limit integer"],
            {
                "style": "token",
                "parameter": "starting_after",
                "items": ("data",),
                "next": ("data", "-1", "id"),
                "more": ("has_more",),
            },
        ),
        (
            fields(toys=LIST, warnings=LIST, pagination=fields(next_offset=TEXT, has_more="{type: boolean}")),
            ["after", "amount integer"],
            {
                "style": "token",
                "parameter": "after",
                "items": ("toys",),
                "next": ("pagination", "next_offset"),
                "more": ("pagination", "has_more"),
            },
        ),
        (
            fields(toys=LIST, total=WHOLE),
            ["offset integer", "limit integer"],
            {"style": "offset", "parameter": "offset", "items": ("toys",), "total": ("total",)},
        ),
        (LIST, ["page integer", "per_page integer"], {"style": "page", "parameter": "page", "first": 1}),
        (
            fields(toys=LIST, total=WHOLE),
            ["page integer", "per_page integer"],
            {"style": "page", "parameter": "page", "first": 1, "items": ("toys",), "total": ("total",)},
        ),
        (
            LIST,
            ["page integer, minimum: 0", "size integer"],
            {"style": "page", "parameter": "page"},
        ),
        (
            fields(count=WHOLE, next=TEXT, previous=TEXT, results=LIST),
            ["page integer"],
            {"style": "url", "items": ("results",), "next": ("next",)},
        ),
        (
            fields(value=LIST, nextLink=TEXT),
            [],
            {"style": "url", "items": ("value",), "next": ("next_link",)},
        ),
    ],
)
def test_what_is_conventional_is_inferred(
    answer: str, parameters: list[str], expected: dict[str, object], tmp_path: Path
) -> None:
    found = paging(tmp_path, document(answer, *parameters))
    assert found is not None and found.origin == "inferred"
    assert dict(found.arguments) == expected


def test_a_link_header_is_seen_where_the_document_names_it(tmp_path: Path) -> None:
    headers = "          headers: {Link: {schema: {type: string}}}\n"
    found = paging(tmp_path, document(LIST, "page integer", "per_page integer", headers=headers))
    assert found is not None and (found.style, found.page, found.item) == ("link", "ListPage", "str")


@pytest.mark.parametrize(
    ("header", "parameters", "asked"),
    [
        ("X-Next-Cursor", ["cursor", "limit integer"], "cursor"),
        ("opc-next-page", ["page", "limit integer"], "page"),
        ("X-Next-Page", ["page integer", "per_page integer"], "page"),
        ("x-ms-continuationtoken", ["continuationToken"], None),  # one word is no convention
        ("X-Next-Cursor", ["limit integer"], None),  # nothing to ask with
        ("X-Page", ["cursor"], None),  # no next one
    ],
)
def test_a_header_may_tell_the_next_token_where_the_document_names_it(
    header: str, parameters: list[str], asked: str | None, tmp_path: Path
) -> None:
    headers = f"          headers: {{{header}: {{schema: {{type: string}}}}}}\n"
    found = paging(tmp_path, document(LIST, *parameters, headers=headers))
    assert (found and dict(found.arguments)) == (
        {"style": "token", "parameter": asked, "header": header} if asked else None
    )


def test_a_guess_names_its_convention_and_how_to_say_otherwise(tmp_path: Path) -> None:
    found = paging(tmp_path, document(fields(toys=LIST, nextPageToken=TEXT), "pageToken"))
    assert found is not None and found.told == (
        "pageToken takes nextPageToken of the answer; the items are toys. Inferred: a token to ask with, and a field that"
        ' tells the next one (as in AIP-158); x-pagination in the document, or [pagination."listToys"] in generator.toml,'
        " says otherwise."
    )
    said = "      x-pagination: {style: token, parameter: at, header: X-Then, items: toys}\n"
    found = paging(tmp_path, document(fields(toys=LIST), "at", more=said))
    assert found is not None and (found.header, found.told) == (
        "X-Then",
        "at takes the header X-Then of the answer; the items are toys (x-pagination).",
    )


@pytest.mark.parametrize(
    ("answer", "parameters"),
    [
        (fields(toys=LIST), ["pageToken"]),  # nothing tells of more
        (fields(toys=LIST, nextPageToken=TEXT), []),  # nothing to ask with
        (fields(name=TEXT, nextPageToken=TEXT), ["pageToken"]),  # no list
        (fields(balls=LIST, games=LIST, nextPageToken=TEXT), ["pageToken"]),  # which list?
        (fields(toys=LIST, nextPageToken=LIST), ["pageToken"]),  # no text
        (fields(toys=LIST), ["offset integer"]),  # no size
        (fields(toys=LIST), ["page", "size"]),  # texts do not count
        (fields(toys=LIST, next=TEXT), ["filter"]),  # next what?
        (TEXT, ["page integer", "per_page integer"]),
    ],
)
def test_half_a_convention_is_none(answer: str, parameters: list[str], tmp_path: Path) -> None:
    assert paging(tmp_path, document(answer, *parameters)) is None


def test_what_changes_something_has_no_pages(tmp_path: Path) -> None:
    assert paging(tmp_path, document(LIST, "page integer", "per_page integer", method="delete")) is None
    assert paging(tmp_path, document(LIST, "page integer", "per_page integer", method="post")) is None


def test_the_document_says_how_pages_are_turned_and_the_ir_in_words(tmp_path: Path) -> None:
    said = "      x-pagination: {style: token, parameter: at, next: meta.then, items: toys}\n"
    found = paging(tmp_path, document(fields(toys=LIST, meta=fields(then=TEXT)), "at", more=said))
    assert found is not None
    assert (found.origin, found.said) == ("x-pagination", "at takes meta.then of the answer; the items are toys")
    assert (found.page, found.answer, found.constant) == ("ListToysPage", "ListToysResponse", "LIST_TOYS_PAGES")


@pytest.mark.parametrize("said", ["      x-pagination: false\n", ""])
def test_a_guess_can_be_turned_off_in_the_document_or_the_configuration(said: str, tmp_path: Path) -> None:
    text = document(fields(toys=LIST, nextPageToken=TEXT), "pageToken", more=said)
    none = {} if said else {"listToys": Turning(written={"style": "none"}, because="one page only")}
    assert paging(tmp_path, text, Config(pagination=none)) is None


def test_the_configuration_goes_before_the_document(tmp_path: Path) -> None:
    said = "      x-pagination: {style: link, items: toys}\n"
    turning = Turning(written={"style": "offset", "parameter": "skip", "items": "toys"}, because="it counts")
    text = document(fields(toys=LIST), "skip integer", more=said)
    found = paging(tmp_path, text, Config(pagination={"listToys": turning}))
    assert found is not None and (found.style, found.origin) == ("offset", "generator.toml")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{style: token, parameter: att, next: next, items: toys}", "the operation has no query parameter 'att'; did you mean 'at'?"),
        ("{style: token, parameter: at, next: nxt, items: toys}", "the answer has no 'nxt'; did you mean 'next'?"),
        ("{style: token, parameter: at, next: next, items: next}", "'next' is no array of the answer"),
        ("{style: token, parameter: at, items: toys}", "the style token needs next"),
        ("{style: token, parameter: at, next: next, header: X-Next, items: toys}", "header says nothing beside next"),
        ("{style: page, parameter: at, header: X-Next, items: toys}", "header says nothing in the style page"),
        ("{style: pages, parameter: at}", "the style is 'pages'"),
        ("{stile: page, parameter: at}", "'stile' is no key of a pagination; did you mean 'style'?"),
        ("{style: page, parameter: at, items: toys, first: one}", "first is 'one'"),
        ("next", "the pagination is neither a mapping nor false"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_operation_is_told_in_words(said: str, message: str, tmp_path: Path) -> None:
    text = document(fields(toys=LIST, next=TEXT), "at", more=f"      x-pagination: {said}\n")
    path = tmp_path / "openapi.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    misfits: list[Misfit] = []
    build(normalize(resolve(str(path)))[0], config=Config(), settled={}, misfits=misfits)
    assert [(one.pointer, one.message) for one in misfits] == [("/paths/~1toys/get", f"x-pagination: {message}")]


def test_the_configuration_speaks_of_operations_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(HEAD + document(LIST), encoding="utf-8")
    misfits: list[Misfit] = []
    config = Config(pagination={"listToy": Turning(written={"style": "none"}, because="why not")})
    build(normalize(resolve(str(path)))[0], config=config, settled={}, misfits=misfits)
    assert [one.message for one in misfits] == ["generator.toml: no operation is 'listToy'; did you mean 'listToys'?"]


def test_the_configuration_file_is_read_with_its_reasons(tmp_path: Path) -> None:
    path = tmp_path / "generator.toml"
    path.write_text('[pagination."listToys"]\nstyle = "page"\nparameter = "p"\nfirst = 0\nbecause = "it counts"\n')
    turning = read_config(str(path)).pagination["listToys"]
    assert turning == Turning(written={"style": "page", "parameter": "p", "first": 0}, because="it counts")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[pagination."a"]\nstyle = "pages"\nbecause = "x"\n', "must be token, offset, page, url, link or none"),
        ('[pagination."a"]\nstyle = "page"\n', "has no reason"),
        ('[pagination."a"]\nfirst = "one"\nbecause = "x"\n', "first must be a whole number"),
        ("pagination = 1\n", "pagination must be a table"),
    ],
)
def test_a_configuration_that_is_wrong_is_told_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "generator.toml"
    path.write_text(text)
    with pytest.raises(Refused, match=message):
        read_config(str(path))
