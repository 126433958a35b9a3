"""Builds rounds with several criteria whose scores are the values themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from building import STRATEGY, portfolio, project, round_, strategy

from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.polytope import WeightSpace, weight_space
from innostrat.analysis.weights.pool import Weighing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.model.project import Project
    from innostrat.model.round import Round

SCALE = STRATEGY["criteria"][0]["scale"]
Spec = tuple[int, tuple[int, int] | None]


def criteria(*specs: Spec) -> list[dict[str, Any]]:
    """Return criteria `c0`, `c1`, … with these weights and ranges."""
    return [
        {"id": f"c{number}", "title": f"C{number}", "weight": str(weight), "scale": SCALE}
        | ({} if limits is None else {"weight_range": [str(limit) for limit in limits]})
        for number, (weight, limits) in enumerate(specs)
    ]


def space(*specs: Spec, order: Sequence[Sequence[str]] = ()) -> WeightSpace | None:
    """Return the admissible weights of such criteria."""
    orders = [list(one) for one in order]
    return weight_space(strategy(criteria=criteria(*specs), weight_order=orders))


def rated(id_: str, *values: int, cost: int = 100, **changes: Any) -> Project:  # noqa: ANN401
    """Return a project with a value on each criterion that costs so many kroner in 2027."""
    scores = {f"c{number}": {"value": str(value)} for number, value in enumerate(values)}
    return project(id_, scores=scores, costs={"money": {2027: cost}}, **changes)


def pot(amount: int, **changes: object) -> Round:
    """Return a round with so many kroner in 2027."""
    return round_({"money": [amount, 0, 0, 0]}, **changes)


def weighing(plan: Round, specs: Sequence[Spec], *projects: Project) -> Weighing:
    """Return the scored round, ready to be weighed anew."""
    content = portfolio(plan, *projects, criteria=criteria(*specs))
    return Weighing(content, score(content, plan))
