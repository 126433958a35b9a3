"""What a plan comes to in a few lines: in, out, money, how sure it is, and what to consider."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from innostrat.analysis.plan.result import place
from innostrat.budgets import BUDGETS
from innostrat.messages import Kroner, Listing, Message, Points, msg
from innostrat.money import thousands
from innostrat.reports.amounts import BUDGET_TITLES, amount_in_words
from innostrat.reports.budget import effect
from innostrat.reports.plan import answer
from innostrat.reports.plan.entries import numbered
from innostrat.reports.table import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from innostrat.analysis.defence.defence import Defence
    from innostrat.analysis.plan.result import FrameYear, Funded, Left, Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.words import FrameKind

    Entry = TypeVar("Entry", Funded, Left)

FEW: Final = 8  # projects that wait
FUNDED: Final = 240
LEFT: Final = 130
"""Characters of titles in a sentence: a few lines of a terminal."""


def answer_points(
    plan: Plan, portfolio: Portfolio, defence: Defence, proof: tuple[Message, ...]
) -> Paragraph:
    """Return the answer to what a reader asks first of a plan for which something competes."""
    return Paragraph(tuple(_points(plan, portfolio, defence, proof)))


def waiting(plan: Plan) -> Iterator[Paragraph]:
    """Yield what the first projects lack to compete, where none does and some might."""
    first = plan.not_ready[:FEW]
    said = [msg("• {title}: {reason}", title=one.project.title, reason=one.reason) for one in first]
    if more := len(plan.not_ready) - len(first):
        said.append(msg("• and {n} more", n=more))
    if said:
        yield Paragraph(tuple(said))


def _points(
    plan: Plan, portfolio: Portfolio, defence: Defence, proof: tuple[Message, ...]
) -> Iterator[Message]:
    funded, left = _first(plan.funded, FUNDED), _first(plan.left, LEFT)
    names = _and_more(_starts(funded), len(plan.funded) - len(funded))
    yield msg("• In, {n}: {names}.", n=len(plan.funded), names=names)
    if left:
        names = _and_more(_reasons(left, plan), len(plan.left) - len(left))
        yield msg("• Out, {n}: {names}.", n=len(plan.left), names=names)
    yield from (msg("• {one}", one=one) for one in answer.uncounted(plan))
    for kind in BUDGETS:
        if any(one.frame.kind is kind for one in plan.frames):
            yield _money(plan, defence, kind)
    yield _each_year(plan, portfolio)
    if capacity := [one for one in plan.frames if not one.frame.is_money]:
        yield msg("• Capacity: {left}.", left=_least_left(capacity))
    sure = Listing((*proof, *answer.certainty_in_short(plan, defence)), " ")
    yield msg("• How sure: {said}", said=sure)
    if levers := tuple(answer.best_levers(defence)):
        yield msg("• To consider: {lever}", lever=levers[0])


def _first(entries: Sequence[Entry], room: int) -> list[Entry]:
    """Return the first by rank, as many as there is room for, at least one."""
    shown: list[Entry] = []
    for one in sorted(entries, key=place):
        room -= len(one.project.title)
        if room < 0 and shown:
            break
        shown.append(one)
    return shown


def _and_more(names: tuple[Message, ...], more: int) -> Listing:
    rest = (msg("and {n} more", n=more),) if more else ()
    return Listing((*names, *rest) or (msg("none"),), "; ")


def _starts(funded: Iterable[Funded]) -> tuple[Message, ...]:
    ordered = sorted(funded, key=lambda one: (one.start, *place(one)))
    return tuple(
        msg("from {year} {names}", year=year, names=_titles(group))
        for year, group in groupby(ordered, key=lambda one: one.start)
    )


def _titles(group: Iterable[Funded]) -> Listing:
    return Listing(tuple(one.project.title for one in group))


def _reasons(left: Iterable[Left], plan: Plan) -> tuple[Message, ...]:
    """Return what is left out by what keeps it out, first what keeps out the one of most value."""
    groups: dict[Message, list[Message]] = {}
    for one in left:
        frame = plan.round.frame(one.scarce[0]) if one.scarce else None
        why = one.reason if frame is None else msg("no room in {frame}", frame=frame.title)
        groups.setdefault(why, []).append(numbered(one))
    return tuple(
        msg("{why}: {names}", why=why, names=Listing(tuple(names))) for why, names in groups.items()
    )


def _money(plan: Plan, defence: Defence, kind: FrameKind) -> Message:
    return msg(
        "• {budget} {first}–{last}, projects: {gross} gross, {net} net; {left}.",
        budget=BUDGET_TITLES[kind],
        gross=Kroner(defence.gross.of(kind)),
        net=Kroner(defence.net.of(kind)),
        first=plan.round.years[0],
        last=plan.round.years[-1],
        left=_least_left([one for one in plan.frames if one.frame.kind is kind]),
    )


def _each_year(plan: Plan, portfolio: Portfolio) -> Message:
    """Return what the operating budget carries net each year, and after the plan."""
    net = effect.net_operating(plan, portfolio)
    return msg(
        "• Operating in all {first}–{last} by year, net, with loans and the pot, 1000 kr: "
        "{amounts}; lasting: {lasting}.",
        first=plan.round.years[0],
        last=plan.round.years[-1],
        amounts=Listing(tuple(_thousands(net.get(year, 0)) for year in plan.round.years), "; "),
        lasting=_thousands(effect.lasting_level(plan, portfolio)),
    )


def _thousands(kroner: int) -> Points:
    return Points(Fraction(thousands(kroner)), 0)


def _least_left(frames: Sequence[FrameYear]) -> Message:
    """Return of each frame the year in which the least is left, of those in which it holds any."""
    found = []
    for _, years in groupby(frames, key=lambda one: one.frame.id):
        every = list(years)
        held = [each for each in every if each.limit or each.used]
        one = min(held or every, key=lambda each: (each.left, each.year))
        left = amount_in_words(one.left, one.frame)
        found.append(
            msg("{frame} in {year}: {left}", frame=one.frame.title, left=left, year=one.year)
        )
    return msg("least left in {frames}", frames=Listing(tuple(found), "; "))
