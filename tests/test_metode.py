"""The Norwegian method page's worked examples: each number is computed anew, and is the tool's."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any, Final

import documents
from test_value_examples import loaded, part

from innostrat.analysis.plan.alternatives import next_best
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.planning import Effort, Memory, make_plan
from innostrat.analysis.plan.prices import prices
from innostrat.analysis.value.scoring import score
from innostrat.model.words import Selection

PAGE: Final = documents.text(documents.ROOT / "docs" / "metode.md").replace("\n", " ")
EXAMPLE: Final = "oppgavedeling-helse"
HUNDRED: Final = {"nytte": 10_000, "strategi": 15, "okonomi": 2_500_000}
"""What gives 100 on each benefit, as the page says it."""


def shown(number: Fraction, decimals: int) -> str:
    """Return a number as a Norwegian text has it: decimal comma, spaces between thousands."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,}".replace(",", " ").replace(".", ",")


@cache
def gausdal() -> Any:  # noqa: ANN401
    """Return the portfolio, its scores by project, and the plan with what found it."""
    portfolio, memory = loaded("gausdal"), Memory()
    (round_,) = portfolio.rounds.values()
    scores = score(portfolio, round_)
    plan = make_plan(portfolio, scores, Selection.OPTIMAL, Effort(contrasts=False), memory)
    return portfolio, scores, plan, memory.solution


def scored(project_id: str) -> Any:  # noqa: ANN401
    return next(one for one in gausdal()[1].ranking if one.id == project_id)


def criteria() -> dict[str, Any]:
    return {one.id: one for one in gausdal()[0].strategy.criteria}


def test_the_example_is_computed_by_hand_as_the_tool_does() -> None:
    project, asked = gausdal()[0].projects[EXAMPLE], criteria()
    steps = asked["nytte"].scale.changes
    people = sum(
        (
            Fraction(one.people) * Fraction(steps[one.change])
            for one in project.scores["nytte"].reached
        ),
        Fraction(0),
    )
    links = sum((Fraction(link.contribution) for link in project.goals), Fraction(0))
    money = sum(
        (
            Fraction(amount.likely) / Fraction(104, 100) ** (year - 2027)
            for year, amount in project.benefits[0].amounts.items()
        ),
        Fraction(0),
    )
    total = Fraction(0)
    for key, raw in (("nytte", people), ("strategi", links), ("okonomi", money)):
        value, weight = 100 * raw / HUNDRED[key], Fraction(asked[key].weight) / 100
        cells = f"{shown(value, 2)} | {shown(100 * weight, 0)} % | {shown(value * weight, 2)} |"
        assert cells in PAGE, key
        total += value * weight
    levels = {key: project.scores[key].value for key, one in asked.items() if one.role == "factor"}
    factors = prod(asked[key].scale.values[int(level)] for key, level in levels.items())
    assert f"**{shown(total, 2)}**" in PAGE
    assert f"= {shown(factors, 3)}. Prosjektet er verdt" in PAGE
    assert f"= **{shown(total * factors, 2)} poeng**" in PAGE
    assert total * factors == scored(EXAMPLE).value


def test_halves_of_the_example_are_worth_what_is_said() -> None:
    portfolio, scores, *_ = gausdal()
    whole = portfolio.projects[EXAMPLE]
    halves = {f"part-{n}": part(whole, n, 2) for n in range(2)}
    (one, other) = score(replace(portfolio, projects=halves), scores.round).ranking
    assert f"Hver del er verdt {shown(one.value, 2)} poeng, og begge til sammen" in PAGE
    assert f"til sammen {shown(one.value + other.value, 2)}." in PAGE
    assert one.value + other.value == scored(EXAMPLE).value


def test_weights_are_the_exchange_rates_that_the_page_shows() -> None:
    asked = criteria()
    assert {key: asked[key].weight for key in HUNDRED} == {
        "nytte": 50,
        "strategi": 25,
        "okonomi": 25,
    }
    assert (asked["nytte"].scale.full, asked["strategi"].scale.full) == (10_000, 15)
    assert asked["okonomi"].scale.best == 2_500_000
    slightly = ten_points("nytte", Fraction(50, 100))
    changes = {key: Fraction(counts) for key, counts in asked["nytte"].scale.changes.items()}
    rows = {
        "personer som får det litt bedre": slightly / changes["litt"],
        "personer som får det tydelig bedre": slightly / changes["tydelig"],
        "personer som får det helt annerledes": slightly / changes["helt"],
        "bidrag til målene, der 3 er avgjørende": ten_points("strategi", Fraction(25, 100)),
    }
    for title, rate in rows.items():
        assert f"| {title} | {shown(rate, 0)} |" in PAGE
    money = shown(ten_points("okonomi", Fraction(25, 100)), 0)
    assert f"første år | {money} kr |" in PAGE
    third = Fraction(25, 75)
    people, less = (shown(ten_points(key, third), 0) for key in ("nytte", "okonomi"))
    assert f"Da er 10 poeng {people} personer som får det litt bedre, mot {less} kr" in PAGE


def ten_points(key: str, weight: Fraction) -> Fraction:
    """Return how much of a benefit gives 10 points: 10 = weight × 100 × amount / what gives 100."""
    return HUNDRED[key] / weight / 10


def test_the_plan_holds_what_is_told_of_it() -> None:
    portfolio, scores, plan, best = gausdal()
    assert f"Planen gir {shown(Fraction(plan.value, 10_000), 1)} poeng" in PAGE
    assert f"Med {len(scores.ranking)} prosjekter i konkurranse" in PAGE
    assert 2 ** len(scores.ranking) > 33_000_000
    problem = compete(portfolio, plan.round, scores).problem
    (nearest,) = next_best(problem, best, 1, 2)
    worth = Fraction(plan.value - nearest.loss, 10_000)
    assert f"er verdt {shown(worth, 1)} poeng. Så liten" in PAGE
    (dear,) = (one for one in prices(problem, best) if one.gain)
    assert (dear.demand.kind, dear.demand.key) == ("bound", ("universell-selvbetjening",))
    assert dear.enters == ("energistyring-bygg",)
    assert "I dette eksempelet koster ingen av fordelingsreglene noe" in PAGE
    assert f"ville planen vært verdt {shown(Fraction(dear.gain, 10_000), 1)} poeng mer" in PAGE
    for project_id, inside, ask in (
        ("hverdagsmestring", False, "Det ber om {} kr, og den beste"),
        ("klart-sprak", True, "får plass: Det ber om {} kr."),
    ):
        one = scored(project_id)
        place = f"er nr. {one.rank} med {shown(one.value, 1)} poeng"
        title = "Innsatsteam for hverdagsmestring" if not inside else "Brev alle forstår"
        assert f"*{title}* {place}" in PAGE
        assert (project_id in plan.ids) is inside
        asked = sum(
            amount.likely
            for cost in one.project.costs
            for year, amount in cost.amounts.items()
            if cost.frame != "prosjektledelse" and year in plan.round.years
        )
        assert ask.format(shown(Fraction(asked), 0)) in PAGE
