"""Promised kroner against those that came, by year, kind of benefit and service area.

Kinds are never added together: an avoided cost makes no budget smaller, and saved time is no money.
What nobody has counted is not 0: it is unknown, and late when its year is over.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from innostrat.economy import in_units, yearly
from innostrat.messages import Kroner, Message, Percent, msg, msgn
from innostrat.model.words import BenefitKind, BenefitSide
from innostrat.money import half_up
from innostrat.prices import index_to_date
from innostrat.reports import common
from innostrat.reports.computed import Across, Added
from innostrat.reports.table import Align, Column, Paragraph, Row, RowRole, Table, Thousands
from innostrat.reports.year.benefits import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Benefit, Project
    from innostrat.model.round import Round
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell, Json

ByYear: TypeAlias = "Mapping[int, int]"


@dataclass(frozen=True, slots=True)
class Account:
    """A benefit with its promised and its counted kroner by year, and whose budget it is in."""

    project: Project
    benefit: Benefit
    area: str | None
    promised: ByYear
    realised: ByYear

    def late(self, today: date | None) -> tuple[int, ...]:
        """Return the years that are over on a day, promised kroner, and were not counted."""
        if today is None:
            return ()
        return tuple(
            year
            for year, amount in sorted(self.promised.items())
            if amount and year < today.year and year not in self.realised
        )


def accounts(portfolio: Portfolio) -> tuple[Account, ...]:
    """Return the benefits in kroner, by project: of what was decided, or that were counted.

    What only competes promises nothing yet, and what was stopped nothing more.
    """
    return tuple(
        _account(project, benefit)
        for project in portfolio.projects.values()
        for benefit in project.benefits
        if benefit.realised or (benefit.amounts and _promises(project))
    )


def _promises(project: Project) -> bool:
    """Whether a project was decided, must be done, or is carried out; and not stopped."""
    return project.stopped is None and (project.is_bound or project.is_done)


def _account(project: Project, benefit: Benefit) -> Account:
    promised = yearly(benefit, None) if _promises(project) else {}
    return Account(
        project,
        benefit,
        benefit.service_area or project.service_area,
        {year: in_units(one.likely, None) for year, one in promised.items()},
        {year: round(one.amount) for year, one in benefit.counted.items()},
    )


def tables(
    basis: Basis, today: date | None, title: Message | None = None, *, commands: bool = True
) -> Iterator[Block]:
    """Yield what is made visible, promised against realised by kind and area, and what is late.

    The first of it stands under `title`, where one is given. With `commands` it is said how what is
    late is counted.
    """
    found = accounts(basis.files)
    said = (*_visible(basis.files, found, today), *_rewritten(basis.files))
    yield Paragraph(said, title)
    if not found:
        return
    years = _years(basis, found, today)
    yield _by_kind(found, years)
    yield _by_area(found, years, basis.portfolio)
    yield _late(found, today, commands=commands)


def _visible(
    portfolio: Portfolio, found: Sequence[Account], today: date | None
) -> Iterator[Message]:
    """Yield how many of the benefits have been made visible: counted in kroner, or measured."""
    counted = sum(bool(one.realised) for one in found)
    yield msgn(
        "{counted} of {n} benefit that promises kroner has been counted in kroner.",
        "{counted} of {n} benefits that promise kroner have been counted in kroner.",
        len(found),
        counted=counted,
    )
    quality = [
        benefit
        for project in portfolio.projects.values()
        if _promises(project)
        for benefit in project.benefits
        if BenefitSide.of(benefit.kind) is BenefitSide.QUALITATIVE
    ]
    yield msgn(
        "{measured} of {n} qualitative benefit has been measured.",
        "{measured} of {n} qualitative benefits have been measured.",
        len(quality),
        measured=sum(bool(one.measured) for one in quality),
    )
    late = sum(len(one.late(today)) for one in found)
    if late:
        yield msgn(
            "LATE: {n} year that is over has promised kroner that nobody has counted.",
            "LATE: {n} years that are over have promised kroner that nobody has counted.",
            late,
        )


def _rewritten(portfolio: Portfolio) -> Iterator[Message]:
    """Yield where a file promises other savings than those that were decided, which still bind."""
    for (id_, year), (amount, round_) in sorted(_decided(portfolio).items()):
        project = portfolio.projects.get(id_)
        if project is None or project.stopped is not None:
            continue
        promised = [yearly(one, round_) for one in project.benefits if one.is_committed_saving]
        lines = [in_units(one[year].likely, None) for one in promised if year in one]
        now, index = sum(lines), index_to_date(portfolio.rounds.values(), round_, year)
        decided = half_up(amount * index)
        rounding = 0 if index == 1 else len(lines)  # each was rounded to kroner by itself
        if abs(now - decided) > rounding:
            yield msg(
                "CHANGED since the decision: {title} was to save {decided} in {year}, and its file "
                "says {now}.",
                title=project.title,
                decided=Kroner(decided),
                year=year,
                now=Kroner(now),
            )


def _decided(portfolio: Portfolio) -> dict[tuple[str, int], tuple[int, Round]]:
    """Return decided savings by project and year; of several decisions on a year the last holds."""
    rounds = portfolio.rounds
    decisions = [one for one in (portfolio.decisions or {}).values() if one.round in rounds]
    found: dict[tuple[str, int], tuple[int, Round]] = {}
    for decision in sorted(decisions, key=lambda one: (rounds[one.round].years[0], one.round)):
        round_ = rounds[decision.round]
        for ruling in decision.projects:
            for year in round_.years if ruling.start is not None else ():
                amounts = (by_year.get(year, 0) for by_year in ruling.savings.values())
                found[ruling.id, year] = round(sum(amounts)), round_
    return found


def _years(basis: Basis, found: Sequence[Account], today: date | None) -> tuple[int, ...]:
    """Return the years shown: the round's, those that are over, and those that were counted."""
    wanted = {year for one in found for year in one.realised}
    wanted |= set(basis.round.years) if basis.round else set()
    promised = {year for one in found for year in one.promised}
    wanted |= {year for year in promised if not basis.round or (today and year <= today.year)}
    return tuple(range(min(wanted), max(wanted) + 1)) if wanted else ()


def _columns(first: Message, years: tuple[int, ...]) -> tuple[Column, ...]:
    return (
        Column("name", first, wide=True),
        *(Column(str(year), str(year), Align.RIGHT) for year in years),
        Column("sum", msg("Sum"), Align.RIGHT, computed=Across(tuple(map(str, years)))),
    )


def _rows(label: Cell, found: Sequence[Account], years: tuple[int, ...]) -> Iterator[Row]:
    """Yield what some benefits promised, what came, and how much of what was promised that is.

    The share is of what the benefits that were counted that year had promised for it.
    """
    parts = ("promised", "realised", "due")
    promised, realised, due = (_sums(found, years, part) for part in parts)
    shares = {year: _share(realised[year], due.get(year, 0)) for year in realised}
    yield Row.group(label, len(years) + 2)
    yield _row(msg("promised"), promised, years)
    yield _row(msg("realised"), realised, years)
    if not shares:
        return
    whole = _share(sum(realised.values()), sum(due.values()))
    cells = (shares.get(year) for year in years)
    share = (msg("realised of what was promised"), *cells, whole)
    yield Row(share, RowRole.SUBTOTAL, Added(()))


def _sums(found: Sequence[Account], years: tuple[int, ...], part: str) -> dict[int, int]:
    """Return the promised or realised kroner by year, or the promised of what was counted."""
    sums: dict[int, int] = defaultdict(int)
    for one in found:
        amounts = one.realised if part == "realised" else one.promised
        for year, amount in amounts.items():
            if year in years and (part != "due" or year in one.realised):
                sums[year] += amount
    return dict(sums)


def _row(label: Message, amounts: ByYear, years: tuple[int, ...]) -> Row:
    cells = (Thousands(amounts[year]) if year in amounts else None for year in years)
    total = Thousands(sum(amounts.values())) if amounts else None
    return Row.of(label, *cells, total)


def _share(realised: int, promised: int) -> Percent | None:
    return Percent(Fraction(realised, promised)) if promised else None


def _groups(found: Sequence[Account]) -> Iterator[tuple[Message, list[Account]]]:
    """Yield the benefits of each kind; savings that no unit has agreed to apart from the others."""
    for kind, committed in ((BenefitKind.BUDGET, True), *((kind, False) for kind in BenefitKind)):
        those = [
            one
            for one in found
            if one.benefit.kind is kind and one.benefit.is_committed_saving is committed
        ]
        label = TITLES[kind]
        if kind is BenefitKind.BUDGET:
            state = msg("committed") if committed else msg("not committed")
            label = msg("{kind}, {state}", kind=label, state=state)
        if those:
            yield label, those


def _by_kind(found: Sequence[Account], years: tuple[int, ...]) -> Table:
    rows = [row for label, those in _groups(found) for row in _rows(label, those, years)]
    return Table(
        "realised-by-kind",
        msg("Promised and realised kroner, by kind of benefit"),
        _columns(msg("Kind"), years),
        tuple(rows),
        notes=(
            msg(
                "Of projects that were decided or are carried out; what competes promises nothing."
            ),
            msg("1000 kr each year, as levels; what is saved stands as a plus here."),
            msg("– where nobody has counted. The share is of what the counted ones had promised."),
            msg("The kinds are never added together: saved time is no money in a budget."),
        ),
    )


def _by_area(found: Sequence[Account], years: tuple[int, ...], portfolio: Portfolio) -> Table:
    areas: dict[str | None, list[Account]] = {
        area.id: [] for area in portfolio.strategy.service_areas
    }
    for one in found:
        areas.setdefault(one.area, []).append(one)
    rows: list[Row] = []
    for area, within in areas.items():
        name = common.service_area(portfolio, area) or msg("Without service area")
        for kind, those in _groups(within):
            rows += _rows(msg("{area}: {kind}", area=name, kind=kind), those, years)
    return Table(
        "realised-by-area",
        msg("Promised and realised kroner, by service area"),
        _columns(msg("Service area"), years),
        tuple(rows),
        notes=(msg("A benefit stands in the budget that its own line names, else its project's."),),
    )


def _late(found: Sequence[Account], today: date | None, *, commands: bool) -> Table:
    rows = tuple(
        Row.of(
            one.project.title,
            one.benefit.title,
            one.benefit.responsible or msg("nobody"),
            year,
            Thousands(one.promised[year]),
        )
        for one in found
        for year in one.late(today)
    )
    how = msg("`innostrat measure ID --year 2027 --kroner 150000` counts one.")
    note = (
        msg("Give --date to see what is late: the files are in no commit.")
        if today is None
        else msg("A year is late when it is over on {day} and nobody has counted it.", day=today)
    )
    return Table(
        "realised-late",
        msg("Promised, over, and not counted"),
        (
            Column("project", msg("Project"), wide=True),
            Column("benefit", msg("Benefit"), wide=True),
            Column("responsible", msg("Responsible"), wide=True),
            Column("year", msg("Year"), Align.RIGHT),
            Column("promised", msg("Promised"), Align.RIGHT),
        ),
        rows,
        notes=(note, how) if commands else (note,),
        empty=msg("Nothing is late"),
    )


def data(portfolio: Portfolio, today: date | None) -> list[Json]:
    """Return promised and counted kroner of each benefit, for machines."""
    return [
        {
            "project": one.project.id,
            "title": one.benefit.title,
            "kind": one.benefit.kind.value,
            "service_area": one.area,
            "promised": {str(year): amount for year, amount in sorted(one.promised.items())},
            "realised": {str(year): amount for year, amount in sorted(one.realised.items())},
            "late": list(one.late(today)),
        }
        for one in accounts(portfolio)
    ]
