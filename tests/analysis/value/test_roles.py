"""Benefits add up, factors multiply, gates let in: what a project is worth, by hand and always."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from building import YEARS, portfolio, project, round_, strategy
from hypothesis import given
from hypothesis import strategies as st

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import moved_by, score
from innostrat.model.assessment import Assessment
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.project import Project

PLAN = round_({"money": [1000, 0, 0, 0]}, committed_savings_refill="true")
LEVELS = {str(level): f"Level {level}" for level in range(1, 6)}
CHANCE = {"1": "0 %", "2": "40 %", "3": "70 %", "4": "90 %", "5": "100 %"}
CRITERIA: list[dict[str, Any]] = [
    {
        "id": "need",
        "title": "Need",
        "role": "gate",
        "at_least": "3",
        "scale": {"kind": "levels", "levels": LEVELS},
    },
    {
        "id": "reach",
        "title": "Reach",
        "role": "benefit",
        "weight": "50",
        "scale": {
            "kind": "reach",
            "changes": {"slightly": "1", "clearly": "10", "wholly": "50"},
            "full": "10 000",
        },
    },
    {
        "id": "goals",
        "title": "Goals",
        "role": "benefit",
        "weight": "25",
        "scale": {"kind": "goals", "full": "6"},
    },
    {
        "id": "money",
        "title": "Money",
        "role": "benefit",
        "weight": "25",
        "scale": {
            "kind": "number",
            "source": "gross_benefits",
            "worst": "0",
            "best": "1 000 000",
        },
    },
    {
        "id": "chance",
        "title": "Chance",
        "role": "factor",
        "range": ["0 %", "30 %"],
        "scale": {"kind": "levels", "levels": LEVELS, "values": CHANCE},
    },
    {
        "id": "new",
        "title": "New",
        "role": "factor",
        "range": ["70 %", "100 %"],
        "scale": {"kind": "levels", "levels": {"1": "no", "2": "yes"}}
        | {"values": {"1": "80 %", "2": "100 %"}},
    },
]


def scores(*projects: Project, **changes: Any) -> Scores:  # noqa: ANN401
    content = portfolio(PLAN, *projects, **{"criteria": CRITERIA, "discount_rate": "0 %"} | changes)
    return score(content, PLAN)


def rated(id_: str = "one", **changes: Any) -> Project:  # noqa: ANN401
    """Return a project that gets through, reaches 900 clearly, and succeeds in any case."""
    answers: dict[str, Any] = {
        "need": "3",
        "reach": {"people": "900", "change": "clearly"},
        "chance": "5",
        "new": "2",
    } | changes.pop("answers", {})
    return project(id_, scores=answers, **changes)


def only(found: Scores) -> Scored:
    (one,) = found.ranking
    return one


def benefit(amount: int, **changes: str) -> dict[str, Any]:
    return {"title": "B", "kind": "avoided_cost", "amounts": {"2027": str(amount)}} | changes


def test_a_value_by_hand() -> None:
    answers = {"chance": "4", "new": "1"}
    goals = [{"goal": "a1", "contribution": "3"}, {"goal": "b1", "contribution": "1"}]
    one = only(scores(rated(answers=answers, goals=goals, benefits=[benefit(400_000)])))
    # 0.9 × 0.8 × (0.5 × 100 × 9 000/10 000 + 0.25 × 100 × 4/6 + 0.25 × 40)
    assert one.value == Fraction(72, 100) * (45 + Fraction(100, 6) + 10)
    assert [part.value for part in one.parts] == [90, Fraction(400, 6), 40]
    assert one.factor == Fraction(72, 100)
    assert sum(part.contribution for part in one.parts) == one.value


def test_several_groups_add_up_and_a_quantity_is_not_cut_off() -> None:
    groups = [
        {"people": "200", "change": "wholly"},
        {"people": "4 000", "change": "slightly"},
    ]
    one = only(scores(rated(answers={"reach": groups})))
    assert one.parts[0].raw == 14_000
    assert one.parts[0].value == 140
    assert one.value == 70


def test_assessors_count_by_the_median_of_what_their_answers_measure() -> None:
    told = [
        {"people": "900", "change": "clearly"},  # 9 000
        {"people": "1 000", "change": "slightly"},  # 1 000
        [{"people": "100", "change": "wholly"}],  # 5 000
    ]
    content = portfolio(PLAN, rated(), criteria=CRITERIA)
    files = tuple(
        Assessment.model_validate(
            {"assessor": f"A{n}", "round": "plan", "scores": {"one": {"reach": answer}}}
        )
        for n, answer in enumerate(told)
    )
    assert strategy(criteria=CRITERIA).weights == {
        "reach": Fraction(1, 2),
        "goals": Fraction(1, 4),
        "money": Fraction(1, 4),
    }
    assert only(score(replace(content, assessments=files), PLAN)).parts[0].raw == 5_000


@pytest.mark.parametrize(("level", "competes"), [("2", False), ("3", True), ("5", True)])
def test_a_gate_lets_in_or_keeps_out_and_gives_no_points(level: str, competes: bool) -> None:  # noqa: FBT001
    found = scores(rated(answers={"need": level}))
    assert [one.value for one in found.ranking] == ([45] if competes else [])
    assert [[gate.criterion.id for gate in one.gates] for one in found.not_ready] == (
        [] if competes else [["need"]]
    )


@pytest.mark.parametrize("commitment", ["decided", "mandatory"])
def test_what_is_bound_is_not_kept_out_by_a_gate(commitment: str) -> None:
    found = scores(rated(answers={"need": "1"}, commitment=commitment))
    assert not found.not_ready
    assert [gate.criterion.id for gate in found.outside[0].closed] == ["need"]


def test_a_gate_without_an_answer_is_not_closed() -> None:
    answers = {"reach": {"people": "1", "change": "slightly"}, "chance": "5", "new": "2"}
    found = scores(project("one", scores=answers))
    assert [one.gates for one in found.not_ready] == [()]


def test_a_gate_of_a_number_that_should_be_low() -> None:
    gate = {
        "id": "days",
        "title": "Days",
        "role": "gate",
        "at_least": "30",
        "scale": {"kind": "number", "source": "assessed", "worst": "100", "best": "0"},
    }
    kept = scores(
        rated("fast", answers={"days": "30"}),
        rated("slow", answers={"days": "31"}),
        criteria=[*CRITERIA, gate],
    )
    assert [one.id for one in kept.ranking] == ["fast"]


def test_what_changes_nothing_is_worth_nothing_whatever_else_it_is() -> None:
    pretty = {"need": "5", "reach": {"people": "0", "change": "wholly"}}
    lowest = {"need": "3", "reach": {"people": "0", "change": "slightly"}, "chance": "1"}
    found = scores(rated("pretty", answers=pretty), rated("null", answers=lowest | {"new": "1"}))
    assert [one.value for one in found.ranking] == [0, 0]


@pytest.mark.parametrize("parts", [2, 3, 10])
def test_parts_of_a_project_are_worth_the_whole_together(parts: int) -> None:
    def part(id_: str, n: int) -> Project:
        return rated(
            id_,
            answers={"reach": {"people": str(900 // n), "change": "clearly"}, "chance": "3"},
            goals=[{"goal": "a1", "contribution": str(round(3 / n, 2))}],
            benefits=[benefit(600_000 // n)],
        )

    whole = only(scores(part("whole", 1))).value
    together = [one.value for one in scores(*(part(f"p{n}", parts) for n in range(parts))).ranking]
    assert len(together) == parts
    assert abs(sum(together) - whole) <= whole / 100


def test_a_saving_that_refills_a_frame_is_not_paid_twice() -> None:
    saving = {"kind": "budget", "committed": "true", "frame": "money"}
    later = {"amounts": {"2027": "100 000", YEARS[-1]: "100 000", "2031": "50 000"}}
    one = only(scores(rated(benefits=[benefit(0, **saving) | later, benefit(7_000)])))
    assert one.parts[2].raw == 50_000 + 7_000
    free = only(scores(rated(benefits=[benefit(0, **saving | {"committed": "false"}) | later])))
    assert free.parts[2].raw == 250_000


def test_a_factor_moves_through_its_range_in_proportion() -> None:
    one = only(scores(rated(answers={"new": "1", "chance": "3"})))
    assert one.value == 45 * Fraction(70, 100) * Fraction(80, 100)
    assert one.with_lowest("new", Fraction(7, 10)).value == 45 * Fraction(70, 100) * Fraction(7, 10)
    # At 30 % for the lowest, what level 3 takes away, 30 %, becomes 30 % × 0.7.
    softer = one.with_lowest("chance", Fraction(3, 10))
    assert softer.value == 45 * Fraction(79, 100) * Fraction(80, 100)


answers = st.fixed_dictionaries(
    {
        "reach": st.builds(
            lambda people, change: {"people": str(people), "change": change},
            st.integers(0, 20_000),
            st.sampled_from(["slightly", "clearly", "wholly"]),
        ),
        "chance": st.integers(1, 5).map(str),
        "new": st.integers(1, 2).map(str),
    }
)


@given(answers, answers)
def test_what_moved_a_value_sums_to_the_move(before: dict[str, Any], after: dict[str, Any]) -> None:
    one, other = (only(scores(rated(answers=each))) for each in (before, after))
    assert sum(points for _, points in moved_by(one, other)) == other.value - one.value


@given(answers, st.integers(1, 5), st.integers(1, 5))
def test_a_better_answer_to_a_factor_never_takes_value(
    given_: dict[str, Any], one: int, other: int
) -> None:
    low, high = (
        only(scores(rated(answers=given_ | {"chance": str(level)}))).value
        for level in sorted((one, other))
    )
    assert 0 <= low <= high


@given(st.lists(answers, min_size=1, max_size=3), st.tuples(*[st.integers(0, 50)] * 3).filter(any))
def test_any_weights_rank_alike_wherever_they_are_weighed(
    given_: list[dict[str, Any]], weights: tuple[int, ...]
) -> None:
    """The vector that weights are multiplied by holds the factors, and the sum is exact."""
    projects = [rated(f"p{n}", answers=each) for n, each in enumerate(given_)]
    reweighed = [
        one | ({"weight": str(weights[n - 1])} if one["role"] == "benefit" else {})
        for n, one in enumerate(CRITERIA)
    ]
    total = sum(weights)
    there = {one.id: one.value for one in scores(*projects, criteria=reweighed).ranking}
    here = {
        one.id: sum(
            part.worth * Fraction(weight, total)
            for part, weight in zip(one.parts, weights, strict=True)
        )
        for one in scores(*projects).ranking
    }
    assert there == here


drawn = st.lists(
    st.tuples(
        st.integers(1, 5),  # need
        st.integers(0, 900),  # people
        st.integers(1, 5),  # chance
        st.integers(1, 2),  # new
        st.integers(1, 9),  # cost
    ),
    min_size=1,
    max_size=6,
)


@given(drawn, st.integers(1, 25))
def test_the_plan_is_the_one_that_trying_everything_finds(
    rows: list[tuple[int, int, int, int, int]], money: int
) -> None:
    """By the formula alone: gates first, then shares of what the people are worth."""
    plan = round_({"money": [money, 0, 0, 0]})
    projects = [
        rated(
            f"p{n}",
            answers={
                "need": str(need),
                "reach": {"people": str(people), "change": "clearly"},
                "chance": str(chance),
                "new": str(new),
            },
            costs={"money": {2027: cost}},
        )
        for n, (need, people, chance, new, cost) in enumerate(rows)
    ]
    shares = {1: 0, 2: 40, 3: 70, 4: 90, 5: 100}
    worth = [
        (people * 50 * shares[chance] * (80 if new == 1 else 100) // 1000, cost)
        for need, people, chance, new, cost in rows
        if need >= 3
    ]
    best = max(
        sum(value for value, _ in some)
        for size in range(len(worth) + 1)
        for some in combinations(worth, size)
        if sum(cost for _, cost in some) <= money
    )
    content = portfolio(plan, *projects, criteria=CRITERIA)
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    assert made.status == "optimal"
    assert made.value == best  # in 1/10 000 points
