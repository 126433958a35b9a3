"""The summary of a document in words: what is funded, what is not, and what to discuss."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.messages import Kroner, Listing, Message, msg, msgn
from innostrat.reports.budget.effect import lasting_level, net_operating
from innostrat.reports.doubts import doubted
from innostrat.reports.paper.figures import fullest_frame
from innostrat.reports.plan.answer import chooses
from innostrat.reports.plan.entries import points
from innostrat.reports.plan.plan import first, plan_status
from innostrat.reports.table import Facts
from innostrat.reports.year import decided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.weights.robustness import Robustness
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.basis import Basis
    from innostrat.reports.paper.inputs import Inputs

FEW: Final = 5  # titles in a sentence


def key_figures(plan: Plan, basis: Basis) -> Facts:
    """Return the handful of numbers that a reader looks for first."""
    if plan.decision is not None:
        return _decided_figures(plan)
    bound = sum(one.project.is_bound for one in plan.funded)
    competing = len(plan.funded) - bound + len(plan.left)
    return Facts(
        "key-figures",
        msg("Key figures"),
        (
            (msg("Projects in the plan"), len(plan.funded)),
            (msg("of which bound"), bound),
            (msg("Projects that competed"), competing),
            (msg("Not in the plan"), len(plan.left)),
            (msg("Gross operating cost in the years of the plan"), _kroner(plan.cost.operating)),
            (msg("Gross investment cost in the years of the plan"), _kroner(plan.cost.investment)),
            *_effect(plan, basis.portfolio),
            (msg("Sum of values"), points(plan.value)),
            (msg("Not in the competition"), len(basis.ranked.not_ready)),
        ),
    )


def _decided_figures(plan: Plan) -> Facts:
    return Facts(
        "key-figures",
        msg("Key figures"),
        (
            (msg("Projects decided"), len(plan.funded)),
            (msg("Not prioritised, or rejected"), len(plan.left)),
            (msg("Gross operating cost in the years of the plan"), _kroner(plan.cost.operating)),
            (msg("Gross investment cost in the years of the plan"), _kroner(plan.cost.investment)),
        ),
    )


def _effect(plan: Plan, portfolio: Portfolio) -> Iterator[tuple[Message, Message]]:
    """Yield what the measures take of the operating budget each year, and what stays after."""
    amounts = net_operating(plan, portfolio)
    by_year = tuple(
        msg("{year}: {amount}", year=year, amount=Kroner(amounts.get(year, 0)))
        for year in plan.round.years
    )
    said = msg("{value}", value=Listing(by_year, "; "))
    yield msg("Net effect on operating, with grants, savings and capital costs"), said
    last = plan.round.years[-1]
    yield msg("of which lasting after {year}", year=last), _kroner(lasting_level(plan, portfolio))


def _kroner(amount: int) -> Message:
    return msg("{value}", value=Kroner(amount))


def sentences(inputs: Inputs) -> tuple[Message, ...]:
    """Return the summary: what is in and out, leaps and levers, the tightest frame, the weights."""
    plan = inputs.plan
    if not plan.is_made:
        return plan_status(plan)
    if plan.decision is not None and inputs.defence is not None:
        return tuple(decided.decision_sentences(plan, inputs.basis, inputs.defence))
    return tuple(_sentences(inputs, plan))


def _sentences(inputs: Inputs, plan: Plan) -> Iterator[Message]:
    yield from doubted(inputs.basis, [one.project for one in plan.funded])
    yield from first(plan, inputs.defence)
    tight = [one for one in plan.frames if one.limit > 0]
    if tight:
        yield fullest_frame(max(tight, key=lambda one: Fraction(one.used, one.limit)))
    later = [one for one in plan.funded if one.delay > 0]
    if later:
        yield msg(
            "Later than asked for start: {names}.",
            names=Listing(
                tuple(
                    msg("{title} ({year})", title=one.project.title, year=one.start)
                    for one in later
                ),
                "; ",
            ),
        )
    broken = sum(not one.holds for one in plan.balance)
    if plan.balance and not broken:
        yield msg("All balance rules of the round are kept.")
    elif broken:
        yield msgn(
            "{n} balance rule of the round is not kept.",
            "{n} balance rules of the round are not kept.",
            broken,
        )
    if inputs.robustness is not None and chooses(plan):
        yield from _robustness(inputs.robustness, inputs)


def _robustness(found: Robustness, inputs: Inputs) -> Iterator[Message]:
    counts = Counter(one.verdict for one in found.standings)
    yield msg(
        "When the weights move as far as the strategy lets them: {core} of the projects in every "
        "best portfolio found, {exterior} in none, and {borderline} that depend on the weights.",
        core=counts["core"],
        exterior=counts["exterior"],
        borderline=counts["borderline"],
    )
    border = [one for one in found.standings if one.verdict == "borderline"]
    border.sort(key=lambda one: (abs(one.share - 1 / 2), one.id))
    if border:
        titles = tuple(inputs.basis.portfolio.projects[one.id].title for one in border[:FEW])
        yield msg("Those that most need a discussion: {names}.", names=Listing(titles, "; "))
