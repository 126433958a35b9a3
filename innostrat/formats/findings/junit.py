"""Findings as JUnit's XML, which build servers show as tests: a suite a folder.

Every file without findings is a test that passes, every finding one of its own. Errors fail,
accepted findings are skipped with their reasons, and warnings and remarks pass with something to
say, as they do not make the command fail by themselves. The elements are those of junit-10.xsd of
Jenkins' xUnit plugin, without times and hosts.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from innostrat.formats.escape import one_line
from innostrat.formats.findings.report import reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.findings import Finding
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View


def render(report: FindingsReport, view: View) -> str:
    """Return one XML document; what XML cannot hold is shown as in every other format."""
    text = "\n".join(_document(report, view)) + "\n"
    return text.replace("##", "#&#35;")  # build servers obey `##[` wherever it stands


def _document(report: FindingsReport, view: View) -> Iterator[str]:
    by_path: dict[str, list[Finding]] = {path: [] for path in report.texts}
    for finding in report.findings:
        by_path.setdefault(finding.location.path, []).append(finding)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites name={_quoted('innostrat')}>"
    for folder, paths in groupby(sorted(by_path, key=_place), key=_folder):
        yield from _suite(folder, {path: by_path[path] for path in paths}, report, view)
    yield "</testsuites>"


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."


def _place(path: str) -> tuple[str, str]:
    return _folder(path), path


def _suite(
    folder: str, files: dict[str, list[Finding]], report: FindingsReport, view: View
) -> Iterator[str]:
    findings = [finding for found in files.values() for finding in found]
    counts = {
        "tests": len(findings) + sum(not found for found in files.values()),
        "failures": sum(finding.is_open_error for finding in findings),
        "errors": 0,
        "skipped": sum(finding.waived is not None for finding in findings),
    }
    numbers = " ".join(f'{name}="{count}"' for name, count in counts.items())
    yield f"  <testsuite name={_quoted(folder)} {numbers}>"
    for path, found in files.items():
        for finding in found:
            yield from _case(finding, report, view)
        if not found:
            yield f"    <testcase classname={_quoted(path)} name={_quoted(path)}/>"
    yield "  </testsuite>"


def _case(finding: Finding, report: FindingsReport, view: View) -> Iterator[str]:
    speak = report.speaker(finding, view)
    place = finding.location
    where = f"{place.path}:{place.line}:{place.column}"
    says = speak(finding.message)
    name = f"{finding.code} {place.line}:{place.column} {says}"
    text = one_line(f"{where}: {reported(finding, speak)}")
    yield f"    <testcase classname={_quoted(place.path)} name={_quoted(name)}>"
    if finding.waived is not None:
        yield f"      <skipped message={_quoted(finding.waived)}/>"
    elif finding.is_open_error:
        given = f"type={_quoted(finding.code)} message={_quoted(says)}"
        yield f"      <failure {given}>{escape(text)}</failure>"
    else:
        yield f"      <system-out>{escape(text)}</system-out>"
    yield "    </testcase>"


def _quoted(text: str) -> str:
    return f'"{escape(one_line(text))}"'
