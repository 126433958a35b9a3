"""Findings as a table in Markdown: for the summary of a run on GitHub, or a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.formats.findings.drafts import drafts
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
DRAFT_COLUMNS: Final = (Column("file", msg("File")), Column("lacks", msg("What it lacks")))


def render(report: FindingsReport, view: View) -> str:
    """Return the open findings, the worst first, what drafts lack, and what is accepted."""
    found = sorted(report.told, key=lambda finding: finding.severity.rank)
    tables = []
    if found or not report.lacking:
        rows = tuple(_row(one, report, view) for one in found[:MOST])
        notes = _more(len(found))
        tables.append(Table("findings", msg("Findings"), COLUMNS, rows, notes=notes))
    if missing := drafts(report):
        rows = tuple(_draft(path, lacking, report, view) for path, lacking in missing.items())
        notes = _more(len(rows))
        tables.append(Table("drafts", msg("Drafts"), DRAFT_COLUMNS, rows[:MOST], notes=notes))
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


def _draft(path: str, lacking: tuple[Finding, ...], report: FindingsReport, view: View) -> Row:
    words = [report.speaker(one, view)(one.lacks or "") for one in lacking]
    return Row.of(path, ", ".join(words))


def _row(finding: Finding, report: FindingsReport, view: View) -> Row:
    speak = report.speaker(finding, view)
    says = reported(finding, speak)
    if finding.waived is not None:
        says = f"{speak(finding.message)}. {finding.waived}"
    place = finding.location
    return Row.of(LABELS[finding.severity], finding.code, place.path, place.line, says)
