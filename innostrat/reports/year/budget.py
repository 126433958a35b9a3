"""The measures as rows that a budget system imports, and what its importer would ask about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.result import place
from innostrat.analysis.year.budget_lines import budget_lines
from innostrat.analysis.year.restored import rewritten
from innostrat.baseline import known_before, own_changes
from innostrat.messages import Listing, Message, msg
from innostrat.model.words import Commitment, Financing, FrameKind
from innostrat.money import thousands
from innostrat.parts import Part
from innostrat.pot import pot_money
from innostrat.reports import common, ruling
from innostrat.reports.budget.measures import owed_measures
from innostrat.reports.common import shown_value
from innostrat.reports.table import Align, Column, Row, Table
from innostrat.reports.years import added

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from innostrat.analysis.plan.result import Funded, Plan
    from innostrat.analysis.year.budget_lines import BudgetLine
    from innostrat.baseline import OwnChange
    from innostrat.language import Language
    from innostrat.model.codes import Codes
    from innostrat.model.round import Frame
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Cell

# The columns of codes that budget systems import, by the names that lists of codes have here.
IMPORTED: Final = ("ansvar", "funksjon", "art", "prosjekt", "justeringskode")
ASKED: Final = IMPORTED[:3]  # where no list says what is required
TYPES: Final = {
    Commitment.NONE: msg("New measure"),
    Commitment.DECIDED: msg("Decided measure"),
    Commitment.MANDATORY: msg("Mandatory measure"),
}
BUDGETS: Final = {FrameKind.OPERATING: msg("Operating"), FrameKind.INVESTMENT: msg("Investment")}
CHANGED: Final = msg(
    "Its file has other amounts than were decided, and its lines here come to the decided ones"
)
OWN_CHANGE: Final = msg("The body's own change")
LINES: Final = {
    Part.COST: msg("Cost"),
    Part.GRANT: msg("Grant"),
    Part.SAVING: msg("Committed saving"),
    Part.INTEREST: msg("Interest"),
    Part.INSTALMENT: msg("Instalment"),
    Part.TRANSFER: msg("Transfer to investments"),
}


@dataclass(frozen=True, slots=True)
class Export:
    """A plan's rows for a budget system, questions its importer would ask, and how to read them."""

    rows: Table
    questions: Table
    about: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """The three, the rows to import first."""
        return self.rows, self.questions, self.about


def export(plan: Plan, basis: Basis, speak: Language, *, in_thousands: bool) -> Export:
    """Return the plan's money lines as rows; headings are in the language, as people match them."""
    lines = tuple(budget_lines(plan))
    names = (*IMPORTED, *sorted({name for one in lines for name in one.codes} - {*IMPORTED}))
    columns = tuple(
        Column(speak(title), title, align) for title, align in _columns(names, plan.round.years)
    )
    ordered = sorted(plan.funded, key=_priority(plan))
    order = {one.project.id: number for number, one in enumerate(ordered, start=1)}
    known = known_before(basis.portfolio, plan.round)
    rows = tuple(
        Row(_cells(one, order[id_], names, plan, basis, in_thousands, new=id_ not in known))
        for one in sorted(lines, key=lambda one: order[one.entry.project.id])
        for id_ in (one.entry.project.id,)
    )
    rows += tuple(_owed(plan, basis, names, in_thousands))
    rows += tuple(_amended(plan, basis, names, in_thousands))
    rows += tuple(_pot(plan, basis, names, in_thousands))
    found = tuple(Row(cells) for cells in _questions(plan, basis, lines, in_thousands))
    return Export(
        Table("measures", msg("Measures"), columns, rows),
        Table(
            "questions",
            msg("What the importer would ask"),
            (
                Column("project", msg("Project"), wide=True),
                Column("line", msg("Line"), wide=True),
                Column("question", msg("Question"), wide=True),
            ),
            found,
            empty=msg("Nothing"),
        ),
        _about(plan, basis, in_thousands),
    )


def _columns(
    names: tuple[str, ...], years: tuple[int, ...]
) -> Iterator[tuple[Message | str, Align]]:
    for title in (msg("Title"), msg("Priority"), msg("Description"), msg("Main goal"), msg("Goal")):
        yield title, Align.LEFT
    for name in names:
        yield name.capitalize(), Align.LEFT
    yield msg("Type of measure"), Align.LEFT
    for year in years:
        yield str(year), Align.RIGHT
    for title in (msg("Budget"), msg("Service area"), msg("Line"), msg("Kind of line")):
        yield title, Align.LEFT
    yield msg("Case"), Align.LEFT
    yield msg("Id"), Align.LEFT


def _priority(plan: Plan) -> Callable[[Funded], tuple[bool, int, str]]:
    """Return the order of the list: what was bound before by id, then by rank.

    What was decided has no rank, and is in the order of its points.
    """
    if (decision := plan.decision) is None:
        return place

    def decided(entry: Funded) -> tuple[bool, int, str]:
        ruled = decision.ruling(entry.project.id)
        competed = ruled is None or not ruled.bound
        return competed, -entry.units if competed else 0, entry.project.id

    return decided


def _cells(
    line: BudgetLine,
    number: int,
    names: tuple[str, ...],
    plan: Plan,
    basis: Basis,
    in_thousands: bool,  # noqa: FBT001
    *,
    new: bool,
) -> tuple[Cell, ...]:
    project = line.entry.project
    links = sorted(project.goals, key=lambda one: (-one.contribution, one.goal))
    amounts = (line.amounts.get(year, 0) for year in plan.round.years)
    return (
        project.title,
        number,
        project.summary,
        common.goal(basis.portfolio, project.focus_area),
        common.goal(basis.portfolio, links[0].goal) if links else None,
        *(line.codes.get(name) for name in names),
        _type(project.commitment, new=new),
        *(thousands(amount) if in_thousands else amount for amount in amounts),
        _budget(line.frame),
        common.service_area(basis.portfolio, line.area),
        _named(line),
        LINES[line.part],
        project.alignment.case if plan.decision is None else plan.decision.case,
        project.id,
    )


def _type(commitment: Commitment, *, new: bool) -> Message:
    """Return the type of a measure: what the round itself decides is new, also when decided."""
    if new:
        return TYPES[Commitment.NONE]
    return TYPES[Commitment.DECIDED if commitment is Commitment.NONE else commitment]


def _budget(frame: Frame | None) -> Message:
    """Return the budget of a frame; what fees pay at cost is no part of the tax-financed one."""
    name = BUDGETS[frame.kind if frame else FrameKind.OPERATING]
    if frame is not None and frame.financing is Financing.FEES:
        return msg("{budget}, paid by fees", budget=name)
    return name


def _named(line: BudgetLine) -> Cell:
    return LINES[line.part] if line.title is None else line.title


def _own(plan: Plan, basis: Basis) -> tuple[OwnChange, ...]:
    return own_changes(basis.portfolio, plan.round, plan.decision)


def _owed(plan: Plan, basis: Basis, names: tuple[str, ...], in_thousands: bool) -> Iterator[Row]:  # noqa: FBT001
    """Yield what loans of projects that the plan does not hold cost, a row a part and budget."""
    for project, one in owed_measures(plan, basis.portfolio):
        for part in (each for each in Part if each.is_capital):
            by_year = added({year: n} for (_, year), n in one.money.of(part).items())
            if not any(by_year.values()):
                continue
            amounts = (by_year.get(year, 0) for year in plan.round.years)
            yield Row.of(
                one.title,
                None,
                project.summary,
                common.goal(basis.portfolio, one.focus_area),
                None,
                *(None for _ in names),
                _type(project.commitment, new=False),
                *(thousands(amount) if in_thousands else amount for amount in amounts),
                BUDGETS[FrameKind.OPERATING],
                common.service_area(basis.portfolio, one.service_area),
                LINES[part],
                LINES[part],
                project.alignment.case if plan.decision is None else plan.decision.case,
                project.id,
            )


def _owed_questions(
    plan: Plan, basis: Basis, required: tuple[str, ...]
) -> Iterator[tuple[Cell, ...]]:
    for _, one in owed_measures(plan, basis.portfolio):
        if required:
            yield one.title, None, msg("Without a code: {names}", names=Listing(required))
        if one.service_area is None:
            yield one.title, None, msg("In no service area's budget")


def _amended(plan: Plan, basis: Basis, names: tuple[str, ...], in_thousands: bool) -> Iterator[Row]:  # noqa: FBT001
    """Yield what bodies themselves added to or took from each budget, a row a change."""
    for one in _own(plan, basis):
        by_year = {year: amount for (_, year), amount in one.money.costs.items()}
        amounts = (by_year.get(year, 0) for year in plan.round.years)
        yield Row.of(
            one.title,
            *(None for _ in range(4 + len(names))),
            OWN_CHANGE,
            *(thousands(amount) if in_thousands else amount for amount in amounts),
            BUDGETS[FrameKind.OPERATING],
            common.service_area(basis.portfolio, one.place[1]),
            one.title,
            OWN_CHANGE,
            one.decision.case,
            None,
        )


def _amended_questions(
    plan: Plan,
    basis: Basis,
    required: tuple[str, ...],
    in_thousands: bool,  # noqa: FBT001
) -> Iterator[tuple[Cell, ...]]:
    for one in _own(plan, basis):
        if required:
            yield one.title, None, msg("Without a code: {names}", names=Listing(required))
        if in_thousands and any(amount % 1000 for amount in one.money.costs.values()):
            yield one.title, None, msg("Rounded to 1000 kr")


def _pot(plan: Plan, basis: Basis, names: tuple[str, ...], in_thousands: bool) -> Iterator[Row]:  # noqa: FBT001
    """Yield the yearly pot as a row of its own, where it has anything in the years of the plan."""
    fund, amounts = basis.portfolio.strategy.fund, _pot_amounts(plan, basis)
    if fund is None or not any(amounts):
        return
    yield Row.of(
        fund.title,
        None,
        fund.rule,
        None,
        None,
        *(None for _ in names),
        msg("Yearly pot"),
        *(thousands(amount) if in_thousands else amount for amount in amounts),
        BUDGETS[FrameKind.OPERATING],
        common.service_area(basis.portfolio, fund.service_area),
        fund.title,
        LINES[Part.COST],
        None if plan.decision is None else plan.decision.case,
        None,
    )


def _pot_amounts(plan: Plan, basis: Basis) -> tuple[int, ...]:
    money = pot_money(basis.portfolio.strategy.fund, plan.round, plan.round.years)
    by_year = {year: amount for (_, year), amount in money.costs.items()}
    return tuple(by_year.get(year, 0) for year in plan.round.years)


def _pot_questions(
    plan: Plan,
    basis: Basis,
    required: tuple[str, ...],
    in_thousands: bool,  # noqa: FBT001
) -> Iterator[tuple[Cell, ...]]:
    fund, amounts = basis.portfolio.strategy.fund, _pot_amounts(plan, basis)
    if fund is None or not any(amounts):
        return
    if required:
        yield fund.title, None, msg("Without a code: {names}", names=Listing(required))
    if fund.service_area is None:
        yield fund.title, None, msg("In no service area's budget")
    if in_thousands and any(amount % 1000 for amount in amounts):
        yield fund.title, None, msg("Rounded to 1000 kr")


def _questions(
    plan: Plan,
    basis: Basis,
    lines: tuple[BudgetLine, ...],
    in_thousands: bool,  # noqa: FBT001
) -> Iterator[tuple[Cell, ...]]:
    """Yield what is missing or does not fit: the line it is about, and the question."""
    changed = rewritten(basis.files, plan.round)
    for entry in plan.funded:
        if entry.project.id in changed:
            yield entry.project.title, None, CHANGED
        elif entry.project.id in basis.counted:
            yield entry.project.title, None, msg("Its file has errors: see innostrat validate")
    codes = basis.portfolio.codes.get(plan.round.years[0])
    if codes is None:
        example = f"codes/{plan.round.years[0]}.yaml"
        yield None, None, msg("No codes are listed for the first year: add {file}", file=example)
    for line in lines:
        missing = tuple(name for name in _required(codes) if name not in line.codes)
        about = line.entry.project.title, _named(line)
        if missing:
            yield *about, msg("Without a code: {names}", names=Listing(missing))
        if line.area is None:
            yield *about, msg("In no service area's budget")
        if in_thousands and any(amount % 1000 for amount in line.amounts.values()):
            yield *about, msg("Rounded to 1000 kr")
    yield from _owed_questions(plan, basis, _required(codes))
    yield from _amended_questions(plan, basis, _required(codes), in_thousands)
    yield from _pot_questions(plan, basis, _required(codes), in_thousands)
    for entry in plan.funded:
        if entry.project.summary is None:
            yield entry.project.title, None, msg("Without a description")


def _required(codes: Codes | None) -> tuple[str, ...]:
    """Return the lists that every line must have a code of, as the year's lists say."""
    required = tuple(name for name, one in codes.lists.items() if one.required) if codes else ()
    return required or ASKED


def _about(plan: Plan, basis: Basis, in_thousands: bool) -> Table:  # noqa: FBT001
    unit = msg("1000 kr, rounded line by line") if in_thousands else msg("kroner")
    stand = (
        msg("What is recommended; nothing is decided yet")
        if plan.decision is None
        else msg("As decided by {taken}", taken=ruling.taken(plan.decision))
    )
    pairs: tuple[tuple[Message, Cell], ...] = (
        (msg("Organisation"), basis.portfolio.strategy.organisation),
        (msg("Round"), plan.round.title),
        (msg("Stands"), stand),
        (msg("Unit"), unit),
        (msg("Sign"), msg("cost +, saving, grant and income −")),
        (msg("Amounts"), msg("levels each year, not changes")),
        (
            msg("Prices"),
            msg("{prices}, most likely amounts", prices=common.price_basis(plan.round)),
        ),
        (msg("Files"), None if basis.revision is None else shown_value(basis.revision.name)),
    )
    return Table(
        "about",
        msg("How to read it"),
        (Column("what", msg("What"), wide=True), Column("value", msg("Answer"), wide=True)),
        tuple(Row(pair) for pair in pairs),
    )
