"""A change of the generator with the same document is judged by what a caller may write."""

from __future__ import annotations

import pytest

from generator.changes.surface import surface_changes

METHOD = "Shop.items.get(id: str, *, page: int | None = None) -> models.Item"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([METHOD], [METHOD], []),
        ([], [METHOD], [("minor", "added")]),
        ([METHOD], [], [("major", "removed")]),
        ([METHOD], [METHOD.replace("*,", "*, size: int = 1,")], [("minor", "changed")]),
        ([METHOD], [METHOD.replace("*,", "*, size: int,")], [("major", "changed")]),
        ([METHOD], [METHOD.replace("page: int | None", "page: int | str | None")], [("minor", "changed")]),
        ([METHOD], [METHOD.replace("page: int | None = None", "page: int")], [("major", "changed")]),
        ([METHOD], [METHOD.replace("id: str, *,", "*, id: str,")], [("major", "changed")]),
        ([METHOD], [METHOD.replace("-> models.Item", "-> None")], [("major", "changed")]),
        ([METHOD], [METHOD.replace("id: str", "key: str, id: str")], [("major", "changed")]),
        (["models.Item.a: str"], ["models.Item.a: str | None"], [("major", "changed")]),
        (["models.Item.a: str | None"], ["models.Item.a: str"], [("minor", "changed")]),
        (["models.ItemInput.a: str"], ["models.ItemInput.a: int | str"], [("minor", "changed")]),
        (["models.ItemInput.a: int | str"], ["models.ItemInput.a: str"], [("major", "changed")]),
        (["models.ItemInput.a: str"], ["models.ItemInput.a: Required str"], [("major", "changed")]),
        ([], ["models.ItemInput.a: Required str"], [("major", "added")]),
        (["models.Kind = 'a' | 'b'"], ["models.Kind = 'a' | 'c'"], [("minor", "changed")]),
        (["models.KindInput = 'a' | 'b'"], ["models.KindInput = 'a'"], [("major", "changed")]),
        (["models.Pet = Cat"], ["models.Pet = Cat | Dog"], [("major", "changed")]),
    ],
)
def test_a_line_is_judged_by_whether_code_still_runs(
    old: list[str], new: list[str], expected: list[tuple[str, str]]
) -> None:
    assert [(change.level, change.action) for change in surface_changes(old, new)] == expected


def test_names_of_testing_are_told_as_soon_as_there_is_a_record_of_them() -> None:
    made = "testing.make_item(**fields) -> models.Item"
    assert surface_changes([METHOD], [METHOD, "testing.FakeServer", made]) == ()
    told = surface_changes(["testing.FakeServer", made], ["testing.FakeServer", "testing.FakeServer.select"])
    assert [(one.level, one.says) for one in told] == [
        ("major", "testing.make_item() is gone"),
        ("minor", "testing.FakeServer.select is new"),
    ]


def test_the_asynchronous_twin_is_not_told_twice() -> None:
    told = surface_changes([], ["Shop.items.get()", "AsyncShop.items.get()", "AsyncShop.items.wait()"])
    assert [change.says for change in told] == ["items.get() is new", "AsyncShop.items.wait() is new"]
