"""Findings for people: the place, what is wrong, the line with carets, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.formats.escape import one_line
from innostrat.formats.findings.excerpt import excerpt
from innostrat.formats.findings.report import LABELS, summary
from innostrat.formats.terminal.console import console_line, safe, wrapped_lines
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.findings import Finding, Location
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.messages import Value

BOLD: Final = "1"
COLORS: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
INDENT: Final = 4


def render(report: FindingsReport, view: View) -> str:
    """Return every open finding, then those accepted with their reasons, then one line of sums.

    A place and what is said of it stand on one line, however long, where editors look for them.
    """
    lines: list[str] = []
    for finding in report.open:
        lines += [*_finding(finding, report, view), ""]
    if report.waived:
        lines.append(_painted(console_line(msg("Accepted, with reasons:"), view), BOLD, view))
        for finding in report.waived:
            lines += _accepted(finding, report, view)
        lines.append("")
    lines.append(_painted(console_line(summary(report), view), BOLD, view))
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, report: FindingsReport, view: View) -> Iterator[str]:
    speak = report.speaker(finding, view)
    color = COLORS[finding.severity]
    label = _painted(f"{_told(LABELS[finding.severity], speak, view)}[{finding.code}]", color, view)
    message = _painted(_told(finding.message, speak, view), BOLD, view)
    yield f"{_place(finding.location, view)}: {label} {message}"
    for text, carets in excerpt(report.line(finding.location), finding.location, view):
        yield f"{text}{_painted(carets, color, view)}" if carets else text
    if finding.hint is not None:
        yield from _indented(f"= {_told(finding.hint, speak, view)}", view)
    for related in finding.related:
        place = _place(related.location, view)
        yield f"    = {place}: {_told(related.message, speak, view)}"


def _accepted(finding: Finding, report: FindingsReport, view: View) -> Iterator[str]:
    says = _told(finding.message, report.speaker(finding, view), view)
    yield f"  {_place(finding.location, view)}: {finding.code} {says}"
    yield from _indented(safe(one_line(finding.waived or ""), view), view)


def _told(value: Value, speak: Language, view: View) -> str:
    return safe(one_line(speak(value)), view)


def _place(location: Location, view: View) -> str:
    return f"{safe(one_line(location.path), view)}:{location.line}:{location.column}"


def _indented(text: str, view: View) -> Iterator[str]:
    yield from (" " * INDENT + line for line in wrapped_lines(text, view.width - INDENT))


def _painted(text: str, color: str, view: View) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if view.color else text
