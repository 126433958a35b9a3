"""Rules about amounts: whole kroner in frames of money, and sizes that can be believed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.common import year_amounts
from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import likely, money
from innostrat.findings import Severity
from innostrat.messages import Kroner, Listing, msg
from innostrat.model.lifetime import goes_on
from innostrat.money import shown_amount
from innostrat.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents, Frames
    from innostrat.model.project import Project, YearAmount

SMALL_INVESTMENT: Final = Decimal(100_000)
SMALL_PROJECT: Final = Decimal(10_000)
SMALL_AMOUNT: Final = Decimal(2_000)
THOUSAND: Final = 1_000
HUGE: Final = Decimal(1_000_000_000)


def _money(project: Project, known: Frames, *keys: str) -> Iterator[YearAmount]:
    """Yield the amounts of kroner under `keys`; a benefit without a frame is kroner too."""
    for line in year_amounts(project, *keys):
        if known.is_money(line.frame) or (line.frame is None and line.key == "benefits"):
            yield line


@rule(
    "M101",
    "part-of-a-krone",
    Severity.ERROR,
    title=msg("An amount of money is not whole kroner"),
    why=msg(
        "Budgets are in whole kroner. Decimals in a frame of money are often millions, or capacity "
        "that is taken from the wrong frame."
    ),
    fix=msg("Write whole kroner, or name the frame of capacity that is meant."),
    example="costs:\n  - {title: Prosjektleder, frame: innovasjonsmidler, amounts: {2027: 0.5}}",
)
def part_of_a_krone(contents: Contents) -> Iterator[Violation]:
    """Look for decimals in frames of money and in what projects take from them."""
    hint = msg("Write whole kroner")
    for round_ in contents.rounds.values():
        for number, frame in enumerate(round_.item.frames):
            for year, amount in frame.amounts.items():
                if frame.is_money and amount % 1:
                    path = ("frames", number, "amounts", str(year))
                    message = msg("{amount} is not whole kroner", amount=amount)
                    yield Violation(path, message, hint, round_)
    known = contents.frames
    for entry in contents.projects.values():
        for line in _money(entry.item, known, "costs", "funding", "benefits"):
            estimate = line.amount
            part = next((a for a in (estimate.low, estimate.likely, estimate.high) if a % 1), None)
            if part is not None:
                message = msg("{amount} is not whole kroner", amount=part)
                yield Violation(line.path, message, hint, entry)


@rule(
    "M102",
    "money-in-capacity-frame",
    Severity.ERROR,
    title=msg("Money stands in a frame of capacity"),
    why=msg("A grant or a saving in kroner would be added to people or hours."),
    fix=msg("Name the frame of money that the amount belongs to."),
    example="funding:\n  - {title: Klimasats, status: granted, frame: prosjektledelse, "
    "amounts: {2027: 200 000}}",
)
def money_in_capacity_frame(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for funding and benefits in frames of capacity."""
    known = contents.frames
    for key in ("funding", "benefits"):
        for number, item in enumerate(getattr(project, key)):
            if known.is_money(item.frame) is False:
                yield Violation(
                    (key, number, "frame"),
                    msg("{frame} is a frame of capacity, and this is money", frame=item.frame),
                    msg("Name a frame of money"),
                )


@rule(
    "M401",
    "amount-above-frame",
    Severity.WARNING,
    title=msg("The project alone is above a frame"),
    why=msg("With this start it can never be chosen, whatever else is left out."),
    fix=msg("Spread the costs over more years, find funding, or use another frame."),
    example="costs:\n"
    "  - {title: Bygg, frame: investering, amounts: {2027: 9 000 000}}      # of 2 000 000",
)
def amount_above_frame(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare what a competing project takes, net of granted funding, with each frame; told once.

    Bound projects are compared with the frame all together, by the round's own rule.
    """
    if not project.stands or project.is_bound:
        return
    known, round_ = contents.frames, contents.latest_round
    sure, told = likely(project, Part.GRANT, round_), set[str]()
    for (frame, year), cost in likely(project, Part.COST, round_).items():
        limit = known.limit(frame, year)
        net = cost - sure[frame, year]
        if limit is None or net <= limit or frame in told:
            continue
        told.add(frame)
        there = [one for one in year_amounts(project, "costs") if one.frame == frame]
        then = [one for one in there if one.year == year] or there[-1:]  # a level that goes on
        yield Violation(
            max(then, key=lambda line: line.amount.likely).path,
            msg(
                "The project takes {amount} of {frame} in {year}, which has {limit}",
                amount=known.shown(frame, net),
                frame=frame,
                year=year,
                limit=known.shown(frame, limit),
            ),
            msg("Spread the costs over more years, or find funding"),
        )


@rule(
    "M402",
    "small-investment",
    Severity.WARNING,
    title=msg("An investment under 100 000 kr"),
    why=msg(
        "What costs less than 100 000 kr, or lasts for less than three years, belongs in the "
        "operating budget (KRS nr. 4 of the Norwegian municipal accounting standards)."
    ),
    fix=msg(
        "Take the cost from an operating frame, or accept the finding and say which larger "
        "investment it is part of."
    ),
    example="costs:\n  - {title: Nettbrett, frame: investering, amounts: {2027: 80 000}}",
)
def small_investment(project: Project, contents: Contents) -> Iterator[Violation]:
    """Add up the project's costs in investment frames."""
    if not project.stands:
        return
    known = contents.frames
    investments = [
        line for line in year_amounts(project, "costs") if known.is_investment(line.frame)
    ]
    total = sum((line.amount.likely for line in investments), Decimal(0))
    if 0 < total < SMALL_INVESTMENT:
        yield Violation(
            investments[0].path,
            msg("The whole investment is {amount}", amount=shown_amount(total)),
            msg("Under {limit} it is an operating cost", limit=Kroner(int(SMALL_INVESTMENT))),
        )


@rule(
    "M403",
    "thousands-for-kroner",
    Severity.WARNING,
    title=msg("The amounts are so small that they may be thousands"),
    why=msg(
        "Budget documents are written in 1000 kr, and the files in kroner. A project of 450 kr "
        "would win against everything."
    ),
    fix=msg("Write whole kroner: 450 000. Accept the finding if the project really is this small."),
    example="costs:\n  - {title: Utstyr, frame: investering, amounts: {2027: 450}}",
)
def thousands_for_kroner(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for projects whose costs are tiny, and would fit in their frames as thousands too.

    Where a thousand times as much is more than a frame has, nobody can have meant thousands:
    participatory budgets are full of small projects in small frames.
    """
    known = contents.frames
    costs = [line for line in _money(project, known, "costs") if line.amount.likely]
    amounts = [line.amount.likely for line in costs]
    small = costs and (max(amounts) < SMALL_AMOUNT or sum(amounts) < SMALL_PROJECT)
    if small and project.stands and all(_fits_as_thousands(line, known) for line in costs):
        yield Violation(
            costs[0].path,
            msg(
                "All the costs together are {amount}", amount=shown_amount(sum(amounts, Decimal(0)))
            ),
            msg("Write whole kroner, not thousands"),
        )


def _fits_as_thousands(line: YearAmount, known: Frames) -> bool:
    limit = known.limit(line.frame or "", line.year)
    return limit is None or line.amount.likely * THOUSAND <= limit


@rule(
    "M404",
    "billions",
    Severity.WARNING,
    title=msg("An amount is above a billion kroner"),
    why=msg("It is more than most municipalities' whole budget: often a group of zeros too many."),
    fix=msg("Correct the amount."),
    example="amounts: {2027: 4 500 000 000}",
)
def billions(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for amounts that no project has."""
    for line in _money(project, contents.frames, "costs", "funding", "benefits"):
        if line.amount.high > HUGE:
            yield Violation(
                line.path,
                msg(
                    "{amount} is more than a project can be", amount=shown_amount(line.amount.high)
                ),
                msg("Count the zeros"),
            )


@rule(
    "M405",
    "one-year-cost-lasting-benefit",
    Severity.WARNING,
    title=msg("The benefits last, but the costs end after one year"),
    why=msg(
        "What is taken into use must be run: licences, maintenance, people. If nobody budgets for "
        "it, the benefit ends, or the cost comes as a surprise in next year's budget."
    ),
    fix=msg(
        "Add the yearly costs after the project, or accept the finding and say why there are none."
    ),
    example="costs:\n"
    "  - {title: Sensorer, frame: drift, amounts: {2027: 180 000}}      # and then?\n"
    "benefits:\n  - {kind: avoided_cost, amounts: {2028: 60 000, 2029: 60 000, 2030: 60 000}}",
)
def one_year_cost(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for money in one year only, while benefits come in two later years or more."""
    known = contents.frames
    costs = list(_money(project, known, "costs"))
    years = {line.year for line in costs if line.amount.likely}
    running = (one for one in project.costs if not known.is_investment(one.frame))
    if not project.stands or len(years) != 1 or any(goes_on(one, max(years)) for one in running):
        return
    year = years.pop()
    later = sorted(_benefit_years(project, year))
    if len(later) > 1:
        yield Violation(
            costs[0].path,
            msg(
                "All the money is spent in {year}, while benefits come in {years}",
                year=year,
                years=Listing(tuple(later)),
            ),
            msg("Add what it costs to run the solution"),
        )


def _benefit_years(project: Project, after: int) -> set[int]:
    """Return the years after `after` in which some benefit is expected."""
    years = {line.year for line in year_amounts(project, "benefits") if line.amount.likely}
    years |= {benefit.target.date.year for benefit in project.benefits if benefit.target}
    return {year for year in years if year > after}


@rule(
    "M406",
    "saving-above-frame",
    Severity.WARNING,
    title=msg("The project gives a frame more than the frame has"),
    why=msg(
        "A committed saving refills its frame, so one digit too many makes room for everything "
        "else, and the whole plan rests on it."
    ),
    fix=msg("Correct the amount, or accept the finding and say why the saving is so large."),
    example="benefits:\n"
    "  - {kind: budget, committed: true, frame: drift,\n"
    "     amounts: {2028: 13 500 000}}      # in a frame of 1 500 000",
)
def saving_above_frame(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare what a project's savings leave, when its costs are paid, with each frame; told once.

    A frame that has nothing that year is compared as it is in the year when it has most. What
    money does in a frame of capacity, M102 tells.
    """
    round_ = contents.latest_round
    saves = project.stands and any(one.is_committed_saving for one in project.benefits)
    if not saves or round_ is None or not round_.committed_savings_refill:
        return
    told, used = set[str](), money(project, round_)
    for (frame_id, year), saving in used.savings.items():
        frame, net = round_.frame(frame_id), -used.net.get((frame_id, year), 0)
        if frame is None or not frame.is_money or not saving or frame_id in told:
            continue
        limit = frame.amounts.get(year) or max(frame.amounts.values(), default=Decimal(0))
        if net <= limit:
            continue
        told.add(frame_id)
        there = [one for one in _savings(project) if one.frame == frame_id]
        then = [one for one in there if one.year == year] or there[-1:]  # a level that goes on
        yield Violation(
            max(then, key=lambda line: line.amount.likely).path,
            msg(
                "The project gives {frame} {amount} net in {year}, and the frame has {limit}",
                frame=frame_id,
                amount=Kroner(net),
                year=year,
                limit=shown_amount(limit),
            ),
            msg("Count the zeros"),
        )


def _savings(project: Project) -> Iterator[YearAmount]:
    """Yield what units have committed themselves to save."""
    for line in year_amounts(project, "benefits"):
        if project.benefits[line.number].is_committed_saving:
            yield line


@rule(
    "M516",
    "part-of-a-year-costs-a-whole",
    Severity.WARNING,
    title=msg("A cost that begins within the first year costs as much as in a whole one"),
    why=msg(
        "Amounts are what each year costs. What runs from August costs five twelfths of a year in "
        "the first one; the rest is the full-year effect (helårsvirkning) of the next."
    ),
    fix=msg("Write what the first year costs from that month on, or remove from_month."),
    example="costs:\n  - {title: Stilling, frame: drift, from_month: 8, lasts: true, "
    "amounts: {2027: 800 000, 2028: 800 000}}",
)
def part_of_a_year_costs_a_whole(project: Project) -> Iterator[Violation]:
    """Compare the first year of what begins within it with the year after."""
    for number, cost in enumerate(project.costs):
        first = min(cost.amounts, default=None)
        if first is None or first + 1 not in cost.amounts or (cost.from_month or 1) == 1:
            continue
        now, after = cost.amounts[first].likely, cost.amounts[first + 1].likely
        if now >= after > 0:
            part = after * (13 - (cost.from_month or 1)) / 12
            yield Violation(
                ("costs", number, "amounts", str(first)),
                msg(
                    "It runs from month {month}, and costs as much as all of {year}",
                    month=cost.from_month or 1,
                    year=first + 1,
                ),
                msg(
                    "{months} months are {amount}",
                    months=13 - (cost.from_month or 1),
                    amount=shown_amount(round(part, 0)),
                ),
            )
