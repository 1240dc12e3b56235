"""`python -m tests.mirror [--count N] [--seed N] DOCUMENT...`: edits of documents, and what the generator makes of them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.mirror.mirror import Mirror


def main() -> int:
    """Prints a line a document and each edit that was not followed; 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.mirror")
    parser.add_argument("documents", nargs="+", type=Path, metavar="DOCUMENT")
    parser.add_argument("--count", type=int, default=50, help="edits of each document")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    failed = 0
    for document in options.documents:
        counts: Counter[str] = Counter()
        with tempfile.TemporaryDirectory(prefix="mirror-") as folder:
            for seen in Mirror(document, Path(folder)).edits(options.count, options.seed):
                counts["refused" if seen.skipped else "wrong" if seen.wrong else "followed"] += 1
                counts["on the wire"] += seen.wire
                if seen.wrong:
                    print(f"  {seen.edit.kind} at {seen.edit.pointer}: {seen.edit.says}: {seen.wrong}", flush=True)
        failed += counts["wrong"]
        print(document.name, ", ".join(f"{count} {word}" for word, count in sorted(counts.items())), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
