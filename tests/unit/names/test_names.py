"""Wire text -> identifiers."""

from __future__ import annotations

import keyword

import pytest

from generator.names import Clash, Names, class_name, snake_case, without, words


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("displayName", "display_name"),
        ("githubUrl", "github_url"),
        ("supportsMtp", "supports_mtp"),
        ("HTTPServerError", "http_server_error"),
        ("already_snake", "already_snake"),
        ("kebab-case.and dots", "kebab_case_and_dots"),
        ("r", "r"),
        ("class", "class_"),
        ("2fa", "value_2fa"),
        ("$ref", "ref"),
        ("", "value"),
        ("🙂", "value"),
        ("naïve", "naïve"),
        ("a\nimport os", "a_import_os"),
        ("\u202eevil", "evil"),
    ],
)
def test_a_wire_name_becomes_a_legal_snake_case_name(wire: str, name: str) -> None:
    assert snake_case(wire) == name
    assert name.isidentifier() and not keyword.iskeyword(name)


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("Model", "Model"),
        ("create model body", "CreateModelBody"),
        ("snake_case", "SnakeCase"),
        ("None", "NoneModel"),
        ("404 response", "Shape404Response"),
        ("Exception", "ExceptionModel"),
        ("../../etc/passwd", "EtcPasswd"),
    ],
)
def test_a_wire_name_becomes_a_legal_class_name(wire: str, name: str) -> None:
    assert class_name(wire) == name


def test_a_name_of_five_thousand_characters_is_cut() -> None:
    assert len(snake_case("a" * 5_000)) == 80


def test_names_that_ask_for_the_same_identifier_stay_apart_and_the_clash_is_told() -> None:
    names = Names(settled={})
    given = names.settle("field", [("fooBar", "foo_bar"), ("foo_bar", "foo_bar"), ("FOO-BAR", "foo_bar")])
    assert given == {"fooBar": "foo_bar", "foo_bar": "foo_bar_2", "FOO-BAR": "foo_bar_3"}
    assert names.clashes[0] == Clash("field", "foo_bar", "foo_bar", "foo_bar_2")


def test_a_settled_name_is_kept_although_a_newer_one_comes_first_in_the_document() -> None:
    names = Names(settled={"class: old": "Thing"})
    assert names.settle("class", [("new", "Thing"), ("old", "Thing")]) == {"new": "Thing_2", "old": "Thing"}


def test_names_that_differ_in_case_only_are_a_clash_because_file_systems_may_not_see_it() -> None:
    assert Names(settled={}).settle("module", [("A", "pet"), ("B", "Pet")]) == {"A": "pet", "B": "Pet_2"}


def test_what_was_given_is_what_the_lock_keeps() -> None:
    names = Names(settled={})
    names.settle("class", [("/components/schemas/Model", "Model")])
    assert names.given == {"class: /components/schemas/Model": "Model"}


@pytest.mark.parametrize(
    ("name", "noun", "rest"),
    [
        ("createModel", "models", ["create"]),
        ("listPets", "pets", ["list"]),
        ("getUserByName", "user", ["get", "By", "Name"]),
        ("uploadFile", "pet", ["upload", "File"]),
        ("listCategories", "category", ["list"]),
        ("getCompanyAddresses", "company addresses", ["get"]),
    ],
)
def test_a_method_name_does_not_repeat_its_resource(name: str, noun: str, rest: list[str]) -> None:
    assert without(words(name), words(noun)) == rest


def test_what_a_person_chose_comes_before_what_is_settled() -> None:
    names = Names(settled={"method: a": "get", "method: b": "read"})
    assert names.settle("method", [("a", "read"), ("b", "read")], chosen={"a": "read"}) == {"a": "read", "b": "read_2"}
    assert names.clashes == [Clash("method", "b", "read", "read_2")]


def test_of_two_operations_that_a_person_calls_alike_the_later_is_numbered_and_told() -> None:
    names = Names(settled={})
    chosen = {"a": "read", "b": "read"}
    assert names.settle("method", list(chosen.items()), chosen=chosen) == {"a": "read", "b": "read_2"}
    assert names.clashes == [Clash("method", "b", "read", "read_2")]


def test_a_chosen_name_that_nobody_may_get_is_numbered_and_told() -> None:
    names = Names(settled={"method: a": "get"})
    assert names.settle("method", [("a", "raw")], taken={"raw"}, chosen={"a": "raw"}) == {"a": "raw_2"}
    assert names.clashes == [Clash("method", "a", "raw", "raw_2")]
