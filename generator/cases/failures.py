"""Cases of answers that are no success, or are one in name only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.cases.case import Case, Fixture
from generator.cases.operation import Answer, Operation
from generator.cases.places import MISSING
from generator.cases.reading import leaves
from generator.cases.responses import FULL, status_of
from generator.cases.samples import sample
from generator.cases.tour import Guide
from generator.cases.truth import is_number, kind_of
from generator.cases.view import View

CLASSES: Mapping[int, str] = {
    400: "BadRequestError", 401: "AuthenticationError", 403: "PermissionDeniedError", 404: "NotFoundError",
    409: "ConflictError", 422: "UnprocessableEntityError", 429: "RateLimitError",
}  # fmt: skip
RPC: Mapping[int, tuple[int, str]] = {
    400: (3, "INVALID_ARGUMENT"), 401: (16, "UNAUTHENTICATED"), 403: (7, "PERMISSION_DENIED"), 404: (5, "NOT_FOUND"),
    409: (6, "ALREADY_EXISTS"), 429: (8, "RESOURCE_EXHAUSTED"), 499: (1, "CANCELLED"), 500: (13, "INTERNAL"),
    501: (12, "UNIMPLEMENTED"), 503: (14, "UNAVAILABLE"), 504: (4, "DEADLINE_EXCEEDED"),
}  # fmt: skip
COMMON = (400, 401, 403, 404, 408, 409, 413, 418, 422, 429, 500, 501, 502, 503, 504, 599)
ODD = 418  # a status that hardly any document has an answer for
STANDS_FOR = {"4XX": ("418",), "5XX": ("599",), "default": ("418", "599")}
HTML = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>"


def class_of(status: int) -> str:
    """The error that stands for a status."""
    return CLASSES.get(status, "InternalServerError" if 500 <= status <= 599 else "APIStatusError")


def fixtures(operation: Operation, guide: Guide, is_rpc: bool) -> Iterator[Fixture]:
    """The files of failures of one operation; what does not depend on it only for the first of its kind.

    `is_rpc`: the document writes errors as google.rpc.Status; of any other the number in `code` has no name.
    """
    typed = [documented_answer(operation, status) for status in (ODD, 400)]
    kind = " ".join(one.view.home if one and one.view else "untyped" for one in typed)
    is_first = guide.is_first(f"failures {kind}")
    for name, about, cases in (
        (
            "error-status",
            "Each documented status, and common ones.",
            statuses(operation, COMMON if is_first else (ODD,), is_rpc),
        ),
        (
            "error-body",
            "What servers and proxies answer with when a call fails.",
            bodies(operation, is_rpc) if is_first else (),
        ),
        ("response-malformed", "A success whose body is not of the promised kind.", malformed(operation)),
    ):
        found = tuple(cases)
        if found:
            yield Fixture(operation=operation.id, name=name, about=about, cases=found)


def documented_answer(operation: Operation, status: int) -> Answer | None:
    """What the document says of a status: the exact code, then its range, then the default."""
    table = {answer.status: answer for answer in operation.answers}
    return table.get(str(status)) or table.get(f"{status // 100}XX") or table.get("default")


def statuses(operation: Operation, common: Iterable[int], is_rpc: bool) -> Iterator[Case]:
    """Each documented and each common status with a google.rpc.Status, and each documented body."""
    written = [status for one in operation.answers for status in STANDS_FOR.get(one.status, (one.status,))]
    documented = {int(status) for status in written if status.isdigit() and int(status) >= 400}
    for status in sorted({*documented, *common}):
        number, code = RPC.get(status, (2, "UNKNOWN"))
        body = {"code": number, "message": f"sentence of {status}", "details": [{"fact": "of the failure"}]}
        more = {"code": code if is_rpc else None, "reason": f"sentence of {status}", "details": body["details"]}
        answer = documented_answer(operation, status)
        source = answer.place.pointer if answer else f"derived: {operation.place.pointer}/responses"
        yield failure(operation, f"{status}", source, status, body, more)
    seen: set[str] = set()
    for answer in operation.answers:
        value = MISSING if answer.view is None else sample(answer.view, "error", FULL)
        is_error = answer.status.isdigit() and int(answer.status) >= 400
        if answer.view is not None and value is not MISSING and is_error and answer.view.home not in seen:
            seen.add(answer.view.home)
            status = status_of(answer)
            yield failure(operation, f"{status}-documented", answer.view.pointer, status, value, {})


def failure(
    operation: Operation, name: str, source: str, status: int, body: object, more: Mapping[str, object]
) -> Case:
    """An answer with JSON; where the document types it, its leaves are told instead of the parsed body."""
    content: dict[str, object] = {"status": status, "body": body, "class": class_of(status), **more}
    answer = documented_answer(operation, status)
    view = answer.view if answer else None
    if view is not None and _is_of_kind(view, body):
        content["leaves"] = leaves(operation.pairs, view, body)
    return Case(name=name, source=source, content=content)


def _is_of_kind(view: View, body: object) -> bool:
    """Whether a body is of the JSON kind that its schema promises, so that it is read as that."""
    if view.options or view.choices or view.kind == "any":
        return False
    return kind_of(body) == view.kind or (view.kind == "number" and is_number(body))


def bodies(operation: Operation, is_rpc: bool) -> Iterator[Case]:
    """The forms of bodies in use; on a status without a schema of its own wherever there is one."""
    source = f"derived: {operation.place.pointer}/responses"
    said: dict[str, object] = {"code": 5, "message": "no such thing", "details": []}
    google: dict[str, object] = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "R", "domain": "d"}
    known = {"code": "NOT_FOUND", "reason": "no such thing"}
    by_number = known if is_rpc else {**known, "code": None}
    forms: tuple[tuple[str, object, Mapping[str, object]], ...] = (
        ("rpc-status", said, by_number),
        ("under-error", {"error": said}, by_number),
        ("rpc-status-by-its-details", {**said, "details": [google]}, known),
        ("under-error-by-name", {"error": {**said, "code": 404, "status": "NOT_FOUND"}}, known),
        ("error-text", {"error": "no such thing"}, {"reason": "no such thing"}),
        ("message", {"message": "no such thing"}, {"reason": "no such thing"}),
        ("detail", {"detail": "no such thing"}, {"reason": "no such thing"}),
        ("problem", {"type": "about:blank", "title": "Gone", "status": ODD, "detail": "no such thing"},
         {"reason": "no such thing"}),
        ("array", ["no such thing"], {}),
        ("string", "no such thing", {}),
        ("null", None, {}),
        ("empty-object", {}, {}),
    )  # fmt: skip
    for name, body, more in forms:
        yield failure(operation, name, source, ODD, body, more)
    for name, status, text, reason in (
        ("html", 502, HTML, "502 Bad Gateway"),
        ("plain-text", ODD, "no such thing", "no such thing"),
        ("truncated", ODD, '{"message": "no su', '{"message": "no su'),
        ("nothing", ODD, "", ""),
        ("nothing-documented", 400, "", ""),
    ):
        content = {"status": status, "text": text, "class": class_of(status), "reason": reason}
        yield Case(name=name, source=source, content=content)


def malformed(operation: Operation) -> Iterator[Case]:
    """Successes that cannot be read at all: nothing, no JSON, half of it, or JSON of another kind."""
    answer = operation.success
    if answer is None or answer.view is None or answer.view.kind not in ("object", "array") or answer.view.options:
        return
    whole = '{"key": "text"}' if answer.view.kind == "object" else '["text"]'
    texts = [("empty", ""), ("blank", " \n"), ("html", HTML), ("truncated", whole[:-3]), ("two", whole + whole),
             ("not-json", "NaN"), ("number", "1"), ("text", '"text"'), ("boolean", "true"),
             ("array", "[]") if answer.view.kind == "object" else ("object", "{}")]  # fmt: skip
    texts += [] if answer.view.is_nullable else [("null", "null")]
    for name, text in texts:
        content = {"status": status_of(answer), "text": text, "raises": "ResponseValidationError"}
        yield Case(name=name, source=f"derived: {answer.view.pointer}", content=content)
