"""Findings as JSON, in the documented keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.formats.json.text import json_text

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.reports.table import Json


def render(report: FindingsReport, view: View) -> str:
    """Return all findings, those that are accepted with the reason under `waived`."""
    findings = [_finding(one, report.speaker(one, view)) for one in report.findings]
    return json_text({"format": 1, "kind": "findings", "files": report.files, "findings": findings})


def _finding(finding: Finding, speak: Language) -> dict[str, Json]:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": speak(finding.message),
        "hint": speak(finding.hint) if finding.hint else None,
        "item": finding.item,
        "waived": finding.waived,
    }
