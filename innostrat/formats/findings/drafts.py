"""What drafts lack, gathered: people read one line a draft, machines every finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.findings import Finding
    from innostrat.formats.findings.report import FindingsReport

# What keeps a draft out of the ranking, or lets it in as if it cost nothing, comes first.
FIRST: Final = ("A004", "G003", "P003", "G001", "G004")


def drafts(report: FindingsReport) -> Mapping[str, tuple[Finding, ...]]:
    """Return what each draft lacks by the path of its file, what counts for the ranking first."""
    found: dict[str, list[Finding]] = {}
    for finding in report.lacking:
        found.setdefault(finding.location.path, []).append(finding)
    return {path: tuple(sorted(lacking, key=_order)) for path, lacking in found.items()}


def _order(finding: Finding) -> tuple[int, str]:
    early = finding.code in FIRST
    return FIRST.index(finding.code) if early else len(FIRST), finding.code
