"""The command line: what each command does, in sentences, and the exit status that follows. One module a command.

0 is fine; 1 means findings in a document that can be read, or output that is not up to date; 2 means that there is no
document to read, or that the command cannot run; 130 is an interrupt from the keyboard.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from generator.options import parser
from generator.write.difference import CannotWrite

if TYPE_CHECKING:
    import argparse

    from generator.pipeline import Produce

Run: TypeAlias = "Callable[[argparse.Namespace, Produce | None], int]"


def main(arguments: Sequence[str], produce: Produce | None = None) -> int:
    """The exit status of one command. `produce` stands for all stages together; None means the real ones.

    A command is the function `run` of the module of its name, which is imported when it is asked for.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
        run: Run = import_module(f"{__name__}.{options.command}").run
        status = run(options, produce)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (Exception, KeyboardInterrupt) as error:
        told = _told(error, arguments)
        if told is None:
            raise
        return told


def _told(error: BaseException, arguments: Sequence[str]) -> int | None:
    """The exit status of an error that is not a bug, once its sentence is printed; None for a bug."""
    from generator.findings import SpecError, Unreadable, on_one_line, printed

    if isinstance(error, Unreadable) and arguments[:1] and arguments[0] in ("check", "trace", "changes", "release"):
        print(on_one_line(error.findings), file=sys.stderr)
        return error.exit_status
    if isinstance(error, SpecError):
        print(printed(error.findings, "Nothing was written." if "generate" in arguments[:1] else ""), file=sys.stderr)
        return error.exit_status
    if isinstance(error, KeyboardInterrupt):
        print("interrupted; no file is half-written", file=sys.stderr)
        return 130
    if isinstance(error, CannotWrite):
        print(error, file=sys.stderr)
        return 2
    if isinstance(error, OSError):
        print(f"{error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        return 2
    return None
