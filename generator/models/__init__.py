"""The IR's definitions as the files of models/, printed by datamodel-code-generator through our templates.

It is called once for what is received and once for what is sent; what comes back is held against the IR, cut into
modules, and gets its final names and descriptions. It is imported only by `dcg`, when that is called.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from itertools import groupby

from generator import ir
from generator.models.dcg import dcg
from generator.models.document import document_of
from generator.models.exports import exports
from generator.models.modules import Direction, module_text, scope_of
from generator.models.ordering import written_as_text
from generator.models.reading import ModelsMismatch, read

__all__ = ["ModelsMismatch", "dcg", "dcg_inputs", "print_models"]

DIRECTIONS: tuple[ir.Direction, ir.Direction] = ("output", "input")


def print_models(
    definitions: Sequence[ir.Definition],
    runtime: str = "_runtime",
    *,
    printed: Callable[[str, ir.Direction], str] = dcg,
) -> dict[str, str]:
    """The files of models/: path below the package -> text. `runtime` is the package that they import from.

    `printed` prints one document of `dcg_inputs`; a cache may stand before it. Raises ModelsMismatch.
    """
    directions: list[Direction] = []
    for name in DIRECTIONS:
        document = document_of(definitions, name)
        source = document.text()
        chosen = [each for each in definitions if each.direction == name]
        classes = read(printed(source, name) if source else "", document, chosen)
        textual = written_as_text({each.name: each for each in chosen}, name)
        directions.append(Direction(name=name, document=document, printed=classes, textual=textual))
    homes = {each.name: each.module for each in definitions}
    files = {"models/__init__.py": exports(definitions)}
    by_module = operator.attrgetter("module")
    for module, group in groupby(sorted(definitions, key=by_module), key=by_module):
        held = list(group)
        files[f"models/{module}.py"] = module_text(held, directions, scope_of(module, held, homes, runtime))
    return files


def dcg_inputs(definitions: Sequence[ir.Definition]) -> tuple[str, str]:
    """The documents that datamodel-code-generator is given: what is received, what is sent; "" where there is nothing.

    Descriptions are not in them: a change of words prints the same classes.
    """
    received, sent = (document_of(definitions, name).text() for name in DIRECTIONS)
    return received, sent
