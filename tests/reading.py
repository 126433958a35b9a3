"""Reads portfolios that a test holds in memory or in tests/cases, and shows their findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.checks.run import check
from innostrat.files.source import Files, read_folder
from innostrat.files.yaml.document import parse
from innostrat.language import language
from innostrat.loading.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.files.yaml.document import YamlDocument
    from innostrat.findings import Finding
    from innostrat.model.portfolio import Contents

CASES: Final = Path(__file__).parent / "cases"
BASE: Final = "_base"
WITHOUT: Final = "without.txt"


def case(name: str) -> dict[str, bytes]:
    """Return the files of a case: those of `_base`, replaced and added to by its own.

    The case's `without.txt` lists files of `_base` that it leaves out.
    """
    files = dict(read_folder(CASES / BASE, "").contents)
    if name != BASE:
        left_out = CASES / name / WITHOUT
        for path in left_out.read_text("utf-8").split() if left_out.exists() else ():
            del files[path]
        files |= read_folder(CASES / name, "").contents
    return files


def findings_of(contents: Mapping[str, bytes]) -> tuple[Contents, tuple[Finding, ...]]:
    """Return what the files mean, and everything that is found in them, by place."""
    read, found = load(Files("", contents))
    return read, tuple(sorted((*found, *check(read)), key=lambda finding: finding.order))


def shown(finding: Finding) -> str:
    """Return a finding as the cases write it."""
    place = finding.location
    accepted = "" if finding.waived is None else f" (accepted: {finding.waived})"
    message = language("en")(finding.message)
    return (
        f"{place.path}:{place.line}:{place.column} {finding.severity} {finding.code} {message}"
        f"{accepted}"
    )


def document(text: str) -> YamlDocument:
    """Return the document in `text`, which must be YAML without any fault."""
    read, found = parse("file.yaml", text.encode())
    assert read is not None
    assert not found
    return read
