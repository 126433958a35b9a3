"""Every kind of explanation against the plans that `oracle` finds by trying every selection.

Rounds are random, with windows of starts, penalties for delay, savings that refill frames, and
rules about numbers and shares. What `why` says is stepped over: on its one side the project is in,
on the other it is not.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from analysis.oracle import best, possible
from analysis.plan.test_oracle import rounds
from building import portfolio, project, round_
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from innostrat.analysis.plan.planning import Effort, Memory, make_plan
from innostrat.analysis.plan.why import Why, explain_selection
from innostrat.analysis.value.scoring import score
from innostrat.model.words import Selection
from innostrat.money import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project

Room = dict[tuple[str, int], int]
POINT = Decimal(10_000)
MOST = 100  # points that a project may be worth
DEARER = (101, 110, 150, 200)
LOCAL = settings(max_examples=60, deadline=None)


def scarce(content: Portfolio) -> Portfolio:
    """Return the portfolio with half of the money, where every project is worth something else."""
    (plan,) = content.rounds.values()
    frames = tuple(
        one.model_copy(
            update={"amounts": {year: max(50, n // 2) for year, n in one.amounts.items()}}
        )
        for one in plan.frames
    )
    content = replace(content, rounds={plan.id: plan.model_copy(update={"frames": frames})})
    for number, id_ in enumerate(content.projects):
        if "worth" in content.projects[id_].scores:
            content = valued(content, id_, 200_000 + 70_000 * number)
    return content


def told(content: Portfolio, pick: int) -> tuple[str, Why, Room]:
    """Return what is said of one of the projects that compete, and what it lacks."""
    (plan,) = content.rounds.values()
    scores, memory = score(content, plan), Memory()
    made = make_plan(content, scores, Selection.OPTIMAL, Effort(contrasts=False), memory)
    assume(memory.solution is not None and made.is_made)
    assert memory.solution is not None
    short = {left.project.id: dict(left.short) for left in made.left if left.possible}
    lacking = [id_ for id_, amounts in short.items() if amounts]
    ids = lacking or [*short, *(one.project.id for one in made.funded if not one.project.is_bound)]
    assume(ids)
    id_ = sorted(ids)[pick % len(ids)]
    lacks = short.get(id_, {})
    return id_, explain_selection(content, scores, id_, memory.solution, lacks), lacks


def held(content: Portfolio, id_: str) -> bool:
    return id_ in (best(content) or {})


def changed(content: Portfolio, id_: str, **changes: object) -> Portfolio:
    one = content.projects[id_].model_copy(update=changes)
    return replace(content, projects={**content.projects, id_: one})


def valued(content: Portfolio, id_: str, units: int) -> Portfolio:
    """Return the portfolio where a project is worth so many ten-thousandths of a point."""
    given_ = content.projects[id_].scores["worth"]
    value = given_.model_copy(update={"value": units / POINT})
    return changed(content, id_, scores={"worth": value})


def costing(content: Portfolio, id_: str, percent: int) -> Portfolio:
    def part(amounts: Mapping[int, Estimate]) -> dict[int, Estimate]:
        return {
            year: Estimate.certain(Decimal(-(-int(one.likely) * percent // 100)))
            for year, one in amounts.items()
        }

    costs = tuple(
        one.model_copy(update={"amounts": part(one.amounts)}) for one in content.projects[id_].costs
    )
    return changed(content, id_, costs=costs)


ROUNDS = rounds() | rounds().map(scarce)


def today(one: Project) -> int:
    return int(Decimal(one.scores["worth"].value or 0) * POINT)


@LOCAL
@given(ROUNDS, st.integers(0, 3))
def test_the_value_named_is_the_last_that_does_not_turn_it(content: Portfolio, pick: int) -> None:
    id_, why, _ = told(content, pick)
    now = today(content.projects[id_])
    if why.margin is None:
        end = 0 if why.funded else MOST * int(POINT)
        assert held(valued(content, id_, end), id_) is why.funded
        return
    margin = int(why.margin * int(POINT))
    sign = -1 if why.funded else 1
    assert held(valued(content, id_, now + sign * margin), id_) is not why.funded
    assert held(valued(content, id_, now + sign * (margin - 1)), id_) is why.funded


def test_a_value_that_a_late_start_rounds_away_is_none() -> None:
    """What it requires starts in 2029, where 40 % of 1/10 000 point rounds to nothing."""
    waiting = project("a", 20, requires=["b"], start={"earliest": "2028", "latest": "2029"})
    leading = project("b", 0, start={"earliest": "2029", "latest": "2029"})
    content = portfolio(round_({"money": [100] * 4}, delay_penalty="60 %"), waiting, leading)
    scores, memory = score(content, content.rounds["plan"]), Memory()
    make_plan(content, scores, Selection.OPTIMAL, Effort(contrasts=False), memory)
    assert memory.solution is not None
    why = explain_selection(content, scores, "a", memory.solution, {})
    assert why.margin == 20 - Fraction(1, int(POINT))


@LOCAL
@given(ROUNDS, st.integers(0, 3))
def test_the_cost_named_is_the_last_per_cent(content: Portfolio, pick: int) -> None:
    id_, why, _ = told(content, pick)
    if why.contrast.loss is None and why.funded:
        return  # no plan does without it
    if why.cost.percent is not None:
        assert held(costing(content, id_, why.cost.percent), id_)
        assert not held(costing(content, id_, why.cost.percent + 1), id_)
    (plan,) = content.rounds.values()
    ruled = any(one.min_share or one.max_share for one in plan.balance)
    between: Iterable[int]
    if why.funded:
        last = why.cost.percent or why.cost.tried or DEARER[-1]
        between = [one for one in DEARER if one <= last]
        assert (why.cost.tried is not None) <= ruled
    else:
        first = 0 if why.cost.percent is None else why.cost.percent + 1
        between = range(first, 100, 1 if ruled else 13)
    assert all(held(costing(content, id_, one), id_) is why.funded for one in between)


@LOCAL
@given(ROUNDS, st.integers(0, 3))
def test_the_years_named_are_those_that_let_it_in(content: Portfolio, pick: int) -> None:
    id_, why, _ = told(content, pick)
    (plan,) = content.rounds.values()
    one = content.projects[id_]
    if why.funded:
        assert why.years == ()
        return
    others = {}
    for year in set(plan.years) - set(possible(one, plan)):
        window = one.start.model_copy(update={"earliest": year, "latest": year})
        others[year] = held(changed(content, id_, start=window), id_)
    assert set(why.years) == {year for year, is_in in others.items() if is_in}


@LOCAL
@given(ROUNDS, st.integers(0, 3))
def test_the_room_named_is_the_least_that_lets_it_in(content: Portfolio, pick: int) -> None:
    id_, why, lacks = told(content, pick)
    (plan,) = content.rounds.values()

    def wider(room: Mapping[tuple[str, int], int], part: Fraction) -> bool:
        frames = tuple(
            frame.model_copy(
                update={
                    "amounts": {
                        year: amount + int(room.get((frame.id, year), 0) * part)
                        for year, amount in frame.amounts.items()
                    }
                }
            )
            for frame in plan.frames
        )
        grown = plan.model_copy(update={"frames": frames})
        return held(replace(content, rounds={plan.id: grown}), id_)

    for frame in why.frames:
        room = {key: amount for key, amount in why.room.items() if key[0] == frame}
        assert wider(room, Fraction(1))
        most = max(room.values())
        for steps in (0, most // 2, most - 1):
            assert not wider(room, Fraction(steps, most))
    for frame in {frame for frame, _ in lacks} - set(why.frames):
        room = {key: amount for key, amount in lacks.items() if key[0] == frame}
        assert not any(wider(room, Fraction(part, 4)) for part in range(5))
