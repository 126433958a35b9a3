"""Findings for people: the place, what is wrong, the line with a caret, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.formats.escape import HIDDEN, ascii_only, disarmed, visible
from innostrat.formats.findings import summary
from innostrat.language import language
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.findings import Finding, Location
    from innostrat.formats.findings import FindingsReport
    from innostrat.formats.view import View
    from innostrat.language import Language

COLORS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
LABELS: Final = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.INFO: msg("remark"),
}
MARGIN: Final = 20  # columns kept before the caret when a long line is cut


def render(report: FindingsReport, view: View) -> str:
    """Return every open finding, then those accepted with their reasons, then one line of sums."""
    lines: list[str] = []
    for finding in report.open:
        lines += [*_finding(finding, report, view), ""]
    if report.waived:
        lines.append(_paint(view.language(msg("Accepted, with reasons:")), "1", view))
        for finding in report.waived:
            speak = _speaker(finding, report, view)
            lines.append(f"  {_place(finding.location)}: {finding.code} {_says(finding, speak)}")
            lines.append(f"    {visible(finding.waived or '')}")
        lines.append("")
    lines.append(_paint(view.language(summary(report)), "1", view))
    text = disarmed("\n".join(lines) + "\n")
    return ascii_only(text) if view.ascii else text


def _speaker(finding: Finding, report: FindingsReport, view: View) -> Language:
    return language(report.languages.get(finding.location.path, view.language.code))


def _finding(finding: Finding, report: FindingsReport, view: View) -> Iterator[str]:
    speak = _speaker(finding, report, view)
    label = f"{speak(LABELS[finding.severity])}[{finding.code}]"
    color = COLORS[finding.severity]
    yield (
        f"{_place(finding.location)}: {_paint(label, color, view)} "
        f"{_paint(_says(finding, speak), '1', view)}"
    )
    yield from _excerpt(finding.location, report, view, color)
    if finding.hint is not None:
        yield f"  = {visible(speak(finding.hint))}"
    for related in finding.related:
        yield f"  = {_place(related.location)}: {visible(speak(related.message))}"


def _says(finding: Finding, speak: Language) -> str:
    return visible(speak(finding.message))


def _place(location: Location) -> str:
    return f"{visible(location.path)}:{location.line}:{location.column}"


def _excerpt(location: Location, report: FindingsReport, view: View, color: str) -> Iterator[str]:
    """Yield the line and the carets below the place; nothing where the file has no such line."""
    lines = report.texts.get(location.path, "").split("\n")
    if location.line > len(lines) or not lines[location.line - 1].strip():
        return
    line = lines[location.line - 1].rstrip("\r")
    end = location.end_column if location.end_line == location.line else len(line) + 1
    before, marked, after = _cut(line, location.column - 1, max(end - 1, location.column), view)
    gutter = str(location.line)
    yield f"  {gutter} | {before}{marked}{after}"
    carets = _paint("^" * max(1, _width(marked)), color, view)
    yield f"  {' ' * len(gutter)} | {' ' * _width(before)}{carets}"


def _cut(line: str, start: int, end: int, view: View) -> tuple[str, str, str]:
    """Return what stands before, at and after the place, so much of it as the width shows."""
    room = max(MARGIN * 2, view.width - 12)
    first = 0 if len(line) <= room else max(0, start - MARGIN)
    last = min(len(line), first + room)
    before, marked, after = line[first:start], line[start : min(end, last)], line[end:last]
    lead = "…" if first else ""
    tail = "…" if last < len(line) else ""
    return lead + visible(before), visible(marked), visible(after) + tail


def _width(text: str) -> int:
    """Return the columns that a text takes: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415  (only for the few lines that need it)

    return cell_len(HIDDEN.sub("", text))


def _paint(text: str, code: str, view: View) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if view.color else text
