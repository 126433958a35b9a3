"""Findings as a table in Markdown: for the summary of a run on GitHub, or a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.formats.findings.report import LABELS, reported, summary
from innostrat.formats.markdown import report as markdown
from innostrat.messages import Message, msg, msgn
from innostrat.reports.table import Align, Column, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View
    from innostrat.reports.table import Block

# GitHub takes a summary of at most 1 MiB a step and shows nothing of a longer one.
MOST: Final = 1000
COLUMNS: Final = (
    Column("severity", msg("Severity")),
    Column("rule", msg("Rule")),
    Column("file", msg("File")),
    Column("line", msg("Line"), Align.RIGHT),
    Column("finding", msg("Finding")),
)


def render(report: FindingsReport, view: View) -> str:
    """Return all open findings, the worst first, and below them those that are accepted."""
    found = sorted(report.open, key=lambda finding: finding.severity.rank)
    tables = [
        Table(
            "findings",
            msg("Findings"),
            COLUMNS,
            tuple(_row(one, report, view) for one in found[:MOST]),
            notes=_more(len(found)),
        )
    ]
    if report.waived:
        rows = tuple(_row(one, report, view) for one in report.waived[:MOST])
        tables.append(
            Table("accepted", msg("Accepted"), COLUMNS, rows, notes=_more(len(report.waived)))
        )
    sums = Paragraph((summary(report),))
    blocks: tuple[Block, ...] = (sums, *tables) if report.findings else (sums,)
    return markdown.render(Report(msg("Validation"), (), blocks, {}), view)


def _more(count: int) -> tuple[Message, ...]:
    if count <= MOST:
        return ()
    return (msgn("{n} more is not shown", "{n} more are not shown", count - MOST),)


def _row(finding: Finding, report: FindingsReport, view: View) -> Row:
    speak = report.speaker(finding, view)
    says = reported(finding, speak)
    if finding.waived is not None:
        says = f"{speak(finding.message)}. {finding.waived}"
    place = finding.location
    return Row((LABELS[finding.severity], finding.code, place.path, place.line, says))
