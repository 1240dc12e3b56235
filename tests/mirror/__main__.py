"""`python -m tests.mirror [--count N] [--seed N] DOCUMENT...`: edits of documents, and what the generator makes of them."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.mirror import record
from tests.mirror.edit import KINDS
from tests.mirror.workers import run


def main() -> int:
    """Prints each edit that was not followed, and a table; 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.mirror")
    parser.add_argument("documents", nargs="+", type=Path, metavar="DOCUMENT")
    parser.add_argument("--count", type=int, default=50, help="edits of each document, refused ones not counted")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", action="append", choices=KINDS, metavar="KIND", help="edits of this kind alone")
    parser.add_argument("--again", metavar="WORD", help="what was wrong last time and has this word in it, and no more")
    parser.add_argument(
        "--kept", type=Path, default=Path(".cache/mirror.jsonl"), help="results, which are not run again"
    )
    parser.add_argument("--record", type=Path, help="write what came of all edits to this file")
    options = parser.parse_args()
    began, lines = time.perf_counter(), [line for document in options.documents for line in run(document, options)]
    print(*record.table(lines), sep="\n")
    print(f"{len(lines):,} edits in {time.perf_counter() - began:.0f} s")
    if options.record:
        options.record.write_text(record.written(lines), encoding="utf-8")
    return 1 if any(line.seen.verdict == "wrong" for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
