"""Every report in every format looks as somebody has read and accepted it.

After a change on purpose run it with `--update-golden`, and read the diff.
"""

from __future__ import annotations

import golden_files
import pytest


@pytest.mark.parametrize(("report", "form"), golden_files.CASES)
def test_report_looks_as_accepted(report: str, form: str, *, update_golden: bool) -> None:
    file = golden_files.path(report, form)
    now = golden_files.rendered(report, form)
    if update_golden:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(now)
    assert now.decode() == file.read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    held = {golden_files.path(*case) for case in golden_files.CASES}
    assert set(golden_files.GOLDEN.iterdir()) == held
