"""An end of an interval is shown where the plan still holds, and never as today's weight."""

from __future__ import annotations

from fractions import Fraction

import pytest

from innostrat.analysis.sensitivity.breakpoints import Breakpoint
from innostrat.messages import Percent
from innostrat.reports.sensitivity.breakpoints import edge

TODAY = Fraction(30, 100)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("0.4", Percent(Fraction(400, 1000), 1)),
        ("0.41289", Percent(Fraction(412, 1000), 1)),  # down, towards 30 %
        ("0.17101", Percent(Fraction(172, 1000), 1)),  # up, towards 30 %
        ("0.3004", Percent(Fraction(3004, 10_000), 2)),
        ("0.299996", Percent(Fraction(299_996, 1_000_000), 4)),
        ("0.3", Percent(TODAY, 1)),
        ("0.30000001", Percent(TODAY, 1)),
        ("0", Percent(Fraction(0), 1)),
        ("1", Percent(Fraction(1), 1)),
    ],
)
def test_it_is_rounded_towards_today(at: str, shown: Percent) -> None:
    assert edge(Breakpoint(Fraction(at), (), ()), TODAY) == shown


def test_nothing_changes() -> None:
    assert edge(None, TODAY) is None
