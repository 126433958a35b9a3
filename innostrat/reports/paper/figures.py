"""The figures of a document, from the same plan as its tables."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.result import place
from innostrat.analysis.value.scoring import UNITS
from innostrat.budgets import BUDGETS, ByBudget
from innostrat.economy import smallest_unit
from innostrat.messages import Kroner, Percent, msg, msgn
from innostrat.model.words import DEGREES, FrameKind
from innostrat.reports.amounts import unit
from innostrat.reports.budget import effect
from innostrat.reports.budget.investments import loans_unknown
from innostrat.reports.figure import Axis, Bars, Dot, Figure, Grid, LevelPanel, Levels, Scatter
from innostrat.reports.weights.incomplete import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import FrameYear, Funded, Left, Plan
    from innostrat.analysis.weights.robustness import Robustness
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Frame
    from innostrat.reports.basis import Basis

THOUSAND: Final = 1000
LEFT_OUT: Final = 2  # the series of what is not in the plan
PARTS: Final = 1_000_000  # shares of draws are far fewer


COSTS: Final = {
    FrameKind.OPERATING: (
        msg("Value and operating cost of each project"),
        msg("Gross operating cost, 1000 kr"),
    ),
    FrameKind.INVESTMENT: (
        msg("Value and investment cost of each project"),
        msg("Gross investment cost, 1000 kr"),
    ),
}


def value_and_cost(plan: Plan, basis: Basis) -> Iterator[Figure]:
    """Yield, for each budget, the scored projects by what they cost there and are worth."""
    entries = [
        (one.project.title, one.cost, one.scored, 0 if one.scored.rank else 1)
        for one in plan.funded
        if one.scored is not None
    ]
    entries += [
        (one.project.title, basis.cost(one.project) or ByBudget(), one.scored, LEFT_OUT)
        for one in plan.left
    ]
    for kind in BUDGETS:
        shown = tuple(
            Dot(
                title,
                Fraction(cost.of(kind), THOUSAND),
                Fraction(scored.units, UNITS),
                series,
                scored.rank,
            )
            for title, cost, scored, series in sorted(entries, key=lambda one: one[0])
            if cost.of(kind)
        )
        if shown:
            yield _value_and_cost(kind, shown)


def _value_and_cost(kind: FrameKind, shown: tuple[Dot, ...]) -> Figure:
    inside = [one.x for one in shown if one.series != LEFT_OUT]
    title, axis = COSTS[kind]
    return Figure(
        f"value-and-{kind.value}",
        title,
        (
            msgn(
                "{n} project by its gross cost in the years of the plan and its value.",
                "{n} projects by their gross cost in the years of the plan and their value.",
                len(shown),
            ),
            msg(
                "{funded} of them are in the plan, for {cost} together.",
                funded=len(inside),
                cost=Kroner(int(sum(inside) * THOUSAND)),
            ),
        ),
        Scatter(
            Axis(axis),
            Axis(msg("Value, points")),
            (msg("in the plan"), msg("in the plan, bound"), msg("not in the plan")),
            shown,
        ),
    )


def points_of_projects(plan: Plan) -> Figure:
    """Return the points of each project that competed, most first, and where the funded end."""
    entries: list[Funded | Left] = [*plan.funded, *plan.left]
    ranked = sorted((one for one in entries if one.scored and one.scored.rank), key=place)
    inside = {one.project.id for one in plan.funded}
    last = max((n for n, one in enumerate(ranked, 1) if one.project.id in inside), default=0)
    line = (last, msg("None below this line is in the plan.")) if last < len(ranked) else None
    return Figure(
        "points",
        msg("The points of each project that competed"),
        (
            msg("The projects by rank, with the points that each is worth and whether it is in."),
            *((msg("The last that is in the plan is no. {rank}.", rank=last),) if last else ()),
        ),
        Bars(
            (msg("in the plan"), msg("not in the plan")),
            tuple(
                (
                    msg("{rank} {title}", rank=one.scored.rank, title=one.project.title),
                    Fraction(one.scored.units, UNITS),
                    int(one.project.id not in inside),
                )
                for one in ranked
                if one.scored is not None
            ),
            Axis(msg("Value, points"), 1),
            line,
        ),
    )


def net_effect(plan: Plan, portfolio: Portfolio) -> Figure:
    """Return what the plan charges the operating budget with each year, net."""
    net = effect.net_operating(plan, portfolio)
    years = [(year, net.get(year, 0)) for year in plan.round.years]
    return Figure(
        "net-operating",
        msg("Net effect on the operating budget each year, 1000 kr"),
        (
            msg("What the plan costs to run each year, less granted funding and savings."),
            *(msg("{year}: {amount}", year=year, amount=Kroner(amount)) for year, amount in years),
            *loans_unknown(plan, portfolio),
        ),
        Bars(
            (msg("net operating"),),
            tuple((str(year), Fraction(amount, THOUSAND), 0) for year, amount in years),
            Axis(msg("1000 kr")),
        ),
    )


def use_of_frames(plan: Plan) -> Figure:
    """Return what the plan uses of each frame, year by year."""
    fullest = max(
        (one for one in plan.frames if one.limit > 0),
        key=lambda one: Fraction(one.used, one.limit),
        default=None,
    )
    said = [msg("What the plan uses of each frame in each year, and what there is.")]
    if fullest is not None:
        said.append(fullest_frame(fullest))
    return Figure(
        "use-of-frames",
        msg("The use of each frame"),
        tuple(said),
        Levels(
            plan.round.years,
            tuple(_panel(frame, plan) for frame in plan.round.frames),
            msg("used"),
            msg("frame"),
        ),
    )


def fullest_frame(one: FrameYear) -> Message:
    """Return which frame is used most, in a sentence."""
    return msg(
        "Tightest is {frame} in {year}: {share} is used.",
        frame=one.frame.title,
        year=one.year,
        share=Percent(Fraction(one.used, one.limit)),
    )


def _panel(frame: Frame, plan: Plan) -> LevelPanel:
    of_frame = [one for one in plan.frames if one.frame.id == frame.id]
    whole = THOUSAND if frame.is_money else smallest_unit(frame)
    return LevelPanel(
        frame.title,
        unit(frame),
        tuple(Fraction(one.used, whole) for one in of_frame),
        tuple(Fraction(one.limit, whole) for one in of_frame),
        0 if frame.is_money else 1,
    )


def balance_bars(plan: Plan, portfolio: Portfolio) -> Figure:
    """Return the share of each budget's money in the plan that each focus area has."""
    kinds = [kind for kind in BUDGETS if plan.cost.of(kind)]
    rows = tuple(
        (
            msg("{area}, {budget}", area=area.title, budget=kind.label),
            Fraction(
                sum(one.cost.of(kind) for one in plan.funded if one.project.focus_area == area.id),
                plan.cost.of(kind),
            ),
            place,
        )
        for place, kind in enumerate(kinds)
        for area in portfolio.strategy.focus_areas
    )
    return Figure(
        "balance",
        msg("The money over the focus areas"),
        (
            msg("Each focus area's share of the gross cost of the plan, for each budget."),
            *(msg("{name}: {share}", name=name, share=Percent(share)) for name, share, _ in rows),
        ),
        Bars(tuple(kind.label for kind in kinds), rows),
    )


def goals_and_projects(plan: Plan, portfolio: Portfolio) -> Figure:
    """Return which projects in the plan contribute to which goal, and how much."""
    projects = [one.project for one in plan.funded]
    goals = [one for one in portfolio.strategy.walk() if one.is_target]
    strength = {
        (one.id, link.goal): ceil(link.contribution) for one in projects for link in one.goals
    }
    bare = sum(all((one.id, goal.id) not in strength for one in projects) for goal in goals)
    return Figure(
        "goals-and-projects",
        msg("Goals and projects in the plan"),
        (
            msg(
                "Each row is a goal, each column a project in the plan, with how much it "
                "contributes: some, clear or decisive."
            ),
            msgn(
                "{n} goal has no project in the plan.",
                "{n} goals have no project in the plan.",
                bare,
            ),
        ),
        Grid(
            tuple(one.title for one in projects),
            tuple(
                (goal.title, tuple(strength.get((one.id, goal.id), 0) for one in projects))
                for goal in goals
            ),
            tuple(DEGREES[number] for number in sorted(DEGREES)),
        ),
    )


def robustness_bars(found: Robustness, portfolio: Portfolio) -> Figure:
    """Return in which share of the weights each project is in the best portfolio."""
    order = list(VERDICTS)
    verdicts = [one.verdict for one in found.standings]
    return Figure(
        "robustness",
        msg("Share of the weights in which a project is in the best portfolio"),
        (
            msg(
                "Projects that are core: {core}, borderline: {borderline}, exterior: {exterior}.",
                core=verdicts.count("core"),
                borderline=verdicts.count("borderline"),
                exterior=verdicts.count("exterior"),
            ),
        ),
        Bars(
            tuple(VERDICTS.values()),
            tuple(
                (
                    portfolio.projects[one.id].title,
                    Fraction(round(one.share * PARTS), PARTS),
                    order.index(one.verdict),
                )
                for one in found.standings
            ),
        ),
    )
