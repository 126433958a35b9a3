"""Whatever a file says since, a project is shown with what was decided, and as it was written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from building import project, round_
from hypothesis import given
from hypothesis import strategies as st

from innostrat.analysis.year.restored import as_ruled
from innostrat.baseline import decided_by_area
from innostrat.economy import first_year, money_by_area
from innostrat.model.decision import DecidedProject
from innostrat.parts import Money, Part

ROUND = round_({"one": [0] * 4, "two": [0] * 4, "inv": [0] * 4, "cap": [0] * 4})
PARTS = {"costs": Part.COST, "funding": Part.GRANT, "benefits": Part.SAVING}
KINDS: dict[str, dict[str, str]] = {
    "costs": {},
    "funding": {"status": "granted"},
    "benefits": {"kind": "budget", "committed": "true"},
}
FRAMES = st.sampled_from(["one", "two", "inv"])
AREAS = st.sampled_from([{}, {"service_area": "x"}, {"service_area": "y"}])


def by_year(first: int, last: int) -> st.SearchStrategy[dict[str, str]]:
    years = st.integers(first, last).map(str)
    return st.dictionaries(years, st.integers(0, 10**9).map(str), min_size=1)


def lines(kind: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return lines of a file, also of years that no round has, and that go on."""
    one = st.builds(
        lambda frame, area, amounts, until: {
            "title": "Line",
            "frame": frame,
            "amounts": amounts,
            **KINDS[kind],
            **area,
            **({} if until is None or kind == "funding" else {"until": str(until)}),
        },
        FRAMES,
        AREAS,
        by_year(2026, 2032),
        st.none() | st.integers(2033, 2035),
    )
    return st.lists(one, max_size=3)


FILES = st.fixed_dictionaries({kind: lines(kind) for kind in KINDS})
DECIDED = st.fixed_dictionaries(
    {key: st.dictionaries(FRAMES, by_year(2027, 2030)) for key in ("amounts", "grants", "savings")}
)


@given(FILES, DECIDED, DECIDED, st.integers(2027, 2030))
def test_a_file_comes_to_what_was_decided_in_each_budget(
    written: dict[str, Any], own: dict[str, Any], elsewhere: dict[str, Any], start: int
) -> None:
    """The whole holds what is elsewhere too; nothing is decided before the start."""
    whole = {
        key: {
            frame: {
                year: str(
                    int(own[key].get(frame, {}).get(year, 0))
                    + int(elsewhere[key].get(frame, {}).get(year, 0))
                )
                for year in {*own[key].get(frame, {}), *elsewhere[key].get(frame, {})}
            }
            for frame in {*own[key], *elsewhere[key]}
        }
        for key in own
    }
    for amounts in (whole, elsewhere):
        amounts["amounts"] = {
            frame: {year: one for year, one in by.items() if int(year) >= start}
            for frame, by in amounts["amounts"].items()
        }
    ruling = DecidedProject.model_validate(
        {
            "id": "one",
            "recommended": "funded",
            "decided": "funded",
            "start": str(start),
            "service_area": "x",
            "elsewhere": {"y": elsewhere},
            **whole,
        }
    )
    made = as_ruled(project("one", **written), ruling, ROUND)
    assert first_year(made, ROUND) == start
    found = money_by_area(made, ROUND)
    decided = decided_by_area(ruling, None, ROUND)
    for area in {*found, *decided}:
        for part in PARTS.values():
            kept, given_ = (
                {key: one for key, one in by.get(area, Money.none()).of(part).items() if one}
                for by in (found, decided)
            )
            assert kept == given_
    assert as_ruled(made, ruling, ROUND) == made


def test_what_is_as_decided_is_left_as_it_is_written() -> None:
    cost = {"title": "Line", "frame": "one", "amounts": {"2027": "7", "2028": "11"}}
    written = project("one", costs=[cost])
    ruling = DecidedProject.model_validate(
        {
            "id": "one",
            "recommended": "funded",
            "decided": "funded",
            "start": "2027",
            "amounts": {"one": {"2027": "7", "2028": "11"}},
        }
    )
    assert as_ruled(written, ruling, ROUND) == written


def test_lines_share_what_was_decided_as_they_did_before_to_the_krone() -> None:
    """100 of 3 equal lines: 34, 33 and 33; a capacity of 0.25 keeps its hundredths."""
    cost = {"title": "Line", "frame": "one", "amounts": {"2027": "50"}}
    people = {"title": "Lead", "frame": "cap", "amounts": {"2027": "0.5"}}
    ruling = DecidedProject.model_validate(
        {
            "id": "one",
            "recommended": "funded",
            "decided": "funded",
            "start": "2027",
            "amounts": {"one": {"2027": "100"}, "cap": {"2027": "0.25"}},
        }
    )
    made = as_ruled(project("one", costs=[cost, cost, cost, people]), ruling, ROUND)
    shared = [one.amounts[2027].likely for one in made.costs]
    assert shared == [34, 33, 33, Decimal("0.25")]
