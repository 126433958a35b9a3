"""Rules about a round: frames that cover its years, and demands that can be met."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from innostrat.baseline import decided_frames
from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import (
    amount_rows,
    first_year,
    frame_limits,
    limits,
    money,
    owed,
    readable_amount,
)
from innostrat.findings import Severity
from innostrat.messages import Kroner, Listing, Message, Points, msg, msgn
from innostrat.model.strategy import CURRENT
from innostrat.model.words import Commitment
from innostrat.money import amount_text, shown_amount
from innostrat.pot import reserved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear

SMALL_FRAME = 10_000


@rule(
    "B001",
    "frame-outside-round",
    Severity.ERROR,
    title=msg("A frame has money in a year outside the round"),
    why=msg("The amount is in no year of the plan, so nobody could spend it."),
    fix=msg("Correct the year, or add it to the years of the round."),
    example="years: [2027, 2028]\n"
    "frames:\n  - {id: drift, kind: operating, amounts: {2026: 500 000, 2027: 500 000}}",
)
def frame_outside_round(round_: Round) -> Iterator[Violation]:
    """Look for years of frames that are not years of the round."""
    for number, frame in enumerate(round_.frames):
        for year in frame.amounts:
            if year not in round_.years:
                yield Violation(
                    ("frames", number, "amounts", str(year)),
                    msg("{year} is not a year of the round", year=year),
                    msg("The years are {years}", years=Listing(round_.years)),
                    on_key=True,
                )


@rule(
    "B002",
    "frame-without-year",
    Severity.WARNING,
    title=msg("A frame says nothing about a year of the round"),
    why=msg("A year that is not named has nothing to spend, which may not be what is meant."),
    fix=msg("Write the amount of every year, 0 where there is none."),
    example="years: [2027, 2028]\n"
    "frames:\n  - {id: drift, kind: operating, amounts: {2027: 500 000}}",
)
def frame_without_year(round_: Round) -> Iterator[Violation]:
    """Look for years of the round that a frame leaves out."""
    for number, frame in enumerate(round_.frames):
        missing = tuple(year for year in round_.years if year not in frame.amounts)
        if missing:
            yield Violation(
                ("frames", number, "amounts"),
                msg("{title} has no amount for {years}", title=frame.title, years=Listing(missing)),
                msg("Write 0 where there is nothing to spend"),
            )


@rule(
    "B003",
    "capacity-without-unit",
    Severity.WARNING,
    title=msg("A capacity frame has no unit"),
    why=msg("Nobody can tell whether 2.5 is full-time equivalents, hours or rooms."),
    fix=msg("Add the unit."),
    example="unit: årsverk",
)
def capacity_without_unit(round_: Round) -> Iterator[Violation]:
    """Look for capacity frames without a unit."""
    for number, frame in enumerate(round_.frames):
        if not frame.is_money and frame.unit is None:
            yield Violation(
                ("frames", number),
                msg("The unit of {title} is missing", title=frame.title),
                msg("Add the unit, such as full-time equivalents"),
            )


@rule(
    "B004",
    "frame-in-thousands",
    Severity.WARNING,
    title=msg("A frame is so small that it may be thousands"),
    why=msg(
        "Budget documents are written in 1000 kr, and the files in kroner. A frame of 1 800 kr "
        "would keep every project out."
    ),
    fix=msg("Write whole kroner: 1 800 000."),
    example="amounts: {2027: 1 800, 2028: 1 800}",
)
def frame_in_thousands(round_: Round) -> Iterator[Violation]:
    """Look for money frames that are below 10 000 kr in every year that has any."""
    for number, frame in enumerate(round_.frames):
        amounts = [amount for amount in frame.amounts.values() if amount]
        if frame.is_money and amounts and max(amounts) < SMALL_FRAME:
            yield Violation(
                ("frames", number, "amounts"),
                msg(
                    "{title} has at most {amount}",
                    title=frame.title,
                    amount=shown_amount(max(amounts)),
                ),
                msg("Write whole kroner, not thousands"),
            )


@rule(
    "B005",
    "bound-projects-above-frame",
    Severity.ERROR,
    title=msg("Decided and mandatory projects alone are above a frame"),
    why=msg(
        "They are in every plan, so no plan of the round is possible: not even with all that other "
        "projects may give back to the frame by committed savings and grants."
    ),
    fix=msg("Raise the frame, spread the costs over the years, or change a commitment."),
    example="frames:\n"
    "  - {id: drift, kind: operating, amounts: {2027: 500 000}}      # decided: 600 000",
)
def bound_above_frame(round_: Round, contents: Contents) -> Iterator[Violation]:
    """Add up what bound projects that cannot be moved take of each frame, net of what is sure.

    What any other project might give back is taken for given, so that what is said is certain; the
    selection finds what is left. Says nothing while some projects cannot be read, nor of a round
    that is decided: its plan is made, and the files are in the prices of the rounds since.
    """
    decided = {entry.item.round for entry in contents.decisions.values()}
    if round_.id in decided or contents.breaks_in("projects"):
        return
    standing = [entry.item for entry in contents.projects.values() if entry.item.stands]
    fixed = [project for project in standing if project.is_bound and not _movable(project)]
    use = {project.id: money(project, round_).net for project in fixed}
    relief = _relief([project for project in standing if project.id not in use], round_)
    places = {frame.id: number for number, frame in enumerate(round_.frames)}
    fund = contents.strategy.item.fund if contents.strategy else None
    every = [entry.item for entry in contents.projects.values()]
    loans = owed(every, round_)
    for key, limit in limits(round_, fund, every).items():
        takes = {id_: net[key] for id_, net in use.items() if key in net}
        total = sum(takes.values())
        if takes and total - relief[key] > limit:  # M531 is about the pot alone
            frame, year = round_.frames[places[key[0]]], key[1]
            room: Message | Kroner | Points = readable_amount(limit, frame)
            if loans.get(key):
                room = msg("{limit} beside what is set aside", limit=room)
            elif reserved(fund, round_).get(key):
                room = msg("{limit} beside the pot", limit=room)
            yield Violation(
                ("frames", places[frame.id], "amounts", str(year)),
                msg(
                    "{projects} take {total} of {title} in {year}, which has {limit}",
                    projects=Listing(tuple(takes)),
                    total=readable_amount(total, frame),
                    title=frame.title,
                    year=year,
                    limit=room,
                ),
                msg("No plan of the round is possible"),
            )


def _relief(projects: list[Project], round_: Round) -> dict[FrameInYear, int]:
    """Return the most that projects may give back to each frame and year, wherever they start."""
    most = dict.fromkeys(frame_limits(round_), 0)
    for project in projects:
        if all(line.part.sign > 0 for line in amount_rows(project, round_)):
            continue
        asked = first_year(project, round_)
        first, last = project.start.earliest or asked, project.start.latest or asked
        nets = [money(project, round_, year - asked).net for year in range(first, last + 1)]
        for key in {key for net in nets for key in net}:
            most[key] += max(0, *(-net.get(key, 0) for net in nets))
    return most


def _movable(project: Project) -> bool:
    return project.commitment is not Commitment.DECIDED and (
        project.start.earliest is not None or project.start.latest is not None
    )


@rule(
    "B006",
    "balance-cannot-be-met",
    Severity.ERROR,
    title=msg("A balance rule demands more projects than there are"),
    why=msg("No plan of the round is possible, however good the proposals are."),
    fix=msg("Lower min_projects, or call for proposals in the group."),
    example="balance:\n  - {focus_area: medarbeider, min_projects: 12}",
)
def balance_cannot_be_met(round_: Round, contents: Contents) -> Iterator[Violation]:
    """Count the projects that could satisfy each rule; says nothing while some cannot be read."""
    if contents.breaks_in("projects"):
        return
    standing = [entry.item for entry in contents.projects.values() if entry.item.stands]
    for number, balance in enumerate(round_.balance):
        there = sum(balance.covers(project) for project in standing)
        if balance.min_projects is not None and balance.min_projects > there:
            yield Violation(
                ("balance", number, "min_projects"),
                msgn("There is only {n} such project", "There are only {n} such projects", there),
                msg("Lower the number, or call for proposals"),
            )


@rule(
    "B007",
    "frame-changes-kind",
    Severity.ERROR,
    title=msg("A frame is money in one round and capacity in another"),
    why=msg("The same amounts of a project would be kroner in one round and people in the next."),
    fix=msg("Give one of the frames an id of its own."),
    example="# rounds/hop-2027-2030.yaml\nframes:\n"
    "  - {id: ledelse, kind: capacity, unit: årsverk}\n"
    "# rounds/hop-2028-2031.yaml\nframes:\n  - {id: ledelse, kind: operating}",
)
def frame_changes_kind(contents: Contents) -> Iterator[Violation]:
    """Compare the frames that several rounds have."""
    before: dict[str, bool] = {}
    for entry in contents.rounds.values():
        here = {frame.id: frame.is_money for frame in reversed(entry.item.frames)}
        for number, frame in enumerate(entry.item.frames):
            if before.get(frame.id, frame.is_money) != frame.is_money:
                yield Violation(
                    ("frames", number, "kind"),
                    msg("The frame {id} is of another kind in another round", id=frame.id),
                    msg("Give one of them another id"),
                    entry,
                )
        before = here | before


@rule(
    "B008",
    "no-round",
    Severity.WARNING,
    title=msg("There is no round"),
    why=msg("Projects compete for the frames of a round; without one, nothing can be prioritised."),
    fix=msg("Write a file in rounds with the years of the plan and its frames."),
    example="# rounds/hop-2027-2030.yaml\nid: hop-2027-2030\nyears: [2027, 2028, 2029, 2030]",
)
def no_round(contents: Contents) -> Iterator[Violation]:
    """Look for projects with costs in a portfolio without rounds."""
    costly = any(entry.item.stands and entry.item.costs for entry in contents.projects.values())
    if costly and not contents.rounds and not contents.breaks_in("rounds") and contents.strategy:
        yield Violation(
            ("organisation",),
            msg("The projects have no round to compete in"),
            msg("Write a file in rounds"),
            contents.strategy,
        )


@rule(
    "B009",
    "refill-not-said",
    Severity.WARNING,
    title=msg("The round does not say whether savings refill its frames"),
    why=msg(
        "Whether committed savings free room for other projects decides who is funded. That is a "
        "choice of the round, and must not be made by a default that nobody saw."
    ),
    fix=msg(
        "Write committed_savings_refill: true where units hand their savings over to the frames, "
        "false where they keep them."
    ),
    example="years: [2027, 2028]\nselection: optimal      # and no committed_savings_refill",
)
def refill_not_said(contents: Contents, round_: Round) -> Iterator[Violation]:
    """Look for rounds that leave the choice to the default."""
    if "committed_savings_refill" in round_.model_fields_set:
        return
    frames = {frame.id for frame in round_.frames}
    moving = sum(
        any(one.is_committed_saving and one.frame in frames for one in entry.item.benefits)
        for entry in contents.projects.values()
        if entry.item.stands
    )
    yield Violation(
        ("id",),
        msgn(
            "It is not said whether savings refill the frames; {n} project has committed ones",
            "It is not said whether savings refill the frames; {n} projects have committed ones",
            moving,
        )
        if moving
        else msg("It is not said whether savings refill the frames"),
        msg("Write committed_savings_refill: true or false; now it is read as false"),
        severity=None if moving else Severity.INFO,
    )


@rule(
    "B010",
    "share-of-which-budget",
    Severity.WARNING,
    title=msg("A balance rule does not say which costs its share is of"),
    why=msg(
        "Operating and investment are separate budgets and are never added up, so a share is of "
        "one of them. A rule that names none counts operating costs."
    ),
    fix=msg("Write which costs the rule counts."),
    example="balance:\n  - {focus_area: samfunn, min_share: 35 %}      # of which costs?",
)
def share_of_which_budget(round_: Round, contents: Contents) -> Iterator[Violation]:
    """Look for shares without `counts`, or of a budget without a frame; F011 tells of format 1."""
    kinds = {frame.kind for frame in round_.money_frames}
    newest = contents.strategy is None or contents.strategy.item.format == CURRENT
    for number, one in enumerate(round_.balance):
        if number in round_.silent_shares and newest:
            yield Violation(
                ("balance", number),
                msg("The share is counted of operating costs, since the rule does not say which"),
                msg("Write counts: operating, or counts: investment"),
            )
        elif one.counts is not None and one.counts not in kinds:
            yield Violation(
                ("balance", number, "counts"),
                msg("The round has no {kind} frame, so every share is kept", kind=one.counts.label),
                msg("Write which costs the rule counts, of those that the round has a frame for"),
            )


@rule(
    "B011",
    "opening-not-as-decided",
    Severity.WARNING,
    title=msg("A budget does not open with what was decided the year before"),
    why=msg(
        "The bridge counts changes from what was decided for the year before. Where the opening "
        "budget is another one, the new frame is not last year's frame and the changes."
    ),
    fix=msg(
        "Write the new frame of the round before, as innostrat carry-over does; or accept the "
        "finding with what changed the budget since."
    ),
    example="follows: hop-2027-2030      # where care got 155 410 000 in 2027\n"
    "budgets:\n  - {service_area: care, opening: 154 910 000}",
)
def opening_not_as_decided(round_: Round, contents: Contents) -> Iterator[Violation]:
    """Compare each opening budget with the frame that the round before decided."""
    portfolio = contents.portfolio()
    old = portfolio.rounds.get(round_.follows or "") if portfolio else None
    decision = (portfolio.decisions or {}).get(old.id) if portfolio and old else None
    if portfolio is None or old is None or decision is None:
        return
    if old.years[0] != round_.years[0] - 1:
        return
    frames = decided_frames(portfolio, old, decision)
    for number, budget in enumerate(round_.budgets):
        frame = frames.get(budget.service_area, budget.opening)
        if frame != budget.opening:
            yield Violation(
                ("budgets", number, "opening"),
                msg(
                    "It opens with {opening}, and {frame} was decided for {year}: {difference} "
                    "between them",
                    opening=shown_amount(budget.opening),
                    frame=Kroner(int(frame)),
                    year=old.years[0],
                    difference=shown_amount(abs(budget.opening - frame)),
                ),
                msg("Write opening: {frame}", frame=amount_text(Decimal(frame))),
            )
