"""What a layperson may ask of the example portfolios: nothing is worth nothing, half is half."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.files.source import read_folder
from innostrat.loading.load import load
from innostrat.model.scales import LevelScale, ReachScale
from innostrat.model.score import Score
from innostrat.model.words import Role, Selection
from innostrat.money import Estimate

if TYPE_CHECKING:
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project

PORTFOLIOS: Final = Path(__file__).parent.parent / "portfolios"
NAMES: Final = ("gausdal", "fjord-libraries")


def loaded(name: str) -> Portfolio:
    contents, _ = load(read_folder(PORTFOLIOS / name, ""))
    found = contents.portfolio()
    assert found is not None
    return found


def answer(criterion: Criterion, *, best: bool) -> Score | None:
    """Return the best or the worst answer that the scale describes, where people give one."""
    match criterion.scale:
        case LevelScale(levels=levels):
            return Score.model_validate({"value": str((max if best else min)(levels))})
        case ReachScale(changes=changes):
            people = "1000" if best else "0"
            return Score.model_validate({"people": people, "change": max(changes)})
        case _:
            return None


def pointless(portfolio: Portfolio, *, pretty: bool) -> Project:
    """Return a project that changes nothing for anybody; a pretty one is the best in all else."""
    model = next(one for one in portfolio.projects.values() if one.stands and not one.is_bound)
    answers = {
        one.id: given
        for one in portfolio.strategy.criteria
        if (given := answer(one, best=pretty and one.role is not Role.BENEFIT))
    }
    costs = tuple(
        one.model_copy(update={"amounts": dict.fromkeys(one.amounts, Estimate.certain(Decimal(1)))})
        for one in model.costs
    )
    changes = {"id": "pointless", "scores": answers, "goals": (), "costs": costs}
    kept = () if not pretty else tuple(scaled(one, 0) for one in model.benefits)
    return model.model_copy(update=changes | {"benefits": kept, "requires": (), "excludes": ()})


def scaled(one: Any, share: Fraction | int) -> Any:  # noqa: ANN401
    amounts = {
        year: Estimate.certain(quantity(amount.likely, share))
        for year, amount in (one.amounts or {}).items()
    }
    return one.model_copy(update={"amounts": amounts or None})


def quantity(number: Decimal, share: Fraction | int) -> Decimal:
    return round(number * Decimal(share.numerator) / Decimal(share.denominator), 2)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pretty", [False, True])
def test_a_pointless_project_is_worth_nothing_and_gets_nothing(name: str, pretty: bool) -> None:  # noqa: FBT001
    before = loaded(name)
    project = pointless(before, pretty=pretty)
    after = replace(before, projects={**before.projects, project.id: project})
    (round_,) = after.rounds.values()
    scores = score(after, round_)
    assert not any(one.id == project.id and one.value for one in scores.ranking)
    for method in Selection:
        plan = make_plan(after, scores, method, Effort(contrasts=False))
        if method is Selection.OPTIMAL:
            assert project.id not in plan.ids


def part(project: Project, number: int, parts: int) -> Project:
    """Return one of several equal parts of a project: a part of its people, money and benefits."""
    share = Fraction(1, parts)
    scores = {
        key: one
        if one.value is not None
        else Score.model_validate(
            {
                "groups": [
                    {"people": str(quantity(group.people, share)), "change": group.change}
                    for group in one.reached
                ]
            }
        )
        for key, one in project.scores.items()
    }
    goals = tuple(
        one.model_copy(update={"contribution": quantity(one.contribution, share)})
        for one in project.goals
    )
    benefits = tuple(scaled(one, share) for one in project.benefits)
    costs = tuple(scaled(one, share) for one in project.costs)
    changes = {"scores": scores, "goals": goals, "benefits": benefits, "costs": costs}
    return project.model_copy(update={"id": f"part-{number}", **changes})


@pytest.mark.parametrize("parts", [2, 3, 10])
@pytest.mark.parametrize("name", NAMES)
def test_parts_of_any_project_are_worth_the_whole_together(name: str, parts: int) -> None:
    before = replace(loaded(name), assessments=())
    (round_,) = before.rounds.values()
    for whole in score(before, round_).ranking:
        cut = {f"part-{n}": part(whole.project, n, parts) for n in range(parts)}
        values = [one.value for one in score(replace(before, projects=cut), round_).ranking]
        assert len(values) == parts
        assert abs(sum(values) - whole.value) <= whole.value / 100
