"""Rules about what pays for investments: loans, and what is assumed of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import msg, msgn
from innostrat.model.lifetime import end
from innostrat.model.words import FrameKind
from innostrat.money import shown_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project
    from innostrat.model.round import Round

EXAMPLE: Final = "capital: {interest: 4.5 %, method: serial, lifetime: 10}"


@rule(
    "B013",
    "loan-without-assumptions",
    Severity.WARNING,
    title=msg("Investments are borrowed, and the round does not say what loans cost"),
    why=msg(
        "What grants do not pay of an investment is borrowed unless somebody says otherwise, and "
        "its interest and instalments come in the operating budget: 3.6 million over ten years are "
        "about half a million a year. Without assumptions the bridge shows none of it."
    ),
    fix=msg("Write capital in the round: interest, method and lifetime, and what is not borrowed."),
    example="years: [2027, 2028]\nframes:\n"
    "  - {id: bygg, kind: investment, …}      # and no capital",
)
def loan_without_assumptions(contents: Contents) -> Iterator[Violation]:
    """Look for a latest round without `capital` in whose investment frames projects have costs."""
    entry = contents.latest_entry
    if entry is None or entry.item.capital is not None or contents.breaks_in("projects"):
        return
    for number, frame in enumerate(entry.item.frames):
        if frame.kind is not FrameKind.INVESTMENT:
            continue
        using = sum(
            any(cost.frame == frame.id for cost in one.item.costs)
            for one in contents.projects.values()
            if one.item.stands
        )
        if using:
            yield Violation(
                ("frames", number),
                msgn(
                    "{n} project invests in {title}, and nothing says what loans cost",
                    "{n} projects invest in {title}, and nothing says what loans cost",
                    using,
                    title=frame.title,
                ),
                msg("Write {example}", example=EXAMPLE),
                entry,
            )
            return


@rule(
    "B014",
    "capital-in-no-operating-frame",
    Severity.ERROR,
    title=msg("Capital costs are to use a frame that is no operating frame of the round"),
    why=msg("Interest and instalments are operating costs; nothing would feel them elsewhere."),
    fix=msg("Name an operating frame that taxes pay, or leave frame out: then they use none."),
    example="capital: {interest: 4.5 %, method: serial, lifetime: 10, frame: investering}",
)
def capital_in_no_operating_frame(round_: Round) -> Iterator[Violation]:
    """Look at the frame that capital costs are to use."""
    wanted = round_.capital.frame if round_.capital else None
    known = [one.id for one in round_.budget_frames if one.kind is FrameKind.OPERATING]
    if wanted is not None and wanted not in known:
        yield Violation(
            ("capital", "frame"),
            msg("{frame} is no operating frame that taxes pay", frame=wanted),
            unknown(wanted, known),
        )


@rule(
    "M514",
    "asset-without-lifetime",
    Severity.WARNING,
    title=msg("An investment names a kind of thing whose lifetime the round does not say"),
    why=msg("Its loan is then paid back over the years that all else is, which may be far off."),
    fix=msg("Write the kind under capital.lifetimes of the round, or correct it."),
    example="# rounds/hop-2027-2030.yaml\ncapital: {…, lifetimes: {utstyr: 10, bygg: 40}}\n"
    "# a project\ncosts:\n  - {title: Utstyr, frame: investering, asset: utsyr, amounts: {…}}",
)
def asset_without_lifetime(contents: Contents) -> Iterator[Violation]:
    """Compare what cost lines buy with the lifetimes of the latest round."""
    latest = contents.latest_round
    capital = latest.capital if latest else None
    if capital is None:
        return
    for entry in contents.projects.values():
        for number, cost in enumerate(entry.item.costs):
            if cost.asset is None or end(cost) is not None:  # it says how long it serves
                continue
            if cost.asset not in capital.lifetimes:
                yield Violation(
                    ("costs", number, "asset"),
                    msg("The round has no lifetime for {asset}", asset=cost.asset),
                    unknown(cost.asset, capital.lifetimes),
                    entry,
                )


@rule(
    "M515",
    "estimate-below-amounts",
    Severity.WARNING,
    title=msg("An investment's total estimate is less than its amounts"),
    why=msg("The table of investments would show a project that costs more than it does in all."),
    fix=msg("Write what it costs in all, with what was appropriated before; or leave it out."),
    example="costs:\n  - {title: Bygg, frame: investering, total_estimate: 3 000 000, "
    "appropriated: 1 000 000, amounts: {2027: 2 500 000}}",
)
def estimate_below_amounts(project: Project) -> Iterator[Violation]:
    """Compare each total estimate with what was appropriated before and the amounts."""
    for number, cost in enumerate(project.costs):
        amounts = sum((one.likely for one in cost.amounts.values()), cost.appropriated or 0)
        if cost.total_estimate is not None and cost.total_estimate < amounts:
            yield Violation(
                ("costs", number, "total_estimate"),
                msg(
                    "{estimate} in all, and {amounts} is appropriated before and in the years",
                    estimate=shown_amount(cost.total_estimate),
                    amounts=shown_amount(Decimal(amounts)),
                ),
                msg("Write at least {amounts}", amounts=shown_amount(Decimal(amounts))),
            )
