"""Findings as commands to GitHub's runners, which show them beside the lines of a pull request.

The syntax is that of docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.formats.escape import harmless, one_line
from innostrat.formats.findings.report import summary
from innostrat.messages import msgn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.findings import Finding, Location
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View

COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
# GitHub shows ten annotations of each kind a step. The tenth notice tells how many there are more.
SHOWN: Final = {Severity.ERROR: 10, Severity.WARNING: 10, Severity.INFO: 9}
IN_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTY: Final = IN_DATA | {":": "%3A", ",": "%2C"}


def render(report: FindingsReport, view: View) -> str:
    """Return a command for each of the gravest open findings, the worst first, and the sums."""
    found: dict[Severity, list[Finding]] = defaultdict(list)
    for finding in report.open:
        found[finding.severity].append(finding)
    lines = []
    for severity, limit in SHOWN.items():
        lines += [_annotation(finding, report, view) for finding in found[severity][:limit]]
    if more := sum(max(0, len(found[severity]) - limit) for severity, limit in SHOWN.items()):
        told = msgn(
            "{n} more finding is in the summary of this run",
            "{n} more findings are in the summary of this run",
            more,
        )
        lines.append(_command("notice", {}, view.language(told)))
    lines.append(harmless(one_line(view.language(summary(report)))))
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding, report: FindingsReport, view: View) -> str:
    speak = report.speaker(finding, view)
    said = (finding.message, finding.hint)
    text = "\n".join(one_line(speak(one)) for one in said if one is not None)
    title = f"{finding.code} {one_line(speak(finding.rule.title))}"
    properties = {**dict(_place(finding.location)), "title": title}
    return _command(COMMANDS[finding.severity], properties, text)


def _place(location: Location) -> Iterator[tuple[str, str]]:
    yield "file", one_line(location.path)
    yield "line", str(location.line)
    if location.end_line > location.line:
        yield "endLine", str(location.end_line)  # the runner refuses columns beside other lines
        return
    yield "endLine", str(location.line)
    yield "col", str(location.column)
    if location.end_column > location.column:
        yield "endColumn", str(location.end_column)


def _command(name: str, properties: Mapping[str, str], text: str) -> str:
    given = ",".join(f"{key}={_escaped(value, IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name}{' ' * bool(given)}{given}::{_escaped(text, IN_DATA)}"


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(character, character) for character in text)
