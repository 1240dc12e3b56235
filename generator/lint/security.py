"""Security requirements: each names a scheme that is defined."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import quoted, suggested
from generator.lint.fault import Fault
from generator.load import is_object
from generator.positions import escaped
from generator.resolve import Document


def security(document: Document) -> Iterator[Fault]:
    """The requirements that no scheme fulfils."""
    components = document.root.get("components")
    schemes = components.get("securitySchemes") if is_object(components) else None
    known = schemes if is_object(schemes) else {}
    for item in document.items:
        if item.kind != "SecurityRequirement":
            continue
        for name in item.node:
            if name not in known:
                yield Fault(
                    code="security-undefined",
                    pointer=f"{item.pointer}/{escaped(name)}",
                    on_key=True,
                    message=f"no security scheme is named {quoted(name)}{suggested(name, known)}",
                    fix="define it under components.securitySchemes",
                )
