"""The API as decided: every name, type, default and path that a template prints is already a field here.

The stages before `build` know the document; the stages after it know only these values. All are frozen, so that a later
stage cannot decide anything. `python -m generator ir SPEC` prints them as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["refuse", "warn"]
Provenance: TypeAlias = Literal["page", "shown", "sibling", "practice", "inferred", "spec"]
Direction: TypeAlias = Literal["input", "output"]
Constant: TypeAlias = str | int | float | bool | None
TestMethod: TypeAlias = Literal[
    "string", "number", "boolean", "choice", "array", "mapping", "call", "any_of", "one_of", "anything"
]
Location: TypeAlias = Literal["path", "query", "header", "cookie", "body"]
BodyCodec: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
AnswerCodec: TypeAlias = Literal["json", "text", "bytes", "none"]
CredentialKind: TypeAlias = Literal["bearer", "basic", "header", "query", "cookie"]
ScalarKind: TypeAlias = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "int64-string",
    "date-time",
    "date",
    "uuid",
    "bytes",
    "object",
    "any",
    "null",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says a fact, and where it stands.

    `page` and `lines` are empty unless a captured docs page is meant; `pointer` is the JSON pointer in the spec.
    """

    provenance: Provenance
    pointer: str
    page: str = ""
    lines: tuple[int, ...] = ()


# --- types -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A JSON scalar, or a string of a format that Python has a type for."""

    kind: ScalarKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A model, enum or alias, by its final class name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """An array of one type."""

    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """An object with free keys and values of one type."""

    value: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Literals:
    """One of a few constants."""

    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionOf:
    """One of several types; `discriminator` is the wire name of the property that tells which, or empty.

    `mapping` pairs each value of the discriminator with the class name that it means.
    """

    members: tuple[Type, ...]
    discriminator: str = ""
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nullable:
    """A type whose value may also be null."""

    type: Type


Type: TypeAlias = Scalar | Named | ListOf | MapOf | Literals | UnionOf | Nullable


# --- what models/ holds ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property of an object: wire name and Python name as a pair.

    `required` is what the document promises or asks; `writable` tells whether the field may be sent.
    """

    name: str
    wire: str
    type: Type
    required: bool
    writable: bool
    doc: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An object shape of one direction: a pydantic class (output) or a TypedDict (input).

    `module` is the file in models/ that defines it, without suffix. `twin` names the class of the same schema in the
    other direction, or is empty. `additional` is the type of free keys: None where the document declares none.
    """

    name: str
    module: str
    direction: Direction
    doc: str
    fields: tuple[Field, ...]
    additional: Type | None
    twin: str
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """A named list of constants: closed in input, open for type checkers in output.

    `constant` is the name of the tuple of values that checks use, `noun` what the list is called in a message.
    """

    name: str
    module: str
    direction: Direction
    doc: str
    values: tuple[Constant, ...]
    pointer: str
    constant: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name for any other type (union, list, map, scalar)."""

    name: str
    module: str
    direction: Direction
    doc: str
    type: Type
    pointer: str


Definition: TypeAlias = Model | Enum | Alias


# --- checks of what is sent ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One keyword of a schema as the argument that its test is called with: `max_length=63`."""

    name: str
    value: Constant | tuple[Constant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """What one value must be.

    `method` names the runtime's test; `function` the check function to call (`method` is then "call"), or the constant
    that lists the choices, called `noun`. `warns` lists the keywords that no committed page states: breaking them
    warns. `item` is the test of each array item or map value, `options` the functions of a union.
    """

    method: TestMethod
    function: str = ""
    limits: tuple[Limit, ...] = ()
    warns: tuple[str, ...] = ()
    nullable: bool = False
    noun: str = ""
    item: Test | None = None
    options: tuple[str, ...] = ()

    @property
    def only_kind_refuses(self) -> bool:
        """Whether all that is asked beyond the JSON kind only warns."""
        return len(self.warns) > 1 and "type" not in self.warns and len(self.warns) >= len(self.limits)

    @property
    def nested(self) -> tuple[Test, ...]:
        """This test and those of its items, outermost first."""
        return (self, *(self.item.nested if self.item else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A property within a check."""

    name: str
    wire: str
    test: Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One part of a rule's condition: the property `wire` is absent, present, not empty, or one of `values`."""

    wire: str
    name: str
    state: Literal["absent", "present", "filled", "one-of"]
    negated: bool
    values: tuple[Constant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition between properties of one object, and what it asks for.

    The rule is broken where every clause of one row of `when` holds and `wire` is missing (`outcome` "required") or is
    there ("forbidden"). `sentence` is what the caller reads; `subject` is the property that decides, printed with its
    value.
    """

    id: str
    sentence: str
    severity: Severity
    when: tuple[tuple[Clause, ...], ...]
    outcome: Literal["required", "forbidden"]
    wire: str
    name: str
    subject: tuple[str, str]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The check function of one schema that is sent.

    An object has `members` and `rules`, and is called `noun` in a message; `extends` names a check that comes first;
    any other schema has one `test`. `warns` lists what only warns of the object itself, `required` and `expected` are
    the pairs of wire and Python name of members whose absence refuses and warns.
    """

    function: str
    noun: str
    doc: str
    pointer: str
    test: Test | None = None
    extends: str = ""
    warns: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    expected: tuple[tuple[str, str], ...] = ()
    additional: Test | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How one input class is written on the wire: Python name, wire name, and what is nested below.

    What is nested is the text of the runtime's value (`"DateInput"`, `Items("DateInput")`), "" where nothing needs
    renaming; `free` is what is nested below keys that are not listed. A name for another type has only `alias`.
    """

    name: str
    entries: tuple[tuple[str, str, str], ...] = ()
    is_open: bool = False
    free: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of `client.rules()`: what is checked where, how severely, and who says so."""

    path: str
    rule: str
    sentence: str
    severity: Severity
    source: Source


# --- operations ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPart:
    """A piece of a path: literal text, or the argument that fills the place (it may be set for the whole client)."""

    literal: str = ""
    argument: str = ""
    from_client: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a method.

    `annotation` is the whole text of the type; `default` the text of the default ("" where there is none). `encoder`
    names the runtime's function that writes a parameter (RFC 6570 style of OpenAPI 4.8.12.2).
    """

    name: str
    wire: str
    location: Location
    annotation: str
    default: str
    positional: bool
    from_client: bool
    encoder: str
    doc: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A request body: its media type, what of it needs renaming, and the function that checks it ("" for none).

    A flattened body takes one argument a property, any other the whole value as the argument `argument`. `keeps_null`
    tells that None is sent as null (PATCH), `nulls` names the arguments for which it always is.
    """

    media_type: str
    codec: BodyCodec
    shape: str
    check: str
    argument: str
    flattened: tuple[str, ...]
    keeps_null: bool
    nulls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Answers that the document describes alike. A status is "200", "4XX" or "default"; `annotation` is their type."""

    statuses: tuple[str, ...]
    media_type: str
    codec: AnswerCodec
    annotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method and path, as a method of a resource and as a function that returns a call."""

    id: str
    name: str
    function: str
    http_method: str
    path_template: str
    path: tuple[PathPart, ...]
    summary: str
    doc: str
    arguments: tuple[Argument, ...]
    body: Body | None
    answers: tuple[Response, ...]
    errors: tuple[Response, ...]
    returns: str
    authenticated: bool
    facts: tuple[Fact, ...]
    parameter_check: str
    pointer: str

    @property
    def request_line(self) -> str:
        """Method and path as the document writes them."""
        return f"{self.http_method} {self.path_template}"

    @property
    def has_keywords(self) -> bool:
        """Whether some argument cannot be positional."""
        return any(not argument.positional for argument in self.arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A group of operations: `client.<name>`."""

    name: str
    class_name: str
    module: str
    doc: str
    operations: tuple[Operation, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every type and default that its methods write."""
        arguments = [argument for operation in self.operations for argument in operation.arguments]
        answers = [one for operation in self.operations for one in (*operation.answers, *operation.errors)]
        return (
            *(text for argument in arguments for text in (argument.annotation, argument.default)),
            *(operation.returns for operation in self.operations),
            *(answer.annotation for answer in answers),
        )

    @property
    def uses_models(self) -> bool:
        """Whether a type of models/ is named."""
        return any("models." in text for text in self.texts)

    @property
    def uses_omit(self) -> bool:
        """Whether an argument is left out by OMIT."""
        return "OMIT" in self.texts

    @property
    def uses_datetime(self) -> bool:
        """Whether a time or date is named."""
        return any("datetime." in text for text in self.texts)

    @property
    def uses_uuid(self) -> bool:
        """Whether a UUID is named."""
        return any("uuid." in text for text in self.texts)

    @property
    def uses_checks(self) -> bool:
        """Whether anything is checked before it is sent."""
        return any(one.parameter_check or (one.body and one.body.check) for one in self.operations)

    @property
    def uses_segments(self) -> bool:
        """Whether a path has a parameter."""
        return any(part.argument for operation in self.operations for part in operation.path)

    @property
    def uses_shapes(self) -> bool:
        """Whether a body has keys to rename."""
        return any(operation.body and operation.body.shape for operation in self.operations)

    @property
    def styles(self) -> tuple[str, ...]:
        """The runtime's functions that write parameters which are no plain path segment."""
        arguments = [argument for operation in self.operations for argument in operation.arguments]
        return tuple(sorted({one.encoder for one in arguments} - {"", "segment"}))

    @property
    def uses_bodies(self) -> bool:
        """Whether anything is sent in a body."""
        return bool(self.encoders)

    @property
    def encoders(self) -> tuple[str, ...]:
        """The runtime's functions that make the bodies."""
        bodies = [operation.body for operation in self.operations if operation.body]
        return tuple(sorted({"flat_body" if body.flattened else "whole_body" for body in bodies}))

    @property
    def decoders(self) -> tuple[str, ...]:
        """The runtime's classes that read the answers."""
        codecs = {one.codec for operation in self.operations for one in (*operation.answers, *operation.errors)}
        return tuple(sorted(f"{codec.capitalize()}Decoder" for codec in codecs))


# --- the whole -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """A way to authenticate: where the credential goes and which environment variable holds it."""

    id: str
    kind: CredentialKind
    wire: str
    argument: str
    env: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientParameter:
    """A parameter that may be set once for the client: `account_id`."""

    name: str
    wire: str
    env: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A document, decided."""

    package: str
    client: str
    title: str
    package_doc: str
    client_doc: str
    version: str
    base_url: str
    base_url_env: str
    securities: tuple[Security, ...]
    client_parameters: tuple[ClientParameter, ...]
    resources: tuple[Resource, ...]
    definitions: tuple[Definition, ...]
    shapes: tuple[Shape, ...]
    checks: tuple[Check, ...]
    constants: tuple[tuple[str, tuple[Constant, ...]], ...]

    @property
    def needs_credential(self) -> bool:
        """Whether no operation can be called without a credential."""
        return all(operation.authenticated for resource in self.resources for operation in resource.operations)

    @property
    def shape_classes(self) -> tuple[str, ...]:
        """The runtime's classes that the shapes name."""
        texts = [
            text for shape in self.shapes for text in (shape.free, shape.alias, *(one[2] for one in shape.entries))
        ]
        return tuple(name for name in ("Either", "Items", "Shapes", "Values")
                     if name == "Shapes" or any(f"{name}(" in text for text in texts))  # fmt: skip

    @property
    def check_names(self) -> tuple[str, ...]:
        """The runtime's names that the check functions use."""
        tests = [
            one for check in self.checks for one in (check.test, *(member.test for member in check.members)) if one
        ]
        methods = {test.method for one in tests for test in one.nested if test.item}
        maps = "mapping" in methods or any(check.additional for check in self.checks)
        kinds = any(one.only_kind_refuses for test in tests for one in test.nested)
        return (*(["BUT_KIND"] if kinds else []), "Faults", *(["items"] if "array" in methods else []), *(["values"] if maps else []))

    @property
    def uses_mapping(self) -> bool:
        """Whether a check extends another."""
        return any(check.extends for check in self.checks)
