"""Each folder of tests/cases is a tiny portfolio, and lists exactly what must be found in it.

A case holds only what differs from tests/cases/_base; `expected.txt` has one finding a line.
"""

from __future__ import annotations

from typing import Final

import pytest
from reading import BASE, CASES, WITHOUT, case, findings_of, shown

from innostrat.checks import catalogue
from innostrat.files.source import read_folder

NAMES: Final = sorted(path.name for path in CASES.iterdir() if path.name != BASE)
# These are faults of folders and bytes: tests/files builds them, for git cannot hold them safely.
OF_THE_CASE: Final = {"expected.txt", WITHOUT}
BUILT: Final = {"F001", "F002", "F003", "F004", "F005", "F008", "F016"}


@pytest.mark.parametrize("name", NAMES)
def test_exactly_the_expected_is_found(name: str) -> None:
    expected = (CASES / name / "expected.txt").read_text("utf-8").splitlines()
    in_folders = (
        one
        for one in read_folder(CASES / name, "").findings
        if one.location.path not in OF_THE_CASE
    )
    _, found = findings_of(case(name))
    assert [shown(finding) for finding in (*in_folders, *found)] == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_case_finds_what_it_is_named_after(name: str) -> None:
    code = name.partition("-")[0]
    lines = (CASES / name / "expected.txt").read_text("utf-8").splitlines()
    told = {line.split()[2] for line in lines}
    assert (code in told) is not (name == "G003-not-asked-of-what-is-over")


def test_every_rule_has_a_case() -> None:
    shown_by_cases = {name.partition("-")[0] for name in NAMES}
    assert shown_by_cases <= set(catalogue.rules())
    assert set(catalogue.rules()) - shown_by_cases <= BUILT


def test_the_base_has_no_findings() -> None:
    assert findings_of(case(BASE))[1] == ()
