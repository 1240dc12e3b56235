"""Operations -> methods: arguments, bodies, answers, with every name and default decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from generator import ir
from generator.build.annotations import annotation
from generator.build.limits import limits
from generator.build.media import accept, answer_codec, body_codec, concrete, is_binary, preferred, successes
from generator.build.checks import Checks
from generator.build.definitions import Definitions
from generator.build.docs import argument_doc, failures, one_line, operation_doc, source_word, success_doc
from generator.build.facts import facts
from generator.build.naming import OPTIONS, RESERVED, Called, not_called_so
from generator.build.paging import Pagings
from generator.build.security import Ways
from generator.build.shapes import Known, expression, renamed
from generator.build.streaming import Streamings
from generator.names import Clash, snake_case
from generator.normalize.schema import Answer, Content, Operation, Parameter, RequestBody, Schema

IN_PATHS = "/?#[]@!$&'()*+,;=:%"  # what stays as it is in a path that a document writes (RFC 3986, section 3.3)


@dataclass(slots=True)
class Operations:
    """Builds the operations of one document."""

    definitions: Definitions
    checks: Checks
    known: Known
    pagings: Pagings
    ways: Ways

    @property
    def streamings(self) -> Streamings:
        """What reads answers bit by bit."""
        return Streamings(self.definitions, self.response)

    def operation(self, source: Operation, called: Called) -> ir.Operation:
        """One operation, decided."""
        body = flat_body(source.body, self.definitions)
        python = self._argument_names(source, body)
        arguments = (*self._parameters(source, python), *self._body_arguments(source, body, python))
        ordered = tuple(sorted(arguments, key=lambda argument: (not argument.positional, argument.from_client)))
        content, answers = chosen(source.body), self._successes(source)
        streamings = tuple(self.streamings.of(source, called, answers, python))
        ordered = tuple(_with_hint(one, streamings) for one in ordered)
        return ir.Operation(
            id=f"{called.resource}.{called.method}",
            name=called.method,
            function=called.function,
            http_method=source.method,
            path_template=source.path,
            path=tuple(_path(source.path, {one.wire: one for one in ordered if one.location == "path"})),
            summary=source.summary,
            doc=operation_doc(source, ordered, called.method, streamings),
            arguments=ordered,
            body=self._body(source, content, body, python) if content else None,
            answers=answers,
            errors=tuple(self._failures(source)),
            accept=accept(source),
            streamings=streamings,
            returns=" | ".join(dict.fromkeys(one.annotation for one in answers)),
            security=self.ways.of(source),
            has_own_security=self.ways.of(source) != self.ways.usual,
            facts=tuple(self._facts(source, content, body, python)),
            parameter_check=self._parameter_check(source, python, called),
            path_checked=tuple(
                python[f"path {one.wire}"] for one in source.parameters if one.location == "path" and is_asked(one)
            ),
            pointer=source.pointer,
            description=source.description,
            page=source.page,
            source_word=source_word(source),
            deprecated=source.deprecated,
            success_doc=success_doc(source),
            failures=failures(source),
            pagination=self.pagings.of(source, called.function, self._only_answer(source, answers), body),
        )

    def _only_answer(self, source: Operation, answers: tuple[ir.Response, ...]) -> Schema | None:
        """The schema of the answer, where all successes have the same one and it is JSON."""
        described = [one for one in source.answers if one.status.startswith("2")]
        contents = [preferred(one.contents) for one in described or source.answers if one.status[0] in "2d"]
        return contents[0].schema if len(answers) == 1 and answers[0].codec == "json" and contents[0] else None

    def _argument_names(self, source: Operation, body: Schema | None) -> dict[str, str]:
        """Python names by location and wire name. Parameters first: a body field named like one gets `body_`."""
        wishes: list[tuple[str, str]] = []
        used: set[str] = set()
        places = {f"{one.location} {one.wire}": one.pointer for one in source.parameters}
        places |= {f"body {one.wire}": one.schema.pointer for one in (body.properties if body else ())}
        for parameter in source.parameters:
            wishes.append((f"{parameter.location} {parameter.wire}", _wish(parameter.wire, used)))
        if body is not None:
            names = self.definitions.fields(body.pointer)
            for prop in body.properties:
                if not prop.schema.read_only:
                    wishes.append((f"body {prop.wire}", _wish(names[prop.wire], used)))
        elif source.body is not None:
            wishes.append(("body ", _wish("body", used)))
        settled, scope = self.definitions.names, f"argument of {source.pointer}"
        python = settled.settle(scope, wishes, taken=(*RESERVED, *OPTIONS))
        for key, place in places.items():
            wire = key.partition(" ")[2]
            if key in python and (why := not_called_so(python[key], wire)):
                settled.clashes.append(Clash(scope, key, wire, python[key], why, place))
        return python

    def _parameters(self, source: Operation, python: dict[str, str]) -> Iterator[ir.Argument]:
        for parameter in source.parameters:
            yield self._argument(
                name=python[f"{parameter.location} {parameter.wire}"], wire=parameter.wire, location=parameter.location,
                schema=parameter.schema, required=parameter.required and not parameter.from_client,
                positional=parameter.location == "path" and not parameter.from_client,
                from_client=parameter.from_client, encoder=encoder(parameter),
                doc=argument_doc(parameter.schema, parameter.description),
            )  # fmt: skip

    def _body_arguments(self, source: Operation, body: Schema | None, python: dict[str, str]) -> Iterator[ir.Argument]:
        content = chosen(source.body)
        if body is None and source.body is not None and content is not None:
            schema = _body_schema(content)
            yield self._argument(
                name=python["body "], wire="", location="body", schema=schema, required=source.body.required, files=True,
                doc=argument_doc(schema, source.body.description or "The body of the request"),
            )  # fmt: skip
        for prop in body.properties if body else ():
            if not prop.schema.read_only:
                yield self._argument(
                    name=python[f"body {prop.wire}"], wire=prop.wire, location="body", schema=prop.schema,
                    required=prop.required, doc=argument_doc(prop.schema, prop.schema.description),
                    files=content is not None and body_codec(content) == "multipart",
                    keeps_null=source.method == "PATCH",
                )  # fmt: skip

    def _argument(
        self, *, name: str, wire: str, location: ir.Location, schema: Schema, required: bool, doc: str,
        positional: bool = False, from_client: bool = False, encoder: str = "", files: bool = False,
        keeps_null: bool = False,
    ) -> ir.Argument:  # fmt: skip
        """One argument. OMIT is the default where None would be sent as null, and of objects (see `_is_object`)."""
        nullable, type = self._nullable(schema), self.definitions.type_of(schema, "input")
        text = annotation(type, files=files)
        text = f"{text} | None" if nullable and not text.endswith("None") else text
        whole = self._is_object(schema) or keeps_null or (location == "body" and (nullable or not wire))
        default = "" if required else "OMIT" if whole else "None"
        if default == "None" and not text.endswith("| None"):
            text += " | None"
        if wire and (why := not_called_so(name, wire)):
            doc = f"{doc} It is sent as '{one_line(wire)}': {why}.".strip()
        return ir.Argument(
            name=name, wire=wire, location=location, annotation=text, default=default,
            positional=positional, from_client=from_client, encoder=encoder, doc=doc, source=schema.source(),
            shape="" if location == "body" else expression(renamed(type, self.known)),
        )  # fmt: skip

    def _nullable(self, schema: Schema) -> bool:
        target = self.definitions.normal.definitions.get(schema.target)
        return schema.kind == "null" or schema.nullable or (target is not None and target.schema.nullable)

    def _is_object(self, schema: Schema) -> bool:
        """Whether an argument is one TypedDict: then OMIT is its default, so that checkers name a misspelt key."""
        return schema.kind == "ref" and self.definitions.normal.definitions[schema.target].schema.kind == "object"

    def _body(self, source: Operation, content: Content, body: Schema | None, python: dict[str, str]) -> ir.Body:
        assert source.body is not None
        schema = content.schema
        shape = ""
        if schema is not None and body is None:
            shape = expression(renamed(self.definitions.type_of(schema, "input"), self.known))
        check = ""
        nulls: tuple[str, ...] = ()
        flattened: tuple[tuple[str, str], ...] = ()
        if body is not None:
            check = self.checks.of_arguments(body.pointer)
            shape = f'"{self.definitions.flat_name(body.pointer)}"'
            sent = [prop for prop in body.properties if not prop.schema.read_only]
            fields = self.definitions.fields(body.pointer)
            flattened = tuple((fields[prop.wire], python[f"body {prop.wire}"]) for prop in sent)
            nulls = tuple(fields[prop.wire] for prop in sent if self._nullable(prop.schema))
        elif schema is not None and body_codec(content) not in ("text", "bytes"):
            check = self.checks.of_schema(schema, f"{source.id or source.path} body")
        return ir.Body(
            media_type=concrete(content.media_type), codec=body_codec(content), shape=shape, check=check,
            argument="" if body else python["body "], flattened=flattened, keeps_null=source.method == "PATCH",
            nulls=nulls,
        )  # fmt: skip

    def _failures(self, source: Operation) -> Iterator[ir.Response]:
        """What a failure answers, where the document gives its body a type: any other is read as JSON or text."""
        described = [one for one in source.answers if not one.status.startswith("2")]
        typed = [one for one in self._responses(described) if one.codec == "json"]
        known = {status for one in typed for status in one.statuses}
        return (replace(one, statuses=tuple(_needed(one.statuses, known))) for one in typed)

    def _responses(self, answers: list[Answer]) -> Iterator[ir.Response]:
        """Answers of one type together, in the order of the document."""
        grouped: dict[ir.Response, list[str]] = {}
        for answer in answers:
            grouped.setdefault(self.response(preferred(answer.contents)), []).append(answer.status)
        return (replace(one, statuses=tuple(statuses)) for one, statuses in grouped.items())

    def response(self, content: Content | None) -> ir.Response:
        """How a content is read; of a stream, each of its items. It has no status yet."""
        text = self._response_type(content)
        if content is not None and is_binary(content) and answer_codec(content.media_type) == "json":
            return ir.Response(statuses=(), media_type=content.media_type, codec="bytes", annotation="bytes")
        reader: ir.AnswerCodec = "none" if content is None or text == "None" else answer_codec(content.media_type)
        if content is not None and content.stream:
            reader = "event" if text == "ServerEvent" else "json"
        media_type = content.media_type if content else ""
        return ir.Response(statuses=(), media_type=media_type, codec=reader, annotation=text)

    def _response_type(self, content: Content | None) -> str:
        if content is None:
            return "None"
        if content.stream == "events" and (content.schema is None or content.schema.kind in ("string", "any")):
            return "ServerEvent"
        if content.stream:
            return annotation(self.definitions.type_of(content.schema, "output")) if content.schema else "object"
        match answer_codec(content.media_type):
            case "json":
                return annotation(self.definitions.type_of(content.schema, "output")) if content.schema else "object"
            case "text":
                return "str"
            case _:
                return "bytes"

    def _successes(self, source: Operation) -> tuple[ir.Response, ...]:
        """What a success answers. Without any 2xx it is the default, or else an answer that nobody reads."""
        described = successes(source)
        unread = ir.Response(statuses=("2XX",), media_type="", codec="none", annotation="None")
        return tuple(self._responses(described)) or (unread,)

    def _facts(
        self, source: Operation, content: Content | None, body: Schema | None, python: dict[str, str]
    ) -> Iterator[ir.Fact]:
        for parameter in source.parameters:
            if is_asked(parameter):
                yield from facts(self.definitions, parameter.schema, python[f"{parameter.location} {parameter.wire}"])
        if content is not None and content.schema is not None and body_codec(content) not in ("text", "bytes"):
            names: Mapping[str, str] = self.definitions.fields(body.pointer) if body else {}
            renamed = {name: python.get(f"body {wire}", name) for wire, name in names.items()}
            for fact in facts(self.definitions, content.schema, "" if body else python["body "], body is not None):
                name = fact.path.split(".")[0].split("[")[0]
                yield replace(fact, path=renamed.get(name, name) + fact.path[len(name) :])

    def _parameter_check(self, source: Operation, python: dict[str, str], called: Called) -> str:
        """The function that checks the parameters, where anything is asked of them."""
        members = [
            ir.Member(name=python[f"{one.location} {one.wire}"], wire=python[f"{one.location} {one.wire}"], test=test)
            for one in source.parameters
            if (test := self.checks.test(one.schema, (called.function, one.wire))).method != "anything"
            and is_asked(one)
        ]
        return self.checks.of_members(source.pointer, called.function, members) if members else ""


def is_asked(parameter: Parameter) -> bool:
    """Whether a parameter is checked: a segment of a path that may be any text is only written."""
    return parameter.location != "path" or parameter.schema.kind != "string" or bool(limits(parameter.schema))


def _with_hint(argument: ir.Argument, streamings: tuple[ir.Streaming, ...]) -> ir.Argument:
    """An argument that asks for a stream says which method reads it."""
    hints = [f"{one.method} sends true and reads the stream." for one in streamings if one.flag == argument.name]
    return replace(argument, doc=" ".join(filter(None, [argument.doc, *hints]))) if hints else argument


def _path(template: str, arguments: Mapping[str, ir.Argument]) -> Iterator[ir.PathPart]:
    """A path template as literal text and arguments (by wire name), in turn."""
    for index, piece in enumerate(template.split("{")):
        wire, _, literal = piece.partition("}") if index else ("", "", piece)
        if wire:
            one = arguments[wire]
            yield ir.PathPart(argument=one.name, wire=wire, encoder=one.encoder, value=one.value)
        if literal:
            yield ir.PathPart(literal=quote(literal, safe=IN_PATHS))


def _wish(wire: str, used: set[str]) -> str:
    """The name an argument asks for: not one that another argument or an option has."""
    name = snake_case(wire, "argument")
    name = f"{name}_" if name in RESERVED or name in OPTIONS else name
    name = f"body_{name}" if name in used else name
    used.add(name)
    return name


def _body_schema(content: Content) -> Schema:
    """The schema of a body that is one argument: text and bytes have no other shape than that."""
    match body_codec(content):
        case "text":
            return Schema(pointer=content.pointer, kind="string")
        case "bytes":
            return Schema(pointer=content.pointer, kind="string", format="binary")
        case "json" | "form" | "multipart":
            return content.schema or Schema(pointer=content.pointer, kind="any")


def flat_body(body: RequestBody | None, definitions: Definitions) -> Schema | None:
    """The object whose properties become arguments: a JSON or form body that is one object with declared properties."""
    content = chosen(body)
    if content is None or content.schema is None or body_codec(content) in ("text", "bytes"):
        return None
    schema = content.schema
    if schema.kind != "ref" or schema.nullable or schema.demands:
        return None
    target = definitions.normal.definitions[schema.target].schema
    sent = [prop for prop in target.properties if not prop.schema.read_only]
    return target if target.kind == "object" and sent and target.additional is None and not target.nullable else None


def chosen(body: RequestBody | None) -> Content | None:
    """The media type that is sent: JSON before forms before anything else, then the document's order."""
    return preferred(body.contents) if body else None


def encoder(parameter: Parameter) -> str:
    """The runtime's function that writes a parameter (OpenAPI 3.1, section 4.8.12.4)."""
    exploded = "_explode" if parameter.explode else ""
    match parameter.location, parameter.style:
        case _ if parameter.content:
            return {"path": "json_segment", "header": "json_header", "cookie": "json_cookie"}.get(
                parameter.location, "json_text"
            )
        case "path", "simple" if parameter.schema.kind not in ("boolean", "array", "map", "ref", "union", "any"):
            return "segment"
        case "path", "simple" | "label" | "matrix":
            return parameter.style + exploded
        case "query", "spaceDelimited":
            return "space_delimited"
        case "query", "pipeDelimited":
            return "pipe_delimited"
        case "query", "deepObject":
            return "deep_object"
        case "query", _:
            return f"form{exploded}{'_reserved' if parameter.reserved else ''}"
        case "header", _:
            return f"header{exploded}"
        case _:
            return "cookie"


def _needed(statuses: tuple[str, ...], known: Collection[str]) -> Iterator[str]:
    """The statuses of one type without those for which a range, or the default, of the same type stands as well."""
    for status in statuses:
        wider = [each for each in (f"{status[:1]}XX", "default") if each in known and each != status]
        if status == "default" or not wider or wider[0] not in statuses:
            yield status
