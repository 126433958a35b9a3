"""All that was asked about how firm a plan is, and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.reports.amounts import cost_data
from innostrat.reports.plan.entries import decimal_points
from innostrat.reports.sensitivity.breakpoints import range_of
from innostrat.reports.sensitivity.profiles import agreed, unusable

if TYPE_CHECKING:
    from innostrat.analysis.optimizer.problem import Solution
    from innostrat.analysis.sensitivity.breakpoints import Breakpoint, Interval
    from innostrat.analysis.sensitivity.frontier import Buy, Point
    from innostrat.analysis.sensitivity.profiles import Viewed
    from innostrat.analysis.sensitivity.tornado import Side, Swing
    from innostrat.model.criterion import Criterion
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All that was asked about one plan."""

    plan: Solution
    intervals: tuple[Interval, ...]
    swings: tuple[Swing, ...]
    views: tuple[Viewed, ...]
    points: tuple[Point, ...]
    buys: tuple[Buy, ...]


def sensitivity_data(found: Sensitivity, basis: Basis) -> dict[str, Json]:
    """Return everything; points are floats with four decimals, shares parts of one."""
    criteria = basis.portfolio.strategy.benefits
    counts = agreed(found.views, found.plan.starts) if found.views else {}
    return {
        "format": 2,  # operating and investment apart
        "kind": "sensitivity",
        "round": basis.ranked.round.id,
        "plan": dict(found.plan.starts),
        "intervals": [
            {
                "criterion": criteria[one.criterion].id,
                "weight": float(one.today),
                "range": _range(basis, criteria[one.criterion]),
                "below": _change(one.below),
                "above": _change(one.above),
            }
            for one in found.intervals
        ],
        "tornado": [
            {
                "kind": one.input.kind,
                "id": one.input.id or None,
                "frame": one.input.frame,
                "low": _side(one.low),
                "high": _side(one.high),
            }
            for one in found.swings
        ],
        "profiles": [
            {
                "id": one.profile.id,
                "title": one.profile.title,
                "plan": dict(one.starts),
                "value": decimal_points(one.value),
                "loss": decimal_points(one.loss),
            }
            for one in found.views
        ],
        "profiles_left_out": list(unusable(basis.portfolio)),
        "agreed": [id_ for id_, n in counts.items() if n > len(found.views)],
        "disputed": [id_ for id_, n in counts.items() if n <= len(found.views)],
        "frontier": [_point(one) for one in found.points],
        "next": [_buy(one) for one in found.buys],
    }


def _change(one: Breakpoint | None) -> Json:
    if one is None:
        return None
    return {"weight": float(one.at), "enters": list(one.enters), "leaves": list(one.leaves)}


def _range(basis: Basis, criterion: Criterion) -> Json:
    ends = range_of(basis.portfolio.strategy, criterion)
    return None if ends is None else [float(end) for end in ends]


def _side(one: Side) -> Json:
    return {
        "to": None if one.to is None else float(one.to),
        "points": None if one.effect is None else decimal_points(one.effect),
        "fits": one.fits,
        "enters": list(one.enters),
        "leaves": list(one.leaves),
    }


def _point(one: Point) -> Json:
    return {
        "per_cent": one.per_cent,
        "money": cost_data(one.money),
        "value": None if one.value is None else decimal_points(one.value),
        "projects": one.projects,
    }


def _buy(one: Buy) -> Json:
    return {
        "frame": one.frame.id,
        "more": list(one.more),
        "gain": decimal_points(one.gain),
        "enters": list(one.enters),
        "leaves": list(one.leaves),
    }
