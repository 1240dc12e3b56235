"""Which aliases are written as text."""

from __future__ import annotations

from generator import ir
from generator.models.ordering import written_as_text


def alias(name: str, type: ir.Type) -> ir.Alias:
    return ir.Alias(name=name, module="m", direction="input", doc="", type=type, pointer=f"/{name}")


def test_what_is_sent_names_no_text_on_the_spot_and_what_is_received_may() -> None:
    value = alias("Value", ir.UnionOf(members=(ir.Scalar(kind="string"), ir.ListOf(item=ir.Named(name="Value")))))
    values = alias("Values", ir.MapOf(value=ir.Nullable(type=ir.Named(name="Value"))))
    plain = alias("Plain", ir.ListOf(item=ir.Scalar(kind="string")))
    definitions: dict[str, ir.Definition] = {each.name: each for each in (value, values, plain)}
    assert written_as_text(definitions, "input") == {"Value", "Values"}
    assert written_as_text(definitions, "output") == {"Value"}
