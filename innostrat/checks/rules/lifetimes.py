"""Rules about how long amounts go on: an end after the beginning, and nothing hidden behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import yearly
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.lifetime import end, goes_on
from innostrat.money import shown_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Benefit, Cost, Project


LONG: Final = 40  # years, as far as R-109/2021 and DFØ's guide reckon the usual effects


def _lines(project: Project) -> Iterator[tuple[str, int, Cost | Benefit]]:
    for number, cost in enumerate(project.costs):
        yield "costs", number, cost
    for number, benefit in enumerate(project.benefits):
        yield "benefits", number, benefit


@rule(
    "T011",
    "lifetime-ends-too-early",
    Severity.ERROR,
    title=msg("A lifetime ends before its amounts do"),
    why=msg("The row has amounts in years in which, by its own words, there is none of it."),
    fix=msg("Correct the last year or the number of years, or remove the amounts after it."),
    example="benefits:\n  - {title: Strøm, kind: budget, amounts: {2028: 200 000, 2029: 350 000}, "
    "until: 2027}",
)
def lifetime_ends_too_early(project: Project) -> Iterator[Violation]:
    """Compare the end that a row states with its first and last amounts."""
    for key, number, line in _lines(project):
        stated, years = end(line), sorted(line.amounts or ())
        if stated is None or not years or stated >= years[-1]:
            continue
        begins = stated < years[0]
        yield Violation(
            (key, number, "until" if line.until is not None else "lasts"),
            msg("It ends in {end}, before it begins in {year}", end=stated, year=years[0])
            if begins
            else msg("It ends in {end}, but has an amount in {year}", end=stated, year=years[-1]),
            msg("Write the last year that it has: {example}", example=f"until: {years[-1]}"),
        )


@rule(
    "T012",
    "lifetime-said-twice",
    Severity.ERROR,
    title=msg("A lifetime is said in two ways"),
    why=msg("The two may differ after the next change, and nobody sees which one counts."),
    fix=msg("Keep lasts or until, and remove the other."),
    example="lasts: 15 years\nuntil: 2042",
)
def lifetime_said_twice(project: Project) -> Iterator[Violation]:
    """Look for rows with both keys."""
    for key, number, line in _lines(project):
        if line.lasts is not None and line.until is not None:
            yield Violation(
                (key, number, "lasts"),
                msg("The row says both lasts and until"),
                msg("Keep one of them, such as {example}", example=f"until: {line.until}"),
                on_key=True,
            )


@rule(
    "T013",
    "cost-grows-after-plan",
    Severity.WARNING,
    title=msg("A cost is higher after the plan than in its last year"),
    why=msg(
        "No frame feels what comes after the plan, so the project looks cheaper than it is. Only "
        "the present value counts it."
    ),
    fix=msg(
        "Check the amounts. Accept the finding for what is renewed at a known time, and say who "
        "has taken it into account."
    ),
    example="# the plan is 2027–2030\n"
    "costs:\n  - {title: Lisenser, frame: drift, amounts: {2030: 10 000, 2031: 900 000}, "
    "until: 2035}",
)
def cost_grows_after_plan(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare each cost's amounts after the latest round with that of its last year."""
    round_, known = contents.latest_round, contents.frames
    if round_ is None or not project.stands or project.is_bound:
        return
    last = round_.years[-1]
    for number, cost in enumerate(project.costs):
        level = yearly(cost, round_).get(last)
        held = level.likely if level else Decimal(0)
        after = (year for year in cost.amounts if year > last and goes_on(cost, year - 1))
        higher = [year for year in after if cost.amounts[year].likely > held]
        if higher:
            year = min(higher)
            amount = cost.amounts[year].likely
            yield Violation(
                ("costs", number, "amounts", str(year)),
                msg(
                    "It costs {amount} in {year}, and {held} in the plan's last year",
                    amount=known.shown(cost.frame, amount),
                    year=year,
                    held=known.shown(cost.frame, held),
                ),
                msg("No frame feels it: check that it is meant"),
                on_key=True,
            )


@rule(
    "T014",
    "residual-above-cost",
    Severity.ERROR,
    title=msg("What is left is worth more than was paid"),
    why=msg(
        "A residual value is the part of a cost that is not used up, and no more than all of it."
    ),
    fix=msg("Write what the thing is worth in its last year, in whole kroner and today's prices."),
    example="costs:\n  - {title: Anlegg, frame: investering, amounts: {2027: 900 000}, "
    "residual: 9 000 000}",
)
def residual_above_cost(project: Project) -> Iterator[Violation]:
    """Compare the residual value with the whole cost of its row."""
    for number, cost in enumerate(project.costs):
        paid = sum((one.likely for one in cost.amounts.values()), Decimal(0))
        if cost.residual is not None and cost.residual > paid:
            yield Violation(
                ("costs", number, "residual"),
                msg(
                    "{residual} is left of {paid}",
                    residual=shown_amount(cost.residual),
                    paid=shown_amount(paid),
                ),
                msg("Write at most what was paid"),
            )


@rule(
    "T015",
    "benefit-outlives-costs",
    Severity.WARNING,
    title=msg("A benefit goes on longer than anything that is paid for"),
    why=msg(
        "What gives the benefit wears out, or must be run. A benefit that goes on for ever after a "
        "cost that ends makes any project worth doing."
    ),
    fix=msg(
        "Write how long the investment serves, or that the running cost goes on; or let the "
        "benefit end with it."
    ),
    example="costs:\n  - {title: Anlegg, frame: investering, amounts: {2027: 900 000}}"
    "      # lasts: 15 years\n"
    "benefits:\n  - {title: Strøm, kind: budget, amounts: {2028: 90 000}, until: 2042}",
)
def benefit_outlives_costs(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare the end of each benefit after the latest round with the last end of the costs."""
    round_ = contents.latest_round
    if round_ is None or any(cost.lasts is True for cost in project.costs):
        return
    paid = max((end(cost) or max(cost.amounts) for cost in project.costs), default=None)
    for number, benefit in enumerate(project.benefits if project.stands else ()):
        stated = end(benefit)
        if stated is not None and paid is not None and stated > max(paid, round_.years[-1]):
            yield Violation(
                ("benefits", number, "until" if benefit.until is not None else "lasts"),
                msg("It goes on to {end}, and no cost after {paid}", end=stated, paid=paid),
                msg("Write on a cost how long it serves: {example}", example=f"until: {stated}"),
            )


@rule(
    "T016",
    "lifetime-beyond-belief",
    Severity.WARNING,
    title=msg("A lifetime is longer than anybody can tell"),
    why=msg(
        "Effects more than 40 years ahead are uncertain, and many years of them outweigh anything "
        "in the plan. What innovation projects buy and save is seldom there so long."
    ),
    fix=msg("Write how long it is sure to serve, or accept the finding and say why it lasts."),
    example="benefits:\n  - {title: Strøm, kind: budget, amounts: {2028: 90 000}, until: 2099}",
)
def lifetime_beyond_belief(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for ends more than forty years after the latest round begins."""
    round_ = contents.latest_round
    for key, number, line in _lines(project) if round_ and project.stands else ():
        stated = end(line)
        last = round_.years[0] + LONG if round_ else 0
        if stated is not None and stated > last:
            yield Violation(
                (key, number, "until" if line.until is not None else "lasts"),
                msg(
                    "It goes on to {end}, {years} years ahead",
                    end=stated,
                    years=stated - last + LONG,
                ),
                msg("Write a year that can be told: {example}", example=f"until: {last}"),
            )
