"""What every format of findings is given, and the words that they share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.formats.escape import one_line
from innostrat.language import language
from innostrat.messages import Listing, Message, msg, msgn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from innostrat.findings import Finding, Location
    from innostrat.formats.view import View
    from innostrat.language import Language


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """The findings of some files, sorted by place, each with the text of its file at hand.

    `texts` are the files by the path that the findings name; `languages` are the codes of the
    languages in which the findings of a path are told, where it is not the view's own.
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
    def told(self) -> tuple[Finding, ...]:
        """The open findings that people see one by one."""
        return tuple(finding for finding in self.open if not finding.is_of_draft)

    @property
    def lacking(self) -> tuple[Finding, ...]:
        """The open findings that say what drafts lack: people see one line a draft."""
        return tuple(finding for finding in self.open if finding.is_of_draft)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that the items themselves accept, with reasons."""
        return tuple(finding for finding in self.findings if finding.waived is not None)

    def line(self, location: Location) -> str:
        """Return the line that a place begins on, without its break; empty where there is none."""
        lines = _lines(self.texts.get(location.path, ""))
        return lines[location.line - 1].rstrip("\r") if location.line <= len(lines) else ""

    def speaker(self, finding: Finding, view: View) -> Language:
        """Return the language that a finding is told in."""
        return language(self.languages.get(finding.location.path, view.language.code))


@lru_cache(maxsize=1)  # findings are sorted: those of one file follow each other
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


LABELS: Final = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.INFO: msg("remark"),
}


def counts(findings: Iterable[Finding]) -> tuple[Message, ...]:
    """Return how many findings there are of each severity that there is, the gravest first."""
    number = Counter(finding.severity for finding in findings)
    sentences = {
        Severity.ERROR: msgn("{n} error", "{n} errors", number[Severity.ERROR]),
        Severity.WARNING: msgn("{n} warning", "{n} warnings", number[Severity.WARNING]),
        Severity.INFO: msgn("{n} remark", "{n} remarks", number[Severity.INFO]),
    }
    return tuple(sentence for severity, sentence in sentences.items() if number[severity])


def summary(report: FindingsReport) -> Message:
    """Return how many findings there are in how many files, in one sentence."""
    files = msgn("{n} file", "{n} files", report.files)
    if not report.findings:
        return msg("{files}, no findings", files=files)
    parts = counts(report.told)
    if drafts := len({finding.location.path for finding in report.lacking}):
        parts += (msgn("{n} draft with gaps", "{n} drafts with gaps", drafts),)
    parts = parts or (msg("no findings"),)
    if report.waived:
        parts += (msgn("{n} accepted", "{n} accepted", len(report.waived)),)
    return msg("{findings} in {files}", findings=Listing(parts), files=files)


def reported(finding: Finding, speak: Language) -> str:
    """Return what a finding says and what to do about it, visible and on one line."""
    said = (finding.message, finding.hint)
    return one_line(". ".join(speak(one) for one in said if one is not None))
