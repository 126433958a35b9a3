"""Findings for people: the place, what is wrong, the line with carets, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.formats.escape import one_line
from innostrat.formats.findings.drafts import drafts
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
GAP: Final = "  "


def render(report: FindingsReport, view: View) -> str:
    """Return the open findings, what drafts lack, what is accepted and why, and one line of sums.

    A place and what is said of it stand on one line, however long, where editors look for them.
    """
    lines: list[str] = []
    for finding in report.told:
        lines += [*_finding(finding, report, view), ""]
    lines += _drafts(report, view)
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


def _drafts(report: FindingsReport, view: View) -> Iterator[str]:
    """Yield one line a draft, of what it lacks; a draft alone is told all of it."""
    found = drafts(report)
    if not found:
        return
    title = msg("Drafts, and what they lack (`innostrat fill ID` asks for it):")
    yield _painted(console_line(title, view), BOLD, view)
    names = {path: safe(one_line(path.rpartition("/")[2]), view) for path in found}
    names = {path: name.removesuffix(".yaml") for path, name in names.items()}
    width = min(max(map(len, names.values())), view.width // 3)
    for path, lacking in found.items():
        words = [_told(one.lacks or "", report.speaker(one, view), view) for one in lacking]
        room = view.width - width - 2 * len(GAP)
        if len(found) == 1:
            yield f"{GAP}{names[path]}"
            yield from _indented(", ".join(words), view)
        else:
            yield f"{GAP}{names[path]:<{width}}{GAP}{_fitting(words, room)}"
    yield ""


def _fitting(words: list[str], room: int) -> str:
    """Return as many words as there is room for, and how many are left."""
    for shown in range(len(words), 0, -1):
        left = f", +{len(words) - shown}" if shown < len(words) else ""
        text = ", ".join(words[:shown]) + left
        if len(text) <= room or shown == 1:
            return text
    return ""


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
