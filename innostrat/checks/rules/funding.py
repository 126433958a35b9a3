"""Rules about money that comes in: funding from outside, and savings in budgets."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.checks.rules.common import demand, year_amounts
from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import likely
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.words import BenefitKind, FundingStatus, Phase, VatBasis
from innostrat.parts import Part
from innostrat.vat import vat_compensation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project
    from innostrat.model.round import Round


@rule(
    "M201",
    "funding-above-cost",
    Severity.WARNING,
    title=msg("More is granted than the project costs"),
    why=msg(
        "What is left over would free room in the frame for other projects, which a grant for this "
        "one cannot do."
    ),
    fix=msg("Correct the amounts, or move the grant to the year and the frame that it pays for."),
    example="costs:\n  - {title: Utstyr, frame: drift, amounts: {2027: 200 000}}\n"
    "funding:\n  - {title: Tilskudd, status: granted, frame: drift, amounts: {2027: 250 000}}",
)
def funding_above_cost(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare granted funding with the costs in a frame and year, less the tax that comes back."""
    if not project.funding:
        return
    known, round_ = contents.frames, contents.latest_round
    costs, sure = (likely(project, part, round_) for part in (Part.COST, Part.GRANT))
    paid_for = {frame for frame, _ in costs}
    back = _compensated(project, round_)
    for line in year_amounts(project, "funding") if project.stands else ():
        key = (line.frame or "", line.year)
        # A frame without any cost is the next rule's business; the first of several grants tells.
        if not known.is_money(key[0]) or key[0] not in paid_for:
            continue
        granted, net = sure.pop(key, Decimal(0)), costs[key] - back[key]
        if granted > costs[key]:
            message = msg(
                "More is granted than the {cost} that {frame} pays in {year}",
                cost=known.shown(key[0], costs[key]),
                frame=key[0],
                year=line.year,
            )
        elif granted > net:
            message = msg(
                "More is granted than the {cost} that {frame} pays in {year} when the state has "
                "paid the VAT back",
                cost=known.shown(key[0], net),
                frame=key[0],
                year=line.year,
            )
        else:
            continue
        yield Violation(
            line.path, message, msg("Move the rest to the year and the frame that it pays for")
        )


def _compensated(project: Project, round_: Round | None) -> Counter[tuple[str, int]]:
    """Return what comes back of the tax in the amounts, in kroner by frame and year."""
    back: Counter[tuple[str, int]] = Counter()
    if round_ is not None and round_.vat is VatBasis.INCLUDED:
        for cost in project.costs:
            for year, amount in cost.amounts.items():
                back[cost.frame, year] += vat_compensation(cost, Fraction(amount.likely), round_)
    return back


@rule(
    "M202",
    "funding-without-cost",
    Severity.WARNING,
    title=msg("Funding relieves a frame that the project does not use"),
    why=msg("The grant would free room in a frame for other projects."),
    fix=msg("Name the frame that the project's costs are taken from."),
    example="costs:\n  - {title: Utstyr, frame: investering, amounts: {2027: 400 000}}\n"
    "funding:\n  - {title: Tilskudd, status: granted, frame: drift, amounts: {2027: 100 000}}",
)
def funding_without_cost(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for funding in frames without any cost of the project."""
    wanted = contents.frames.by_id.keys() - {cost.frame for cost in project.costs}
    for number, funding in enumerate(project.funding if project.stands else ()):
        if funding.frame in wanted and funding.status is not FundingStatus.REFUSED:
            yield Violation(
                ("funding", number, "frame"),
                msg("The project takes nothing from {frame}", frame=funding.frame),
                msg("Name the frame of the cost that the money pays for"),
            )


@rule(
    "M301",
    "saving-not-committed",
    Severity.INFO,
    title=msg("A budget saving is not committed"),
    why=msg(
        "Only a saving that a unit has agreed to have taken out of its budget frees room for other "
        "projects. Until then it counts in the net present value, and nowhere else."
    ),
    fix=msg("Agree with the unit and write committed: true, or call it an avoided cost."),
    example="kind: budget\ncommitted: true",
)
def saving_not_committed(project: Project) -> Iterator[Violation]:
    """Look for budget savings that no unit stands for, from the planning phase on."""
    severity = demand(project, Phase.PLANNING, None)
    for number, benefit in enumerate(project.benefits if severity else ()):
        if benefit.kind is BenefitKind.BUDGET and not benefit.committed:
            key = "committed" if "committed" in benefit.model_fields_set else "title"
            yield Violation(
                ("benefits", number, key),
                msg("The saving frees no room in any frame"),
                msg("Agree with the unit and write committed: true"),
            )


@rule(
    "M302",
    "benefit-without-amounts",
    Severity.WARNING,
    title=msg("A benefit in kroner has no kroner"),
    why=msg(
        "A budget saving is taken out of a frame in a year, and an avoided cost is an amount. "
        "Without amounts both count as 0 everywhere."
    ),
    fix=msg(
        "Add amounts, and the frame of a budget saving, or call the benefit time or quality. An "
        "error for budget savings from the planning phase on."
    ),
    example="kind: budget\nframe: drift\namounts: {2029: 300 000, 2030: 300 000}",
)
def benefit_without_amounts(project: Project) -> Iterator[Violation]:
    """Ask for amounts of savings and avoided costs, and for the frame of savings."""
    for number, benefit in enumerate(project.benefits):
        budget = benefit.kind is BenefitKind.BUDGET
        severity = demand(project, Phase.CONCEPT, Phase.PLANNING if budget else None)
        if severity is None or not (budget or benefit.kind is BenefitKind.AVOIDED_COST):
            continue
        if not benefit.amounts:
            message = msg("The benefit has no amounts")
        elif budget and benefit.frame is None:
            message = msg("The saving is taken out of no frame")
        else:
            continue
        yield Violation(
            ("benefits", number, "title"),
            message,
            msg("Add frame and amounts") if budget else msg("Add amounts"),
            severity=severity,
            lacks=msg("kroner of a benefit"),
        )


@rule(
    "M513",
    "fees-and-taxes-mixed",
    Severity.WARNING,
    title=msg("Fees pay the costs and taxes get the saving, or the other way round"),
    why=msg(
        "What water, sewage and waste cost is paid by fees at cost, and what is saved there lowers "
        "the fees (kommuneloven § 15-1). Across that border a saving frees no room."
    ),
    fix=msg("Name the frame that pays the costs, or put the cost line that it relieves there too."),
    example="costs:\n  - {title: Sensorer, frame: vann, amounts: {2027: 900 000}}\n"
    "benefits:\n  - {title: Overtid, kind: budget, committed: true, frame: drift, "
    "amounts: {2028: 200 000}}",
)
def fees_and_taxes_mixed(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for committed savings where another pays than pays any of the costs."""
    known = contents.frames
    paying = {known.financing(cost.frame) for cost in project.costs} - {None}
    for number, benefit in enumerate(project.benefits):
        payer = known.financing(benefit.frame)
        if benefit.is_committed_saving and payer and paying and payer not in paying:
            yield Violation(
                ("benefits", number, "frame"),
                msg(
                    "{frame} is paid by {payer}, and no cost of the project is",
                    frame=benefit.frame,
                    payer=payer.label,
                ),
                msg("Name the frame that pays the costs"),
            )
