"""The IR as JSON: classes that share a field are told apart by `kind`."""

from __future__ import annotations

from generator import ir
from generator.dump import dumped


def test_members_of_a_union_carry_their_kind_and_a_scalar_its_own() -> None:
    type = ir.UnionOf(members=(ir.Nullable(type=ir.ListOf(item=ir.Scalar(kind="string"))), ir.Named(name="Model")))
    assert dumped(type) == {
        "kind": "union-of",
        "members": [
            {"kind": "nullable", "type": {"kind": "list-of", "item": {"kind": "string"}}},
            {"kind": "named", "name": "Model"},
        ],
        "discriminator": "",
        "mapping": [],
        "by_kind": False,
    }


def test_other_classes_carry_their_fields_alone() -> None:
    assert dumped(ir.Source(provenance="page", pointer="/a", page="p", lines=(1, 2))) == {
        "provenance": "page",
        "pointer": "/a",
        "page": "p",
        "lines": [1, 2],
    }
