"""The frame bridge reproduces a published one, and a property that any bridge must have.

The figures are Hustadvika kommune's economic plan 2024–2027, area «Bo og habilitering», in 1000 kr,
year-on-year changes (budsjett.hustadvika.kommune.no/2024, read 2026).
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from innostrat.messages import msg
from innostrat.parts import Part
from innostrat.reports.budget.bridge import Bridge, BridgeRow, BridgeStep, bridge_table, together
from innostrat.reports.computed import Added, Carried
from innostrat.reports.table import Thousands
from innostrat.reports.years import Line

YEARS = (2024, 2025, 2026, 2027)


def new(title: str, levels: dict[int, int]) -> BridgeRow:
    return BridgeRow(BridgeStep.NEW, Part.COST, Line(title, levels))


def test_hustadvika_2024() -> None:
    # The plan prints changes; files hold levels, so the changes are added up here by hand.
    bridge = Bridge(
        "bo",
        "Bo og habilitering",
        opening=122_942_000,
        deflator=5_286_000,
        entries=(
            new(
                "Effektivisering tjenesteleveransen",
                {2024: -2_500_000, 2025: -5_000_000, 2026: -5_000_000, 2027: -5_000_000},
            ),
            new("Prosentvis trekk", {2025: -306_000, 2026: -796_000, 2027: -1_518_000}),
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


KINDS = [(BridgeStep.NEW, Part.COST), (BridgeStep.NEW, Part.SAVING), (BridgeStep.EARLIER, None)]
AMOUNTS = st.integers(-5_000_000, 5_000_000)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**7),
    st.lists(st.dictionaries(st.sampled_from(YEARS), AMOUNTS), max_size=5),
)
def test_the_last_frame_is_the_opening_the_deflator_and_the_last_levels(
    opening: int, deflator: int, measures: list[dict[int, int]]
) -> None:
    bridge = Bridge("x", "X", opening, deflator, tuple(new("y", one) for one in measures))
    last = bridge.frames(YEARS)[-1][1]
    assert last == opening + deflator + sum(one.get(2027, 0) for one in measures)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**9),
            st.integers(0, 10**7),
            st.dictionaries(st.sampled_from(YEARS), AMOUNTS),
            st.sampled_from(
                [
                    (BridgeStep.NEW, Part.COST),
                    (BridgeStep.NEW, Part.SAVING),
                    (BridgeStep.EARLIER, None),
                ]
            ),
        ),
        max_size=6,
    )
)
def test_the_whole_is_the_sum_of_the_areas_each_year(
    areas: list[tuple[int, int, dict[int, int], tuple[BridgeStep, Part | None]]],
) -> None:
    bridges = [
        Bridge(str(number), "X", opening, deflator, (BridgeRow(*step, Line("y", levels)),))
        for number, (opening, deflator, levels, step) in enumerate(areas)
    ]
    whole = together(bridges).frames(YEARS)
    for place in range(len(YEARS)):
        for side in (0, 1):
            assert whole[place][side] == sum(one.frames(YEARS)[place][side] for one in bridges)


def test_every_sum_of_the_table_is_made_of_the_rows_it_names() -> None:
    levels = {2024: 300_000, 2025: 200_000, 2026: 200_000}
    bridge = Bridge(
        "x",
        "X",
        opening=1_000_000,
        deflator=50_000,
        entries=(
            BridgeRow(BridgeStep.EARLIER, None, Line("Before", {2023: 100_000, 2024: 40_000})),
            new("Now", levels),
            BridgeRow(BridgeStep.NEW, Part.SAVING, Line("Now: savings", {2025: -80_000})),
        ),
    )
    rows = bridge_table(bridge, YEARS).rows
    sums = [(row, row.computed.adds) for row in rows if isinstance(row.computed, Added)]
    assert len(sums) == 3  # adjusted budget, sum of measures, new frame
    for place in range(1, len(YEARS) + 1):
        column = [
            cell.kroner if isinstance(cell := row.cells[place], Thousands) else 0 for row in rows
        ]
        for row, adds in sums:
            mine = row.cells[place]
            assert isinstance(mine, Thousands)
            assert mine.kroner == sum(column[part] for part in adds if isinstance(part, int))
        if place > 1:
            assert rows[0].computed == Carried(-1)
            assert rows[0].cells[place] == rows[-1].cells[place - 1]


def test_a_bridge_that_leaves_areas_out_is_not_called_that_of_all() -> None:
    bridges = (Bridge("omsorg", "Omsorg", 100_000, 0, (new("Tiltak", {2027: 10_000}),)),)
    whole, some = (together(bridges, partial=partial).title for partial in (False, True))
    assert (whole, some) == (msg("all service areas"), msg("service areas with a budget"))
