"""Rules about the yearly pot: it is never overdrawn, and every application is to a pot there is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.purposes import placed
from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import frame_limits
from innostrat.findings import Severity
from innostrat.messages import Kroner, Listing, msg
from innostrat.model.words import Financing, FrameKind, GrantOutcome
from innostrat.pot import pot_years, reserved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.grant import Grant
    from innostrat.model.portfolio import Contents, Entry
    from innostrat.model.strategy import Strategy

AMOUNT: Final = ("decision", "amount")


@rule(
    "M501",
    "pot-overdrawn",
    Severity.ERROR,
    title=msg("More is granted than the pot holds"),
    why=msg("What was promised cannot be paid, and nobody has decided to take it from elsewhere."),
    fix=msg("Grant less, move the application to another year, or have the pot raised."),
    example="decision: {outcome: granted, amount: 300 000, …}      # the pot has 200 000 left",
)
def pot_overdrawn(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look, in the order of the decisions, for each grant that the pot does not cover."""
    if strategy.fund is None:
        return
    by_year: dict[int, list[Entry[Grant]]] = defaultdict(list)
    for entry in contents.grants.values():
        if entry.item.granted:
            by_year[entry.item.year].append(entry)
    given = (entry.item for entry in contents.grants.values())
    held = {one.year: one.held for one in pot_years(strategy.fund, given, contents.latest_round)}
    for year, entries in sorted(by_year.items()):
        left = held.get(year, 0)
        for entry in sorted(entries, key=_decided):
            left -= entry.item.granted
            if left < 0:
                yield Violation(
                    AMOUNT,
                    msg(
                        "With this, {year} has granted {amount} more than the pot holds",
                        year=year,
                        amount=Kroner(-left),
                    ),
                    msg("Grant less, or choose another year"),
                    entry,
                )


def _decided(entry: Entry[Grant]) -> tuple[str, str]:
    decision = entry.item.decision
    return (decision.date.isoformat() if decision else "", entry.item.id)


@rule(
    "M502",
    "no-such-pot",
    Severity.ERROR,
    title=msg("There is no pot for the year of the application"),
    why=msg("It asks for money that nobody has set aside."),
    fix=msg("Correct the year, or write the pot under fund in strategy.yaml."),
    example="year: 2037      # fund: {amounts: {2027: 200 000}}",
)
def no_such_pot(grant: Grant, strategy: Strategy) -> Iterator[Violation]:
    """Compare the year with those of the fund."""
    years = () if strategy.fund is None else tuple(strategy.fund.amounts)
    if grant.year not in years:
        yield Violation(
            ("year",),
            msg("There is no pot for {year}", year=grant.year),
            unknown(str(grant.year), map(str, years)),
        )


@rule(
    "M503",
    "year-without-pot",
    Severity.WARNING,
    title=msg("A year of the plan has no pot"),
    why=msg(
        "The strategy demands a pot for small trials in every year. Trials that wait for the next "
        "round are seldom made."
    ),
    fix=msg("Write what the pot holds in each year of the plan under fund.amounts."),
    example="fund: {…, amounts: {2027: 150 000}}      # the plan goes on to 2030",
)
def year_without_pot(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Compare the years of the latest round with those of the fund, where a goal demands it."""
    demanding = next(((path, one) for path, one in placed(strategy.goals) if one.yearly_pot), None)
    round_ = contents.latest_round
    if demanding is None or round_ is None:
        return
    path, goal = demanding
    amounts = {} if strategy.fund is None else strategy.fund.amounts
    lacking = [year for year in round_.years if not amounts.get(year)]
    if lacking:
        yield Violation(
            ("fund", "amounts") if strategy.fund else (*path, "yearly_pot"),
            msg(
                "{title} demands a pot in every year, and there is none in {years}",
                title=goal.title,
                years=Listing(tuple(map(str, lacking))),
            ),
            msg("Write {example} under fund", example=f"amounts: {{{lacking[0]}: 150 000}}"),
            contents.strategy,
            on_key=True,
        )


@rule(
    "M504",
    "pot-open-to-nobody-named",
    Severity.WARNING,
    title=msg("The pot does not say who may have some of it"),
    why=msg("Who may apply is what a rule of a pot is about; unsaid, those ask who know somebody."),
    fix=msg("Write under fund.open_to whom the strategy names."),
    example="open_to: {leder: Ledere, ildsjel: Ildsjeler, utvikler: Utviklere i organisasjonen}",
)
def pot_open_to_nobody_named(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Ask a pot that the strategy demands for those whom it is open to."""
    demanded = any(one.yearly_pot for one in strategy.walk())
    if demanded and strategy.fund is not None and not strategy.fund.open_to:
        yield Violation(
            ("fund",),
            msg("The pot does not say who may have some of it"),
            msg("Add {example}", example="open_to: {leader: Leaders}"),
            contents.strategy,
            on_key=True,
        )


@rule(
    "M505",
    "applicant-not-among-those",
    Severity.WARNING,
    title=msg("The applicant is not one of those that the pot is open to"),
    why=msg("The pot was given for some, and each application to others leaves less for them."),
    fix=msg("Write as group one of the words under fund.open_to, or decline the application."),
    example="group: leverandor      # open_to: {leder: Ledere, ildsjel: Ildsjeler}",
)
def applicant_not_among_those(grant: Grant, strategy: Strategy) -> Iterator[Violation]:
    """Compare the applicant's group with those of the pot; what was declined is as it should be."""
    known = {} if strategy.fund is None else strategy.fund.open_to
    declined = grant.decision is not None and grant.decision.outcome is GrantOutcome.DECLINED
    if not known or declined or grant.group in known:
        return
    if grant.group is None:
        message = msg("The application does not say which of those the applicant is")
        yield Violation(("applicant",), message, unknown("", known))
    else:
        message = msg("The pot is not open to {group}", group=grant.group)
        yield Violation(("group",), message, unknown(grant.group, known))


@rule(
    "M530",
    "pot-of-no-frame",
    Severity.ERROR,
    title=msg("The pot is part of a frame that cannot hold it"),
    why=msg(
        "The pot is set aside in that frame. In a frame that is not there, of investment, of "
        "capacity or paid by fees, nothing would be set aside, and its money be counted twice."
    ),
    fix=msg(
        "Write the id of an operating frame that taxes pay, or leave frame out: then it is apart."
    ),
    example="fund: {frame: innovasjonsmidlar, …}      # the round: innovasjonsmidler",
)
def pot_of_no_frame(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for the pot's frame among the operating frames of the latest round."""
    fund, round_ = strategy.fund, contents.latest_round
    if fund is None or fund.frame is None or round_ is None:
        return
    known = [one.id for one in round_.budget_frames if one.kind is FrameKind.OPERATING]
    if fund.frame in known:
        return
    frame = round_.frame(fund.frame)
    if frame is None:
        message = msg("{round} has no frame {id}", round=round_.id, id=fund.frame)
    elif frame.financing is Financing.FEES:
        message = msg("{title} is paid by fees, and the pot is not", title=frame.title)
    else:
        message = msg("{title} is no frame of the operating budget", title=frame.title)
    hint = unknown(fund.frame, known) or msg("Leave frame out: then the pot is apart")
    yield Violation(("fund", "frame"), message, hint, contents.strategy)


@rule(
    "M531",
    "pot-larger-than-frame",
    Severity.ERROR,
    title=msg("The pot is larger than the frame that it is part of"),
    why=msg(
        "A part cannot be more than the whole: the frame could not pay for the pot, and projects "
        "would have nothing."
    ),
    fix=msg("Set less aside, raise the frame, or leave frame out: then the pot is apart."),
    example="fund: {frame: innovasjonsmidler, amounts: {2027: 2 000 000}, …}\n"
    "# the round: {id: innovasjonsmidler, kind: operating, amounts: {2027: 1 900 000}}",
)
def pot_larger_than_frame(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Compare the pot with its frame, year by year, in the latest round."""
    round_ = contents.latest_round
    if round_ is None:
        return
    room = frame_limits(round_)
    for key, amount in reserved(strategy.fund, round_).items():
        if amount > room[key]:
            frame = round_.frame(key[0])
            yield Violation(
                ("fund", "amounts", str(key[1])),
                msg(
                    "{title} holds {limit} in {year}, and the pot takes {amount} of it",
                    title=frame.title if frame else key[0],
                    limit=Kroner(room[key]),
                    year=key[1],
                    amount=Kroner(amount),
                ),
                msg("Set less aside, or raise the frame"),
                contents.strategy,
            )


@rule(
    "M532",
    "pot-in-no-budget",
    Severity.WARNING,
    title=msg("The pot stands in no service area's budget"),
    why=msg(
        "The round says what each service area has before the measures; without one, the pot is in "
        "no bridge from there to the new frame."
    ),
    fix=msg("Write under fund which service area's budget its money stands in."),
    example="fund: {service_area: fellestjenester, …}",
)
def pot_in_no_budget(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Ask a pot for its service area where the latest round gives opening budgets."""
    fund, round_ = strategy.fund, contents.latest_round
    if fund is None or round_ is None or not round_.budgets or fund.service_area is not None:
        return
    if any(fund.amounts.get(year) for year in round_.years):
        yield Violation(
            ("fund",),
            msg("The pot stands in no service area's budget"),
            msg("Add {example}", example=f"service_area: {round_.budgets[0].service_area}"),
            contents.strategy,
            on_key=True,
        )
