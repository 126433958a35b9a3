"""The frame bridge reproduces a published one, and a property that any bridge must have.

The figures are Hustadvika kommune's economic plan 2024–2027, area «Bo og habilitering», in 1000 kr,
year-on-year changes (budsjett.hustadvika.kommune.no/2024, read 2026).
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from innostrat.reports.plan.bridge import Bridge, bridge_table
from innostrat.reports.table import Thousands
from innostrat.reports.years import Line

YEARS = (2024, 2025, 2026, 2027)


def test_hustadvika_2024() -> None:
    # The plan prints changes; files hold levels, so the changes are added up here by hand.
    bridge = Bridge(
        "Bo og habilitering",
        opening=122_942_000,
        deflator=5_286_000,
        measures=(
            Line(
                "Effektivisering tjenesteleveransen",
                {2024: -2_500_000, 2025: -5_000_000, 2026: -5_000_000, 2027: -5_000_000},
            ),
            Line("Prosentvis trekk", {2025: -306_000, 2026: -796_000, 2027: -1_518_000}),
        ),
    )
    table = bridge_table(bridge, YEARS)
    printed = [
        [cell.kroner // 1000 if isinstance(cell, Thousands) else None for cell in row.cells[1:]]
        for row in table.rows
    ]
    assert printed == [
        [122_942, 125_728, 122_922, 122_432],
        [5_286, 0, 0, 0],
        [-2_500, -2_500, 0, 0],
        [0, -306, -490, -722],
        [-2_500, -2_806, -490, -722],
        [125_728, 122_922, 122_432, 121_710],
    ]
    assert table.notes == ()


AMOUNTS = st.integers(-5_000_000, 5_000_000)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**7),
    st.lists(st.dictionaries(st.sampled_from(YEARS), AMOUNTS), max_size=5),
)
def test_the_last_frame_is_the_opening_the_deflator_and_the_last_levels(
    opening: int, deflator: int, measures: list[dict[int, int]]
) -> None:
    bridge = Bridge("x", opening, deflator, tuple(Line("y", one) for one in measures))
    last = bridge.frames(YEARS)[-1][1]
    assert last == opening + deflator + sum(one.get(2027, 0) for one in measures)
