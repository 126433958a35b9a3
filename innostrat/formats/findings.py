"""The formats of findings: what each gets, and which module renders it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

from innostrat.findings import Severity
from innostrat.messages import Listing, Message, msg, msgn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.findings import Finding
    from innostrat.formats.view import View


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """The findings of some files, sorted by place, each with the text of its file at hand.

    `texts` are the files by the path that the findings name; `languages` say in which language
    findings of a path are told, where it is not the view's own.
    """

    findings: tuple[Finding, ...]
    files: int
    texts: Mapping[str, str]
    languages: Mapping[str, str]

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(finding for finding in self.findings if finding.waived is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that the items themselves accept, with reasons."""
        return tuple(finding for finding in self.findings if finding.waived is not None)


class FindingsRenderer(Protocol):
    """Turns findings into text that ends with a line break, or into nothing."""

    def __call__(self, report: FindingsReport, view: View) -> str:
        """Return the whole text."""


FORMATS: Final = {
    "text": "innostrat.formats.findings_text",
    "json": "innostrat.formats.findings_json",
}


def findings_renderer(name: str) -> FindingsRenderer:
    """Return the format's `render`; a KeyError for a name that is not in `FORMATS`."""
    render: FindingsRenderer = import_module(FORMATS[name]).render
    return render


def summary(report: FindingsReport) -> Message:
    """Return how many findings of each severity there are, in one sentence."""
    files = msgn("{n} file", "{n} files", report.files)
    counts = Counter(finding.severity for finding in report.open)
    parts = [
        message
        for severity, message in (
            (Severity.ERROR, msgn("{n} error", "{n} errors", counts[Severity.ERROR])),
            (Severity.WARNING, msgn("{n} warning", "{n} warnings", counts[Severity.WARNING])),
            (Severity.INFO, msgn("{n} remark", "{n} remarks", counts[Severity.INFO])),
        )
        if counts[severity]
    ]
    if report.waived:
        parts.append(msgn("{n} accepted", "{n} accepted", len(report.waived)))
    if not parts:
        return msg("{files}, nothing to remark", files=files)
    return msg("{files}: {findings}", files=files, findings=Listing(tuple(parts)))
