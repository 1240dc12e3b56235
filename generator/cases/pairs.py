"""Wire names and Python names as the IR pairs them: the only thing that this room asks the IR for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator import ir
from generator.cases.breaches import Key, Option, Steps, admits, breaches, distance, fits, option_of, told_option
from generator.cases.places import as_list, as_node, is_list, is_node
from generator.cases.samples import inside
from generator.cases.view import Direction, View


@dataclass(slots=True)
class Pairs:
    """The pairs of one API, by the schemas that classes are made of."""

    api: ir.Api
    _models: dict[tuple[str, Direction], ir.Model] = field(default_factory=dict[tuple[str, Direction], ir.Model])

    def __post_init__(self) -> None:
        for definition in self.api.definitions:
            if isinstance(definition, ir.Model):
                self._models[definition.pointer, definition.direction] = definition

    def model(self, view: View, direction: Direction) -> ir.Model | None:
        """The class of a schema: that of the nearest node that has one."""
        found = (self._models.get((place.pointer, direction)) for place in reversed(view.nodes))
        return next((model for model in found if model is not None), None)

    def names(self, view: View, direction: Direction) -> Mapping[str, str]:
        """Python name by wire name, for the fields of a schema's class."""
        model = self.model(view, direction)
        return {field.wire: field.name for field in model.fields} if model else {}

    def renamed(self, view: View, value: object, direction: Direction) -> object:
        """A wire value as a caller writes it, or as a response holds it: Python names for wire names."""
        if view.options and value is not None:
            option = called(view, value) if direction == "input" else meant(view, value)
            return self.renamed(option, value, direction)
        if is_list(value):
            owns = [(view.item(index), item) for index, item in enumerate(as_list(value))]
            return [item if own is None else self.renamed(own, item, direction) for own, item in owns]
        if is_node(value):
            return dict(self._member(view, wire, item, direction) for wire, item in as_node(value).items())
        return value

    def is_told(self, view: View, value: object) -> bool:
        """Whether a value has the same Python names in each option of a union that it fits."""
        if view.options and value is not None:
            fitting = [option for option in view.options if fits(distance(breaches(option, value)))]
            names = [self.renamed(option, value, "input") for option in fitting]
            return all(one == names[0] for one in names) and self.is_told(called(view, value), value)
        if is_list(value):
            items = [(view.item(index), item) for index, item in enumerate(as_list(value))]
            return all(own is None or self.is_told(own, item) for own, item in items)
        members = ((view.properties.get(wire, view.additional), item) for wire, item in as_node(value).items())
        return all(own is None or self.is_told(own, item) for own, item in members)

    def _member(self, view: View, wire: str, value: object, direction: Direction) -> tuple[str, object]:
        member = view.properties.get(wire)
        if member is not None:
            return self.names(view, direction).get(wire, wire), self.renamed(member, value, direction)
        return wire, value if view.additional is None else self.renamed(view.additional, value, direction)

    def path(self, view: View, steps: Steps, direction: Direction, names: Mapping[str, str] | None = None) -> str:
        """Steps as a path in Python names: `peft_details.target_modules[0]`. `names` are those of the outermost object."""
        text = ""
        here: View | None = view
        for depth, step in enumerate(steps):
            if here is None:
                break
            match step:
                case Option():
                    pass
                case int():
                    text += f"[{step}]"
                case Key() if direction == "output" and step.name.isidentifier() and not here.is_map:
                    text += f".{step.name}"
                case Key():
                    text += f"[{step.name!r}]"
                case str():
                    known = names if names is not None and depth == 0 else self.names(here, direction)
                    text += f".{known.get(step, step)}"
            here = inside(here, step)
        return text.removeprefix(".")


def called(view: View, value: object) -> View:
    """The option of a union whose names a caller uses: the one that is told, else that which declares most of the keys.

    Where several declare as many it is the one that is meant, if it is among them.
    """
    told, kind = told_option(view, value), option_of(view, value)
    if told is not None or kind is not None or not is_node(value):
        return view.options[told] if told is not None else kind or meant(view, value)
    most = max(_declared(option, value) for option in view.options)
    best = [option for option in view.options if _declared(option, value) == most]
    return next((option for option in best if option is meant(view, value)), best[0])


def _declared(option: View, value: object) -> int:
    """How many keys of an object an option declares."""
    if option.options:
        return max(_declared(one, value) for one in option.options)
    return len(as_node(value).keys() & option.properties.keys())


def meant(view: View, value: object) -> View:
    """The option of a union that a value was made for: the first that it does not break, or else breaks least.

    An answer may break a bound of the option that is meant, and of no other the kinds. A constant tells options apart.
    """
    found = option_of(view, value) or next((option for option in view.options if admits(option, value)), None)
    return found or min(view.options, key=lambda option: _misfit(option, value))


def _misfit(option: View, value: object) -> int:
    return sum(10 if one.rule == "enum" else 1 for one in breaches(option, value))
