"""Findings as GitLab's Code Quality report, for `artifacts: reports: codequality`.

GitLab shows what is new in a merge request by the fingerprints. It knows no accepted findings, so
they are left out (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.formats.findings.fingerprints import fingerprints
from innostrat.formats.findings.report import reported
from innostrat.formats.json.text import json_text

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View
    from innostrat.reports.table import Json

SEVERITIES: Final = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def render(report: FindingsReport, view: View) -> str:
    """Return a JSON list of the findings that nobody has accepted."""
    named = zip(report.findings, fingerprints(report), strict=True)
    return json_text([_entry(*one, report, view) for one in named if one[0].waived is None])


def _entry(
    finding: Finding, fingerprint: str, report: FindingsReport, view: View
) -> dict[str, Json]:
    return {
        "description": reported(finding, report.speaker(finding, view)),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": finding.location.path,
            "lines": {"begin": finding.location.line},
        },
    }
