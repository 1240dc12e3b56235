"""What is checked of a request: one check function for each object schema that is sent, and the tests of its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator import ir
from generator.build.definitions import Definitions, noun
from generator.build.limits import limits, warns
from generator.names import snake_case, words
from generator.normalize.schema import Clause, Definition, Demand, Property, Schema


PLAIN = {"string": "a_string", "integer": "an_integer", "number": "a_number", "boolean": "a_boolean"}


@dataclass(slots=True)
class Checks:
    """The check functions of one document, made as they are asked for, in that order."""

    definitions: Definitions
    made: dict[str, ir.Check] = field(default_factory=dict[str, ir.Check])
    _functions: dict[str, str] = field(default_factory=dict[str, str])
    _open: set[str] = field(default_factory=set[str])
    _of_arguments: set[str] = field(default_factory=set[str])
    _of_values: set[str] = field(default_factory=set[str])

    def printed(self) -> tuple[ir.Check, ...]:
        """All of them. What only checks the arguments of methods need not ask whether they are an object."""
        flat = self._of_arguments - self._of_values
        return tuple(replace(check, noun="") if name in flat else check for name, check in self.made.items())

    def function(self, key: str, wish: str) -> str:
        """The name of the check function of a place, settled once."""
        if key not in self._functions:
            others = set(self._functions.values())
            name = self.definitions.names.settle("check", [(key, f"check_{snake_case(wish)}")], taken=others)[key]
            self._functions[key] = name
        return self._functions[key]

    def of_definition(self, pointer: str) -> str:
        """The check function of a definition."""
        definition = self.definitions.normal.definitions[pointer]
        function = self.function(pointer, " ".join(definition.hint))
        if function not in self.made and function not in self._open:
            self._open.add(function)
            self.made[function] = self._check(function, pointer, definition)
        return function

    def of_arguments(self, pointer: str) -> str:
        """The check function of an object whose members are arguments of a method: then whatever is required refuses.

        Where it is a value as well, what no page states only warns there: such an object gets two functions.
        """
        function = self.of_definition(pointer)
        check = self.made[function]
        strict = replace(check, required=(*check.required, *check.expected), expected=())
        if check.expected and (pointer, "input") in self.definitions.class_names:
            hint = " ".join(self.definitions.normal.definitions[pointer].hint)
            function = self.function(f"{pointer} arguments", f"{hint} arguments")
            strict = replace(strict, function=function, doc=f"Check the members of `{hint}` as arguments (#{pointer}).")
        self._of_arguments.add(function)
        self.made[function] = strict
        return function

    def of_schema(self, schema: Schema, hint: str) -> str:
        """The check function of a body that is one argument; "" where anything will do."""
        test = self.test(schema, (hint,))
        if test.method == "anything":
            return ""
        if test.method == "call" and not test.nullable:
            return test.function
        return self._own(f"{schema.pointer} as {hint}" if schema.kind == "ref" else schema.pointer, (hint,), test)

    def of_members(self, key: str, wish: str, members: list[ir.Member]) -> str:
        """The check function of the parameters of an operation."""
        function = self.function(f"{key} parameters", f"{wish} parameters")
        doc = f"Check the parameters of {wish} (#{key})."
        self.made[function] = ir.Check(function=function, noun="", doc=doc, pointer=key, members=tuple(members))
        return function

    def _check(self, function: str, pointer: str, definition: Definition) -> ir.Check:
        schema = definition.schema
        head = f"Check `{' '.join(definition.hint)}` as it is sent (#{pointer})."
        if schema.kind != "object":
            test = self.test(schema, definition.hint)
            return ir.Check(function=function, noun=noun(definition), doc=head, pointer=pointer, test=test)
        return self._object_check(function, pointer, definition, head)

    def _object_check(self, function: str, pointer: str, definition: Definition, head: str) -> ir.Check:
        """The check of an object, by its properties and demands."""
        schema, python = definition.schema, self.definitions.fields(pointer)
        sent = [prop for prop in schema.properties if not prop.schema.read_only]
        free = self.test(schema.additional, (*definition.hint, "value")) if schema.additional else None
        return ir.Check(
            function=function,
            noun=noun(definition),
            doc=head,
            pointer=pointer,
            warns=warns(schema, ("type", *(keyword for keyword, _ in limits(schema)))),
            limits=tuple(limit for _, limit in limits(schema)),
            members=tuple(self._member(prop, python, definition.hint) for prop in sent),
            required=tuple((p.wire, python[p.wire]) for p in sent if p.required and not warns(p.schema, ("required",))),
            expected=tuple((p.wire, python[p.wire]) for p in sent if p.required and warns(p.schema, ("required",))),
            additional=None if free is None or free.method == "anything" else free,
            rules=tuple(_rule(demand, python) for demand in schema.demands),
        )

    def _member(self, prop: Property, names: Mapping[str, str], hint: tuple[str, ...]) -> ir.Member:
        return ir.Member(name=names[prop.wire], wire=prop.wire, test=self.test(prop.schema, (*hint, prop.wire)))

    def test(self, schema: Schema, hint: tuple[str, ...]) -> ir.Test:
        """What one value must be."""
        pairs = limits(schema)
        keywords = tuple(keyword for keyword, _ in pairs)
        arguments = tuple(limit for _, limit in pairs)
        nullable = schema.nullable
        match schema.kind:
            case "ref":
                return self._ref_test(schema, hint)
            case "string" if schema.format == "binary":
                return ir.Test(method="anything", nullable=True)
            case "string" | "number":
                return ir.Test(method=schema.kind, limits=arguments, warns=warns(schema, ("type", *keywords)),
                               nullable=nullable)  # fmt: skip
            case "integer":
                whole = (ir.Limit(name="integer", value=True), *arguments)
                return ir.Test(method="number", limits=whole, warns=warns(schema, ("type", "integer", *keywords)),
                               nullable=nullable)  # fmt: skip
            case "boolean":
                return ir.Test(method="boolean", warns=warns(schema, ("type",)), nullable=nullable)
            case "array" if schema.first:
                return self._tuple_test(schema, arguments, warns(schema, ("type", *keywords)), hint)
            case "array" | "map":
                inner = schema.item if schema.kind == "array" else schema.additional
                item = self.test(inner, (*hint, "item")) if inner else None
                return ir.Test(
                    method="array" if schema.kind == "array" else "mapping", limits=arguments, nullable=nullable,
                    warns=warns(schema, ("type", *keywords)), item=None if item and item.method == "anything" else item,
                )  # fmt: skip
            case "union" if schema.by_kind:
                return self._kinds_test(schema, hint)
            case "union":
                return self._union_test(schema, hint)
            case "enum" | "object" | "any" | "null":
                return ir.Test(method="anything", nullable=True)

    def _kinds_test(self, schema: Schema, hint: tuple[str, ...]) -> ir.Test:
        """What a value of one of several kinds must be, kind by kind; what says nothing but the kind is the runtime's."""
        tests: list[tuple[str, str]] = []
        for option in schema.options:
            kind = "object" if option.kind in ("ref", "map") else option.kind
            test = self.test(option, (*hint, kind))
            own = self._function_of(test, option.kind, f"{option.pointer} in {schema.pointer}", (*hint, kind))
            tests.append((kind, own))
        return ir.Test(
            method="of_kinds", kinds=tuple(tests), nullable=schema.nullable, warns=warns(schema, ("type",))
        )

    def _function_of(self, test: ir.Test, kind: str, key: str, hint: tuple[str, ...]) -> str:
        """The function that makes a test: one that is there already, the runtime's, or one of its own; "" for none."""
        if test.method == "anything":
            return ""
        if test.method == "call" and not test.nullable:
            return test.function
        plain = PLAIN.get(kind) if test.asks_only_the_kind and not test.nullable else None
        return plain or self._own(key, hint, test)

    def _tuple_test(
        self, schema: Schema, arguments: tuple[ir.Limit, ...], lowered: tuple[str, ...], hint: tuple[str, ...]
    ) -> ir.Test:
        """What an array must be whose first items have schemas of their own."""
        numbered = [(f"item {index + 1}", one) for index, one in enumerate(schema.first)]
        tests = {
            name: self._function_of(self.test(one, (*hint, name)), one.kind, f"{schema.pointer} {name}", (*hint, name))
            for name, one in (*numbered, *([("rest", schema.rest)] if schema.rest else []))
        }
        rest = tests.pop("rest", "")
        return ir.Test(
            method="array", limits=arguments, nullable=schema.nullable, rest=rest, is_closed=schema.rest is None,
            warns=(*lowered, *warns(schema, ("items",))) if schema.rest is None else lowered,
            first=tuple(tests.values()) if rest or schema.rest is None or any(tests.values()) else (),
        )  # fmt: skip

    def _union_test(self, schema: Schema, hint: tuple[str, ...]) -> ir.Test:
        options: list[str] = []
        for index, option in enumerate(schema.options):
            test = self.test(option, (*hint, f"option {index + 1}"))
            if test.method == "anything":
                return ir.Test(method="anything", nullable=True)
            if test.method == "call" and not test.nullable:
                options.append(test.function)
            else:
                options.append(self._own(f"{schema.pointer} option {index}", (*hint, f"option {index + 1}"), test))
        is_told = bool(schema.discriminator)  # which one is meant, so that it does no harm where others fit, too
        method: ir.TestMethod = "one_of" if schema.exclusive and not is_told else "any_of"
        told: tuple[tuple[str, str], ...] = ()
        if method == "any_of" and all(option.kind == "ref" for option in schema.options):
            functions = {option.target: name for option, name in zip(schema.options, options, strict=True)}
            told = tuple((value, functions[target]) for value, target in schema.mapping if target in functions)
        tag = schema.discriminator if told else ""
        return ir.Test(method=method, options=tuple(options), nullable=schema.nullable, tag=tag, told=told)

    def _own(self, key: str, hint: tuple[str, ...], test: ir.Test) -> str:
        """A check function of its own for a test that has none."""
        function = self.function(key, " ".join(hint))
        doc = f"Check {' '.join(hint)}."
        self.made[function] = ir.Check(function=function, noun=hint[-1], doc=doc, pointer=key, test=test)
        return function

    def _ref_test(self, schema: Schema, hint: tuple[str, ...]) -> ir.Test:
        definition = self.definitions.normal.definitions[schema.target]
        target = definition.schema
        nullable = schema.nullable or target.nullable
        if target.kind == "enum":
            return ir.Test(
                method="choice", function=self.definitions.constant(schema.target), noun=noun(definition),
                warns=warns(target, ("type", "enum")), nullable=nullable,
            )  # fmt: skip
        function = self.of_definition(schema.target)
        self._of_values.add(function)
        if self._asks_nothing(function):
            return ir.Test(method="anything", nullable=True)
        if schema.demands:
            function = self._demanding(schema, definition, function, hint)
        return ir.Test(method="call", function=function, nullable=nullable)

    def _asks_nothing(self, function: str) -> bool:
        """Whether a check function has nothing to test; it is not printed then."""
        check = self.made.get(function)
        if check is None or check.test is None or check.test.method != "anything":
            return False
        del self.made[function]
        return True

    def _demanding(self, schema: Schema, definition: Definition, base: str, hint: tuple[str, ...]) -> str:
        """The check of a use that demands more of an object than its schema does."""
        function = self.function(schema.pointer, " ".join(words(" ".join(hint))))
        names = self.definitions.fields(schema.target)
        own = [demand for demand in schema.demands if demand not in definition.schema.demands]
        self.made[function] = ir.Check(
            function=function,
            noun=noun(definition),
            doc=f"Check `{' '.join(definition.hint)}` and what is asked of it here (#{schema.pointer}).",
            pointer=schema.pointer,
            extends=base,
            rules=tuple(_rule(demand, names) for demand in own),
        )
        return function


def _rule(demand: Demand, names: Mapping[str, str]) -> ir.Rule:
    """A demand with the Python names of its properties."""
    when = tuple(tuple(_clause(clause, names) for clause in row) for row in demand.when)
    subject = next((clause for row in when for clause in row), None)
    return ir.Rule(
        id=demand.id, sentence=demand.sentence, severity=demand.severity, when=when, outcome=demand.outcome,
        wire=demand.wire, name=names.get(demand.wire, snake_case(demand.wire)),
        subject=(subject.name, subject.wire) if subject else ("", ""), source=demand.source,
    )  # fmt: skip


def _clause(clause: Clause, names: Mapping[str, str]) -> ir.Clause:
    name = names.get(clause.wire, snake_case(clause.wire))
    return ir.Clause(wire=clause.wire, name=name, state=clause.state, negated=clause.negated, values=clause.values)
