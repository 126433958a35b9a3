"""What investments cost the operating budget, against the formulas of loans.

Serial loan: instalment L / n, interest in all L · i · (n + 1) / 2. Annuity: L · i / (1 − (1+i)^−n).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from building import portfolio, project, round_
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.capital import financed, services
from innostrat.economy import money, money_by_area
from innostrat.language import in_english, language
from innostrat.model.round import Capital
from innostrat.model.words import Selection
from innostrat.parts import NO_FRAME, Part
from innostrat.reports.basis import Basis
from innostrat.reports.budget.bridge import BridgeStep
from innostrat.reports.budget.bridges import bridges
from innostrat.reports.budget.effect import net_operating
from innostrat.reports.budget.measures import measures
from innostrat.reports.plan.infeasible import overdrawn
from innostrat.reports.year.budget import export

if TYPE_CHECKING:
    from innostrat.model.project import Project
    from innostrat.model.round import Round

SERIAL = {"interest": "4.5 %", "method": "serial", "lifetime": "10"}


def capital(**changes: object) -> Capital:
    return Capital.model_validate(SERIAL | changes)


def test_three_and_a_half_million_over_ten_years_are_about_half_a_million_a_year() -> None:
    serial = list(services(3_600_000, 2027, 10, capital()))
    assert [one.year for one in serial] == list(range(2028, 2038))
    assert serial[0][1:] == (162_000, 360_000)  # 4.5 % of 3.6 million; a tenth of it
    assert serial[-1][1:] == (16_200, 360_000)
    assert sum(one.interest for one in serial) == 3_600_000 * 45 // 1000 * 11 // 2
    annuity = list(services(3_600_000, 2027, 10, capital(method="annuity")))
    level = 3_600_000 * 0.045 / (1 - 1.045**-10)
    assert all(abs(sum(one[1:]) - level) <= 1 for one in annuity)
    assert 454_000 < level < 456_000


@given(
    st.integers(0, 10**9),
    st.integers(1, 60),
    st.integers(0, 2_000),
    st.sampled_from(["serial", "annuity"]),
)
def test_instalments_are_never_below_nothing_and_pay_the_loan_to_the_krone(
    loan: int, lifetime: int, rate: int, method: str
) -> None:
    made = capital(method=method, interest=f"{rate // 100}.{rate % 100:02} %")
    found = list(services(loan, 2027, lifetime, made))
    assert len(found) == lifetime
    assert sum(one.instalment for one in found) == loan
    assert all(one.instalment >= 0 and one.interest >= 0 for one in found)


def buying(**changes: object) -> Project:
    costs = [
        {"title": "Sensors", "frame": "inv", "asset": "things", "amounts": {"2027": "1000000"}},
        {"title": "House", "frame": "inv", "amounts": {"2027": "3000000", "2028": "500000"}},
    ]
    grant = {"title": "State", "status": "granted", "frame": "inv", "amounts": {"2027": "400000"}}
    return project("home", 50, **{"costs": costs, "funding": [grant], **changes})


def plan(**changes: object) -> Round:
    assumed = SERIAL | {"lifetime": "20", "lifetimes": {"things": "5"}} | changes
    return round_({"money": [200_000] * 4, "inv": [5_000_000] * 4}, capital=assumed)


def test_what_pays_an_investment_adds_up_to_it_and_grants_come_first() -> None:
    found = list(financed(buying(), plan(fund="10 %", own_means="20 %"), {"inv"}, Fraction(1)))
    # By hand: a grant of 400 is shared as 1000 to 3000; a tenth and a fifth of what is left.
    assert [one[:4] for one in found] == [
        (2027, 5, 1_000_000, 100_000),
        (2027, 20, 3_000_000, 300_000),
        (2028, 20, 500_000, 0),
    ]
    assert [(one.fund, one.own_means, one.loan) for one in found] == [
        (90_000, 180_000, 630_000),
        (270_000, 540_000, 1_890_000),
        (50_000, 100_000, 350_000),
    ]


def test_capital_costs_stand_in_the_years_after_by_the_life_of_what_was_bought() -> None:
    found = money(buying(), plan())
    # 900 over 5 years and 2700 over 20, from 2028; 500 over 20 from 2029.
    assert dict(found.of(Part.INSTALMENT)) == {
        (NO_FRAME, 2028): 180_000 + 135_000,
        (NO_FRAME, 2029): 180_000 + 135_000 + 25_000,
        (NO_FRAME, 2030): 180_000 + 135_000 + 25_000,
    }
    assert found.of(Part.INTEREST)[NO_FRAME, 2028] == 3_600_000 * 45 // 1000
    assert found.of(Part.TRANSFER) == {}


def test_an_investment_before_the_round_is_still_paid_back_in_it() -> None:
    before = project("old", 50, costs={"inv": {2024: 1_000_000}})
    found = money(before, plan())
    assert [found.of(Part.INSTALMENT)[NO_FRAME, year] for year in (2027, 2030)] == [50_000] * 2
    assert found.of(Part.INTEREST)[NO_FRAME, 2027] == 900_000 * 45 // 1000
    later = money(before, plan(), shift=3)
    assert (NO_FRAME, 2027) not in later.of(Part.INSTALMENT)
    assert later.of(Part.INSTALMENT)[NO_FRAME, 2028] == 50_000


@pytest.mark.parametrize(("frame", "expected"), [({}, ("home",)), ({"frame": "money"}, ())])
def test_whether_capital_costs_use_a_frame_is_said(
    frame: dict[str, str], expected: tuple[str, ...]
) -> None:
    made_of = plan(**frame)  # 200 a year, and the loan takes 477 in 2028
    content = portfolio(made_of, buying())
    made = make_plan(content, score(content, made_of), Selection.OPTIMAL)
    assert made.ids == expected


def test_they_are_rows_of_their_own_in_the_bridge_of_the_area_that_pays_them() -> None:
    made_of = plan(service_area="y")
    content = portfolio(made_of, buying())
    by_area = money_by_area(buying(), made_of)
    assert by_area["x"].of(Part.INTEREST) == {}
    made = make_plan(content, score(content, made_of), Selection.OPTIMAL)
    (bridge,) = bridges(made, content)
    assert bridge.area == "y"
    assert [(one.step, one.part, dict(one.line.amounts)[2028]) for one in bridge.entries] == [
        (BridgeStep.CAPITAL, Part.INTEREST, 162_000),
        (BridgeStep.CAPITAL, Part.INSTALMENT, 315_000),
    ]


@pytest.mark.parametrize(
    "wrong", [{"lifetime": "0"}, {"lifetimes": {"x": "0"}}, {"fund": "60 %", "own_means": "50 %"}]
)
def test_impossible_assumptions_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        capital(**wrong)


def test_a_cost_that_says_how_long_it_serves_is_paid_back_over_that() -> None:
    """1 000 000 from 2027 to 2030 are four years, whatever kind of thing the round knows."""
    line = {"title": "Car", "frame": "inv", "asset": "things", "amounts": {"2027": "1000000"}}
    for said in ({"until": "2030"}, {"lasts": "4 years"}):
        (found,) = financed(project("car", costs=[line | said]), plan(), {"inv"}, Fraction(1))
        assert found.lifetime == 4
    (found,) = financed(project("car", costs=[line]), plan(), {"inv"}, Fraction(1))
    assert found.lifetime == 5


BEFORE = {"costs": {"inv": {2024: 1_000_000}}, "commitment": "decided"}


@pytest.mark.parametrize(
    "over", [{"phase": "realisation"}, {"stopped": {"date": "2026-05-01", "learned": "No."}}]
)
def test_loans_of_what_is_over_take_their_part_of_the_frame_and_stand_in_the_tables(
    over: dict[str, object],
) -> None:
    """1 000 000 over 20 years from 2025: 50 000 a year, and 4.5 % of 900 000 in 2027."""
    made_of = plan(frame="money")
    content = portfolio(made_of, project("old", 50, **BEFORE, **over), running(120_000))
    made = make_plan(content, score(content, made_of), Selection.OPTIMAL)
    assert made.ids == ()  # 200 000 less 90 500 leaves no room for 120 000
    money_in_2027 = next(one for one in made.frames if (one.frame.id, one.year) == ("money", 2027))
    assert (money_in_2027.used, money_in_2027.owed) == (90_500, 90_500)
    assert money_in_2027.left == 109_500
    (measure,) = measures(made, content, changes=False)
    assert (measure.title, measure.service_area) == ("Project old", "x")
    assert measure.money.of(Part.INSTALMENT)["money", 2027] == 50_000
    assert measure.money.of(Part.INTEREST)["money", 2027] == 40_500
    assert net_operating(made, content)[2027] == 90_500
    basis = Basis(content, score(content, made_of), None, ())
    told = export(made, basis, language("en"), in_thousands=False).rows
    rows = [(row.cells[0], in_english(row.cells[-3]), row.cells[-10:-6]) for row in told.rows]  # type: ignore[arg-type]
    assert rows == [
        ("Project old", "Interest", (40_500, 38_250, 36_000, 33_750)),
        ("Project old", "Instalment", (50_000,) * 4),
    ]
    smaller = portfolio(made_of, project("old", 50, **BEFORE, **over), running(109_500))
    assert make_plan(smaller, score(smaller, made_of), Selection.OPTIMAL).ids == ("new",)


def test_a_reduction_takes_nothing_of_what_was_bought_before_the_round() -> None:
    """1 000 000 of 2024 over 20 years, whole; half of 500 000 in 2027, over 20 from 2028."""
    costs = {"inv": {2024: 1_000_000, 2027: 500_000}}
    found = money(project("old", 50, costs=costs), plan(), part=Fraction(1, 2))
    assert found.costs == {("inv", 2027): 250_000}
    assert [found.of(Part.INSTALMENT)[NO_FRAME, year] for year in (2027, 2028)] == [50_000, 62_500]


def test_loans_that_are_more_than_the_frame_are_said_to_be_so_without_a_pot_that_is_not_there() -> (
    None
):
    made_of = round_({"money": [50_000] * 4, "inv": [0] * 4}, capital=PAID_OVER_20)
    content = portfolio(made_of, project("old", 50, phase="realisation", **BEFORE))
    made = make_plan(content, score(content, made_of), Selection.OPTIMAL)
    said = in_english(next(overdrawn(made))).replace("\xa0", " ")
    assert said == (
        "Earlier loans take 90,500 kr of Frame money in 2027: 40,500 kr more than it holds."
    )


PAID_OVER_20 = SERIAL | {"lifetime": "20", "frame": "money"}


def running(kroner: int) -> Project:
    return project("new", 50, costs={"money": {2027: kroner}})


def test_what_nobody_had_bound_before_it_was_stopped_has_no_loan() -> None:
    made_of = plan(frame="money")
    dropped = project("old", 50, costs=BEFORE["costs"], stopped={"date": "2026-05-01"})
    content = portfolio(made_of, dropped)
    made = make_plan(content, score(content, made_of), Selection.OPTIMAL)
    assert [one.used for one in made.frames] == [0] * len(made.frames)
    assert bridges(made, content) == ()
