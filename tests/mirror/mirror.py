"""The mirror of `prove`: the document is edited, and the generator must follow, its tests with it.

Of each edit it is asked that the output changes, that `changes` names it, that the suite as it was fails on the new
package where the wire changed, and that the suite as it is now passes.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

from generator.findings import SpecError
from tests.mirror.edit import Edit
from tests.mirror.outputs import Output, differing, generated, is_named, tree_of
from tests.mirror.silence import why_silent
from tests.mirror.suites import OldSuite, failure

Verdict: TypeAlias = Literal["followed", "silent", "refused", "wrong"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of an edit.

    `why` is the old test that noticed where it was followed, the rule where nothing on the wire changed, the finding
    where the edited document was refused, and what is wrong.
    """

    verdict: Verdict
    why: str
    named: str = ""
    seconds: float = 0.0


class Mirror:
    """A document, a folder to work in, and the suite as it was."""

    def __init__(self, document: Path, folder: Path, cache: Path) -> None:
        self.document, self.folder, self._cache = document, folder, cache
        self.tree = tree_of(document)
        self.old = self._generated(self.tree, "old")
        self.old.write(folder / "old")
        self.old.write(folder / "both")

    @cached_property
    def suite(self) -> OldSuite:
        """The suite as it was; made when it is first asked."""
        return OldSuite(self.folder / "both", self.old.package)

    @cached_property
    def _code(self) -> Mapping[str, str]:
        return self.old.code()

    @cached_property
    def _cases(self) -> Mapping[str, str]:
        return self.old.cases()

    def _generated(self, tree: dict[str, Any], name: str) -> Output:
        return generated(self.document, tree, self.folder / f"{name}-spec", self._cache)

    def seen(self, edit: Edit) -> Seen:
        """What comes of an edit."""
        began = time.perf_counter()
        verdict, why, named = self._judged(edit)
        return Seen(verdict, why, named, round(time.perf_counter() - began, 1))

    def _judged(self, edit: Edit) -> tuple[Verdict, str, str]:
        try:
            new = self._generated(edit.applied(self.tree), "new")
        except SpecError as refused:
            return "refused", refused.findings[0].message, ""
        except Exception as why:  # whatever it is, the document was readable
            return "wrong", f"the generator fails: {type(why).__name__}: {why}", ""
        if new.files == self.old.files:
            return "wrong", "the output is the same", ""
        named = is_named(edit, self.folder / "old-spec", self.folder / "new-spec")
        if not named:
            return "wrong", "`changes` does not name it", ""
        new.write(self.folder / "new")
        cases = set(differing(self._cases, new.cases()))
        if failed := failure(self.folder / "new", new.package, cases):
            return "wrong", f"the new suite fails: {failed}", named
        return (*self._noticed(edit, new, cases), named)

    def _noticed(self, edit: Edit, new: Output, cases: Collection[str]) -> tuple[Verdict, str]:
        """Whether the suite as it was fails, or why it need not."""
        changed = list(differing(self._code, new.code()))
        if changed:
            if by := self.suite.failure(self.folder / "new", cases):
                return "followed", by
        if rule := why_silent(edit, self.tree):
            return "silent", rule
        words = "the suite as it was passes" if changed else "no code changed"
        return "wrong", f"{words}, and no rule says why ({', '.join(changed[:3])})"
