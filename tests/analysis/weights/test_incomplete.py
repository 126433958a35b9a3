"""Shares with uncertain scores equal those worked out by hand and by trying every portfolio."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from building import portfolio
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import criteria, pot, rated, space

from innostrat.analysis.optimizer.problem import Candidate, Problem, StartOption
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.incomplete import Incomplete, ScoreInterval, _values, joint
from innostrat.analysis.weights.intervals import undominated
from innostrat.analysis.weights.nondominated import allowed, sets_of
from innostrat.analysis.weights.robustness import Search
from innostrat.model.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from innostrat.model.project import Project

WIDE = ((50, (30, 70)), (50, (30, 70)))


def incomplete(*projects: Project, answers: Sequence[object] = (), room: int = 100) -> Incomplete:
    plan = pot(room)
    content = portfolio(plan, *projects, criteria=criteria(*WIDE))
    given = tuple(
        Assessment.model_validate({"assessor": f"A{n}", "round": plan.id, "scores": scores})
        for n, scores in enumerate(answers)
    )
    assessed = replace(content, assessments=given)
    return Incomplete(assessed, score(assessed, plan))


def shares(some: Incomplete, draws: int = 10_000) -> dict[str, float]:
    admissible = space(*WIDE)
    assert admissible is not None
    return {
        one.id: one.share for one in joint(some, admissible, Search(draws), 1, plan(some)).standings
    }


def plan(some: Incomplete) -> Mapping[str, int]:
    return solve(compete(some.portfolio, some.scores.round, some.scores).problem).starts


def told(some: Incomplete) -> dict[str, tuple[str, bool, Fraction | None]]:
    admissible = space(*WIDE)
    assert admissible is not None
    found = joint(some, admissible, Search(1_000), 1, plan(some))
    assert found.enumerated
    return {one.id: (one.verdict, one.proved, one.core_index) for one in found.standings}


def test_verdicts_by_hand() -> None:
    """`a` is worth 40 to 60 and `b` 50, so either may be ahead; `c` is behind both."""
    projects = [rated("a", 40, 40), rated("b", 50, 50), rated("c", 30, 30)]
    low, high = ({"a": {f"c{n}": {"value": value} for n in (0, 1)}} for value in ("40", "60"))
    half = Fraction(1, 2)
    assert told(incomplete(*projects, answers=[low, high])) == {
        "a": ("borderline", True, half),
        "b": ("borderline", True, half),
        "c": ("exterior", True, 0),
    }
    both = incomplete(*projects, answers=[low, high], room=200)
    assert {id_: one[:2] for id_, one in told(both).items()} == {
        "a": ("core", True),
        "b": ("core", True),
        "c": ("exterior", True),
    }


def test_places_with_uncertain_scores() -> None:
    """`a` is first in a half of the draws and second in the other half."""
    answers = [{"a": {"c0": {"value": value}, "c1": {"value": "50"}}} for value in ("40", "60")]
    some = incomplete(rated("a", 50, 50), rated("b", 50, 50), answers=answers)
    admissible = space(*WIDE)
    assert admissible is not None
    found = {
        one.id: one.places
        for one in joint(some, admissible, Search(10_000), 1, plan(some)).standings
    }
    places = found["a"]
    assert places is not None
    assert places.mean == pytest.approx(1.5, abs=0.02)
    assert places.first == places.top == pytest.approx(0.5, abs=0.02)


BOUNDS = st.tuples(*(st.tuples(st.integers(0, 9), st.integers(0, 3)) for _ in range(2)))
ROWS = st.lists(st.tuples(BOUNDS, st.integers(1, 3), st.booleans()), min_size=1, max_size=4)
TENTHS = ((3, 7), (7, 3))
CORNERS = tuple((Fraction(one, 10), Fraction(other, 10)) for one, other in TENTHS)
KEPT = {2027: 4, 2028: 3}


@settings(max_examples=40, deadline=None)
@given(ROWS, st.integers(1, 6))
def test_undominated_are_those_of_trying_every_score(
    rows: list[tuple[tuple[tuple[int, int], ...], int, bool]], money: int
) -> None:
    candidates = tuple(
        Candidate(
            f"p{n}",
            tuple(
                StartOption(y, 0, {("f", 0): cost}, cost)
                for y in ((2027, 2028) if late else (2027,))
            ),
        )
        for n, (_, cost, late) in enumerate(rows)
    )
    bounds = {
        f"p{n}": [(Fraction(low), Fraction(low + more)) for low, more in spans]
        for n, (spans, _, _) in enumerate(rows)
    }
    problem = Problem(candidates, {("f", 0): money})
    choices = list(allowed(problem))
    ends = [tuple(map(int, end)) for spans in bounds.values() for end in spans]
    worths = [  # in tenths, so that they are whole
        [
            sum(
                KEPT[year] * sum(w * scores[2 * int(id_[1]) + c] for c, w in enumerate(corner))
                for id_, year in choice.items()
            )
            for corner in TENTHS
            for scores in product(*ends)
        ]
        for choice in choices
    ]
    expected = {
        frozenset(choice)
        for choice, worth in zip(choices, worths, strict=True)
        if not any(
            one != worth and all(a >= b for a, b in zip(one, worth, strict=True)) for one in worths
        )
    }
    kept = {(one.id, start.year): KEPT[start.year] for one in candidates for start in one.starts}
    assert sets_of(undominated(problem, kept, bounds, CORNERS) or ()) == expected


def test_large_rounds_are_not_enumerated() -> None:
    problem = Problem(
        tuple(Candidate(f"p{n:02}", (StartOption(2027, 0, {}, 1),)) for n in range(13)), {}
    )
    assert undominated(problem, {}, {}, CORNERS) is None


def test_what_follows_from_numbers_is_not_missing() -> None:
    """`a` lacks an answer on the first criterion, and nobody has to answer the second."""
    counted = {"kind": "number", "source": "budget_savings", "worst": "0", "best": "100"}
    plan = pot(100)
    second = {"id": "c1", "title": "C1", "weight": "50", "scale": counted}
    content = portfolio(plan, rated("a"), criteria=[criteria(*WIDE)[0], second])
    spans = Incomplete(content, score(content, plan)).spans["a"]
    assert [one.missing for one in spans] == [True, False]
    assert spans[1] == ScoreInterval(Fraction(0), Fraction(0))


def test_the_spans_are_the_assessors_lowest_and_highest() -> None:
    answers = [{"a": {"c0": {"value": "20"}}}, {"a": {"c0": {"value": "70"}}}]
    some = incomplete(rated("a", 50, 60), answers=answers)
    assert some.spans["a"] == (
        ScoreInterval(Fraction(20), Fraction(70)),
        ScoreInterval(Fraction(60), Fraction(60)),
    )
    assert some.moves


def test_a_missing_score_is_the_whole_scale_and_the_project_takes_part() -> None:
    some = incomplete(rated("a", 50))
    assert some.spans["a"][1] == ScoreInterval(Fraction(0), Fraction(100), missing=True)


def test_certain_scores_do_not_move() -> None:
    assert not incomplete(rated("a", 50, 60)).moves


def test_a_share_by_hand() -> None:
    """`a` is worth an even number from 0 to 100 on both, `b` 60: `a` wins when its mean is above.

    At equal weights the mean of two even numbers is above 60 in a share of 0.32; the weights move
    evenly around that, which changes it by less than the standard error of the draws.
    """
    some = incomplete(rated("a"), rated("b", 60, 60))
    w = np.linspace(0.3, 0.7, 401)
    # P(w X + (1−w) Y > 0.6) for X, Y even on [0, 1], averaged over w.
    x = np.linspace(0, 1, 2001)
    expected = float(
        np.mean([np.mean(np.clip(1 - (0.6 - one * x) / (1 - one), 0, 1)) for one in w])
    )
    found = shares(some)
    assert found["a"] == pytest.approx(expected, abs=0.02)
    assert found["a"] + found["b"] == pytest.approx(1.0)


def test_every_draw_gets_the_best_portfolio() -> None:
    projects = [
        rated("a"),
        rated("b", 60, 60, cost=60),
        rated("c", 30, 80, cost=40),
        rated("d", 90),
    ]
    some = incomplete(*projects)
    admissible = space(*WIDE)
    assert admissible is not None
    streams = [np.random.default_rng(one) for one in np.random.SeedSequence((0, 1)).spawn(2)]
    drawn = _values(some, admissible, 200, streams[1])
    held = dict.fromkeys(some.spans, 0)
    for row in drawn:
        values = {
            id_: Fraction(round(float(value) * 10**6), 10**6)
            for id_, value in zip(some.spans, row, strict=True)
        }
        for id_ in solve(some.problem(values)).starts:
            held[id_] += 1
    found = shares(some, 200)
    assert {id_: count / 200 for id_, count in held.items()} == pytest.approx(found, abs=0.011)


def twelve(seed: int) -> tuple[Incomplete, list[tuple[int, int, int]]]:
    """Return twelve projects whose two scores may be ten points less or more, and their numbers."""
    stream = np.random.default_rng(seed)
    rows = [
        (int(stream.integers(15, 85)), int(stream.integers(15, 85)), int(stream.integers(20, 90)))
        for _ in range(12)
    ]
    projects = [rated(f"p{n:02}", a, b, cost=cost) for n, (a, b, cost) in enumerate(rows)]
    answers = [
        {
            f"p{n:02}": {"c0": {"value": str(a + more)}, "c1": {"value": str(b + more)}}
            for n, (a, b, _) in enumerate(rows)
        }
        for more in (-10, 10)
    ]
    return incomplete(*projects, answers=answers, room=300), rows


def pairs(rows: list[tuple[int, int, int]], room: int) -> tuple[list[frozenset[str]], Any]:
    """Return all portfolios, and whether each, a row, may be worth less than another, a column."""
    every = np.array(list(product((0, 1), repeat=len(rows))))
    fit = every[every @ np.array([cost for _, _, cost in rows]) <= room]
    less = np.zeros((len(fit), len(fit)), dtype=bool)
    for first in (0.45, 0.55):
        value = np.array([first * a + (1 - first) * b for a, b, _ in rows])
        low, high = fit * (value - 10), fit * (value + 10)
        # What both hold cancels.
        mine = low.sum(axis=1)[:, None] - low @ fit.T
        other = high.sum(axis=1)[None, :] - high @ fit.T
        less |= mine - other < -1e-6
    sets = [frozenset(f"p{n:02}" for n in np.flatnonzero(one)) for one in fit]
    return sets, less


NARROW = ((50, (45, 55)), (50, (45, 55)))
WORDS = {Fraction(0): "exterior", Fraction(1): "core"}


@pytest.mark.parametrize("seed", range(3))
def test_twelve_projects_against_every_pair_of_portfolios(seed: int) -> None:
    some, rows = twelve(seed)
    admissible = space(*NARROW)
    assert admissible is not None
    today = plan(some)
    found = joint(some, admissible, Search(200), 1, today)
    sets, less = pairs(rows, 300)
    kept = np.flatnonzero(~(less & ~less.T).any(axis=1))
    best = {sets[n] for n in kept}
    assert found.enumerated
    for one in found.standings:
        index = Fraction(sum(one.id in ids for ids in best), len(best))
        told_ = (one.core_index, one.verdict, one.proved)
        assert told_ == (index, WORDS.get(index, "borderline"), True)
        assert one.verdict != "core" or one.share == 1
        assert one.verdict != "exterior" or one.share == 0
    ours = frozenset(today)
    rivals = {(ours | set(one.enters)) - set(one.leaves) for one in found.rivals}
    may = less[sets.index(ours)]
    assert rivals == {sets[n] for n in kept if may[n]}


@pytest.mark.parametrize("seed", range(3))
def test_in_larger_rounds_what_may_beat_the_plan_is_found_at_the_corners(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("innostrat.analysis.weights.intervals.CANDIDATES", 11)
    monkeypatch.setattr("innostrat.analysis.weights.incomplete.BATCHES", 0)
    some, rows = twelve(seed)
    admissible = space(*NARROW)
    assert admissible is not None
    today = plan(some)
    found = joint(some, admissible, Search(200), 1, today)
    assert not found.enumerated
    assert {one.core_index for one in found.standings} == {None}
    sets, less = pairs(rows, 300)
    may = less[sets.index(frozenset(today))]
    rivals = {(frozenset(today) | set(one.enters)) - set(one.leaves) for one in found.rivals}
    assert rivals <= {sets[n] for n in np.flatnonzero(may)}
    assert bool(rivals) == bool(may.any())
    assert all(one.proved == (one.verdict == "borderline") for one in found.standings)


def test_one_rival_alone_by_hand() -> None:
    """Two fit. `a` is in whatever happens; `c`, 52 at best, may be ahead of `b`, 48 at worst."""
    projects = [rated("a", 90, 90), rated("b", 55, 55), rated("c", 45, 45), rated("d", 20, 20)]
    low, high = (
        {
            id_: {f"c{n}": {"value": str(value + more)} for n in (0, 1)}
            for id_, value in (("b", 55), ("c", 45))
        }
        for more in (-7, 7)
    )
    some = incomplete(*projects, answers=[low, high], room=200)
    admissible = space(*WIDE)
    assert admissible is not None
    found = joint(some, admissible, Search(100), 1, plan(some))
    assert [(one.enters, one.leaves) for one in found.rivals] == [(("c",), ("b",))]
    verdicts = {one.id: (one.verdict, one.core_index) for one in found.standings}
    half = Fraction(1, 2)
    assert verdicts == {
        "a": ("core", 1),
        "b": ("borderline", half),
        "c": ("borderline", half),
        "d": ("exterior", 0),
    }
