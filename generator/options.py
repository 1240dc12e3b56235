"""What can be typed: the commands and their options."""

from __future__ import annotations

import argparse

PROGRAM = "python -m generator"
_WHAT = {
    "generate": "Write the package and its tests.",
    "check": "Say whether the output is up to date and untouched; write nothing.",
    "lint": "Say what is wrong with a document.",
    "changes": "Say what changed from one document to another, and whom it breaks.",
    "release": "Close the section Unreleased of the changelog, and keep the document and its public surface as released.",
    "prove": "Put faults into the generated package and tell which of them its suite does not notice.",
    "ir": "Print the document as decided, as JSON.",
    "trace": "Follow each line of the captured docs pages to the document, the check and the fixtures that test it.",
    "audit": "Say whether a document says what the captured docs page says that it was transcribed from.",
}
MUTANTS = (
    "alias", "auth", "backoff", "base-url", "body", "bound", "decoder", "enum", "errors", "escaping", "field", "header",
    "method", "options", "pages", "parameter", "path", "redaction", "required", "retry", "rule", "severity", "surface",
    "transport", "type",
)  # fmt: skip
"""The kinds that `prove --only` takes; not every package has mutants of each."""


class _Help(argparse.HelpFormatter):
    """Help of one width on every terminal: asking the terminal costs an import of shutil for each run."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line. A command that it does not understand ends the process with status 2."""
    about = "From an OpenAPI document to a Python client."
    whole = argparse.ArgumentParser(prog=PROGRAM, description=about, formatter_class=_Help)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", prog=PROGRAM)
    for name, what in _WHAT.items():
        command = commands.add_parser(name, help=what, description=what, formatter_class=_Help)
        if name == "audit":
            _add_audit(command)
        else:
            _add_options(command, name)
    return whole


def _add_options(command: argparse.ArgumentParser, name: str) -> None:
    add = command.add_argument
    if name == "changes":
        what = "a document, a folder, or git:REVISION:PATH"
        add("old", metavar="OLD", nargs="?", default="", help=f"{what}; default: as last released")
        add("new", metavar="NEW", nargs="?", default="", help=f"{what}; default: today's document")
        add("--format", choices=("text", "json", "markdown"), default="text", help="default: text")
        add("--fail-on", choices=("major", "minor"), default="", help="exit with 1 where a change is of that level")
        add("--config", default="", metavar="FILE", help="default: generator.toml beside NEW")
        add("--out", default="generated", metavar="DIR", help="where the last release is; default: generated")
        return
    add(
        "spec", metavar="SPEC", nargs="?" if name == "check" else None, help="a document, or the folder of openapi.yaml"
    )
    add("--config", default="", metavar="FILE", help="default: generator.toml beside the document")
    add("--allow", action="append", default=[], metavar="ID", help="go on in spite of this finding")
    if name != "lint":
        add("--out", default="generated", metavar="DIR", help="default: generated")
    if name in ("generate", "check", "release"):
        add("--no-cache", action="store_true", help="print everything anew")
    if name == "generate":
        add("--dry-run", action="store_true", help="say what would be written, and write nothing")
    if name == "prove":
        add("--min", type=float, default=95.0, metavar="PERCENT", help="least rate of kills over all; default: 95")
        add("--min-of-kind", type=float, default=90.0, metavar="PERCENT", help="least rate in every kind; default: 90")
        add(
            "--only",
            action="append",
            default=[],
            metavar="KIND",
            help=f"only faults of this kind, no record is written; the kinds: {', '.join(MUTANTS)}",
        )
        add("--sample", type=int, metavar="N", help="only so many faults, always the same ones; no record is written")
        add("--check", action="store_true", help="hold the record, and a sample of it, against the suite as it is")
    if name == "trace":
        add("--format", choices=("text", "json"), default="text", help="default: text")
        add("--html", default="", metavar="FILE", help="write one page for people to read and search")
    if name == "check":
        add("--diff", action="store_true", help="show each difference in full")
        add("--verify", metavar="DIR", help="instead: whether this copy of a package is as generated")


def _add_audit(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("capture", metavar="CAPTURE", help="the text of the page")
    add("--spec", default="", metavar="SPEC", help="default: openapi.yaml beside the page, or above it")
    add("--format", choices=("text", "json"), default="text", help="default: text")
    add(
        "--observed",
        default="",
        metavar="FILE",
        help="lines of a client's drift_log: what the live API does beyond both",
    )
    add("--suggest", action="store_true", help="print the YAML to write; all of it where there is no document yet")
    add("--accept", action="store_true", help="keep what the page says now as accepted, if the document says it")
