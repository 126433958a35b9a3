"""Brings a report to where it was asked for: the terminal, a pipe, or a file."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError, why
from innostrat.files.writer import write
from innostrat.formats.registry.reports import renderer
from innostrat.formats.view import View
from innostrat.messages import msg
from innostrat.shell.pager import paged
from innostrat.shell.progress import interrupted, telling
from innostrat.shell.streams import complain, discard

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.table import Report
    from innostrat.shell.options import TableFormat

PIPE_WIDTH: Final = 80
FILE_WIDTH: Final = 100
STOPPED: Final = msg("STOPPED ON REQUEST: this is what was known by then, not the whole answer.")
NEEDED: Final = "─━│█▌…–−é"  # what the terminal format draws with


def deliver(report: Report, language: Language, form: TableFormat, output: Path | None) -> None:
    """Render the report and print it, or write it to `output` and say so on standard error.

    A report of work that somebody ended says so at its top.
    """
    if interrupted():
        report = replace(
            report,
            preamble=(STOPPED, *report.preamble),
            data={**report.data, "interrupted": True},
        )
    with telling(msg("Setting the tables …"), language):
        text = renderer(form.value)(report, view(language, to_file=output is not None))
    deliver_text(text, language, output)


def deliver_text(text: str, language: Language, output: Path | None) -> None:
    """Print `text`, in a pager where it is long, or write it to `output` and say so."""
    if output is not None:
        deliver_file(output, text.encode(), language)
    elif not paged(text):
        put(text)


def deliver_file(path: Path, data: bytes, language: Language) -> None:
    """Write a file that was asked for, and say so."""
    write(path, data)
    say(msg("Wrote {path}", path=str(path)), language)


def say(message: Message, language: Language) -> None:
    """Say on standard error what was done, so that a pipe gets only what was asked for.

    It has been done: that nobody can be told is no reason to fail.
    """
    complain(language(message))


def say_left_out(items: tuple[str, ...], language: Language) -> None:
    """Say which items errors keep out of what was written, where they keep out any."""
    from innostrat.reports.heading import kept_out

    if items:
        say(kept_out(items), language)


def put(text: str, *, done: bool = False) -> None:
    """Print `text` now; a `CannotGoOnError` where it cannot be, unless it tells what is `done`."""
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # What the console cannot show must not end the command; CSV brings its own line ends.
            sys.stdout.reconfigure(errors="replace", newline="")
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`); the exit code is still the command's own.
        discard(sys.stdout)
    except OSError as error:
        discard(sys.stdout)
        if not done:
            raise CannotGoOnError(
                msg("The output cannot be written: {why}", why=why(error))
            ) from error


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
