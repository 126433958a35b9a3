"""Brings a report to where it was asked for: the terminal, a pipe, or a file."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from innostrat.commands.progress import interrupted
from innostrat.errors import CannotGoOnError
from innostrat.files.writer import write
from innostrat.formats.escape import harmless, one_line
from innostrat.formats.registry import renderer
from innostrat.formats.view import View
from innostrat.messages import msg

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.commands.options import TableFormat
    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.table import Report

PIPE_WIDTH: Final = 80
FILE_WIDTH: Final = 100
NEEDED: Final = "─━│█▌…–−é"  # what the terminal format draws with


def deliver(report: Report, language: Language, form: TableFormat, output: Path | None) -> None:
    """Render the report and print it, or write it to `output` and say so on standard error.

    A report of work that somebody ended says so at its top.
    """
    if interrupted():
        ended = msg("STOPPED ON REQUEST: this is what was known by then, not the whole answer.")
        report = replace(
            report,
            preamble=(ended, *report.preamble),
            data={**report.data, "interrupted": True},
        )
    text = renderer(form.value)(report, view(language, to_file=output is not None))
    deliver_text(text, language, output)


def deliver_text(text: str, language: Language, output: Path | None) -> None:
    """Print `text`, or write it to `output` and say so on standard error."""
    if output is None:
        _print(text)
        return
    write(output, text.encode())
    say(msg("Wrote {path}", path=str(output)), language)


def say(message: Message, language: Language) -> None:
    """Say on standard error what was done, so that a pipe gets only what was asked for."""
    sys.stderr.write(harmless(one_line(language(message))) + "\n")


def _print(text: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What the console cannot show must not end the command, and CSV brings its own line ends.
        sys.stdout.reconfigure(errors="replace", newline="")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`); the exit code is still the command's own.
        _discard()
    except OSError as error:
        _discard()
        why = error.strerror or type(error).__name__
        raise CannotGoOnError(msg("The output cannot be written: {why}", why=why)) from error


def _discard() -> None:
    """Let what is still buffered go nowhere, so that nothing complains at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def view(language: Language, *, to_file: bool = False) -> View:
    """Return how wide, colourful and rich in signs the output may be."""
    if to_file:
        return View(language, FILE_WIDTH, color=False, ascii=False)
    return View(language, _width(), color=_wants_color(), ascii=not _can_encode(NEEDED))


def _width() -> int:
    fallback = (PIPE_WIDTH, 24)
    return max(40, shutil.get_terminal_size(fallback).columns)


def _wants_color() -> bool:
    """Whether to colour, by the conventions NO_COLOR and FORCE_COLOR (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _can_encode(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
