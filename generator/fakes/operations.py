"""Operations as a fake server knows them: what is asked of a request, and what is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.cases.examples import examples
from generator.cases.operation import Answer, Body, Operation, Parameter, is_json
from generator.cases.places import MISSING, Document, Place, as_node
from generator.cases.samples import Wish, sample
from generator.cases.view import View
from generator.fakes.problems import problem
from generator.fakes.schemas import Schemas

FULL = Wish("output", is_full=True)


@dataclass(slots=True)
class Writer:
    """Writes operations; `problems` gathers the shapes of errors, each once, under the pointer of its schema."""

    document: Document
    schemas: Schemas
    problems: dict[str, object] = field(default_factory=dict[str, object])

    def operation(self, operation: Operation, authenticated: bool, role: Mapping[str, object]) -> dict[str, object]:
        """One operation; what is as usual is left out."""
        written: dict[str, object] = {"method": operation.method, "path": operation.path}
        written |= {} if authenticated else {"authenticated": False}
        parameters = [self._parameter(one) for one in operation.parameters]
        written |= {"parameters": parameters} if parameters else {}
        written |= {"body": self._body(operation.body)} if operation.body else {}
        written["success"] = self._success(operation)
        failures = dict(self._failures(operation))
        written |= {"failures": failures} if failures else {}
        return written | ({"role": role} if role else {})

    def _parameter(self, parameter: Parameter) -> dict[str, object]:
        written = Place(parameter.node, parameter.pointer)
        media = next(iter(as_node(parameter.node.get("content"))), "")
        schema = written.at("content", media, "schema") if media else written.at("schema")
        if "x-source" in parameter.node and "x-source" not in schema.node:
            schema = Place({**schema.node, "x-source": parameter.node["x-source"]}, schema.pointer)
        return {
            "name": parameter.wire,
            "in": parameter.location,
            **({"required": True} if parameter.is_required else {}),
            **({"json": True} if parameter.is_json else {"style": parameter.style, "explode": parameter.explodes}),
            "kind": _kind(parameter.view),
            **({"items": _kind(parameter.view.items)} if parameter.view.items is not None else {}),
            "schema": self.schemas.schema(schema),
        }

    def _body(self, body: Body) -> dict[str, object]:
        written: dict[str, object] = {"codec": body.codec}
        written |= {"required": True} if body.is_required else {}
        return written | ({"schema": self.schemas.schema(body.media.at("schema"))} if body.codec == "json" else {})

    def _success(self, operation: Operation) -> dict[str, object]:
        fine = [one for one in operation.answers if one.status.startswith("2")]
        rest = [one for one in operation.answers if one.status == "default"]
        answer = operation.success or next(iter([*fine, *rest]), None)
        if answer is None or (answer.status == "default" and answer.view is None):
            return {"status": 200}
        written: dict[str, object] = {"status": int(answer.status) if answer.status.isdigit() else 200}
        if not answer.media_type:
            return written
        if answer.view is None or answer.media is None:
            return written | {"media_type": answer.media_type.replace("*/*", "application/octet-stream")}
        media_type = answer.media_type if "*" not in answer.media_type else "application/json"
        schema = self.schemas.schema(answer.media.at("schema"))
        return written | {"media_type": media_type, "schema": schema, "example": _example(answer)}

    def _failures(self, operation: Operation) -> Iterator[tuple[str, str]]:
        """The shape of each documented failure: pairs of status and the key of its shape, "" for one without JSON."""
        for answer in operation.answers:
            if not answer.status.startswith("2"):
                shape = answer.view.home if answer.view is not None and is_json(answer.media_type) else ""
                if answer.view is not None and shape and shape not in self.problems:
                    self.problems[shape] = problem(answer.view)
                yield answer.status, shape


def _kind(view: View) -> str:
    """The JSON kind that a text in a URL stands for; the values of an enum tell it, too."""
    texts = [one for one in view.choices if isinstance(one, str)]
    return "string" if view.kind == "any" and texts and len(texts) == len(view.choices) else view.kind


def _example(answer: Answer) -> object:
    """The documented answer where it keeps its own schema, else one with everything in it."""
    assert answer.view is not None and answer.media is not None, "asked only of answers that have a schema"
    for _, _, value, breaks in examples(answer.media):
        if not breaks:
            return value
    made = sample(answer.view, "answer", FULL)
    return None if made is MISSING else made
