"""One project's value, criterion by criterion: what was answered, by whom and why, and the sum."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.value.scoring import Answered
from innostrat.language import decimal
from innostrat.messages import Message, Percent, Points, msg
from innostrat.model.words import Role as CriterionRole
from innostrat.reports import heading
from innostrat.reports.common import said, shown_value, with_reason
from innostrat.reports.table import Align, Column, Facts, Report, Row, RowRole, Table
from innostrat.reports.value import ranking
from innostrat.reports.value.contributions import role, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.value.opinions import Opinion
    from innostrat.analysis.value.scoring import Scored, ValuePart
    from innostrat.model.project import Project
    from innostrat.model.scale import ScaleLine
    from innostrat.model.strategy import Strategy
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Cell


def report(basis: Basis, scored: Scored) -> Report:
    """Return the table that adds up to the project's value, and what stands behind each row."""
    strategy = basis.portfolio.strategy
    return Report(
        title=msg("The value of {title}", title=scored.project.title),
        preamble=heading.preamble(basis),
        blocks=(
            heading.facts(basis),
            Facts("project", None, tuple(_standing(basis, scored))),
            _sum(strategy, scored),
            *(_behind(strategy, scored.project, one) for one in (*scored.weighing, *scored.gates)),
        ),
        data=ranking.data_of(basis, (scored,)),
    )


def _standing(basis: Basis, scored: Scored) -> Iterator[tuple[Message, Cell]]:
    yield msg("Project"), scored.id
    yield msg("Value"), Points(scored.value, 2)
    if scored.rank is None:
        yield (
            msg("Rank"),
            msg("outside the competition: {why}", why=scored.project.commitment.label),
        )
    else:
        among = len(basis.ranked.ranking)
        yield msg("Rank"), msg("{rank} of {count}", rank=scored.rank, count=among)


def _sum(strategy: Strategy, scored: Scored) -> Table:
    given = [(part, part.value * part.weight) for part in scored.parts]
    rows = [
        Row.of(
            part.criterion.title,
            answer(part),
            Points(part.value, 2),
            weight(strategy, part.criterion.id),
            Points(points, 2),
        )
        for part, points in given
    ]
    whole = sum((points for _, points in given), Fraction(0))
    lacking = Fraction(decimal(whole, 2)) - sum(Fraction(decimal(one, 2)) for _, one in given)
    total = (msg("Sum"), None, None, Percent(Fraction(1)), Points(whole, 2))
    return Table(
        key="explanation",
        title=msg("Criterion by criterion"),
        columns=(
            Column("criterion", msg("Criterion"), wide=True),
            Column("answer", msg("Answer"), Align.RIGHT, optional=1),
            Column("value", msg("Value"), Align.RIGHT),
            Column("weight", msg("Weight"), Align.RIGHT),
            Column("contribution", msg("Contribution"), Align.RIGHT),
        ),
        rows=(*rows, Row(total, RowRole.TOTAL), *_multiplied(scored)),
        notes=tuple(_notes(scored, lacking)),
    )


def _multiplied(scored: Scored) -> Iterator[Row]:
    """Yield each factor that multiplies the sum, and the value that is left."""
    for one in scored.factors:
        name = msg("× {factor}", factor=one.criterion.title)
        yield Row.of(name, answer(one), _share(one), None, None)
    if scored.factors:
        left = Percent(scored.factor, 1)
        yield Row.of(msg("Value"), None, left, None, Points(scored.value, 2), role=RowRole.TOTAL)


def _notes(scored: Scored, lacking: Fraction) -> Iterator[Message]:
    yield msg("Contribution = value × weight. The sum is computed before rounding.")
    if scored.factors:
        yield msg("The value is the sum times all factors.")
    if scored.gates:
        yield msg("A gate lets a project compete or not, and gives no points.")
    if lacking:
        yield msg("The rounded rows differ from the sum by {points}.", points=Points(lacking, 2))


def _share(factor: Answered) -> Percent:
    return Percent(factor.share, 0 if (factor.share * 100).denominator == 1 else 1)


def answer(part: ValuePart | Answered) -> Cell:
    """Return what the scale measured, in its own unit."""
    return part.criterion.scale.said(part.raw)


def _behind(strategy: Strategy, project: Project, part: ValuePart | Answered) -> Facts:
    criterion = part.criterion
    pairs: list[tuple[Message | str, Cell]] = []
    if criterion.role is not CriterionRole.BENEFIT:
        pairs.append((msg("Role"), role(criterion)))
    if isinstance(part, Answered) and criterion.role is CriterionRole.GATE:
        pairs.append((msg("Gets through"), msg("yes") if part.admits else msg("no")))
    if criterion.question:
        pairs.append((msg("Question"), criterion.question))
    goals = {goal.id: goal.title for goal in strategy.walk()}
    pairs += [_line(line) for line in criterion.scale.explained(part.raw, project, goals)]
    pairs += [_opinion(one) for one in part.opinions]
    return Facts(f"criterion-{criterion.id}", shown_value(criterion.title), tuple(pairs))


def _line(line: ScaleLine) -> tuple[Message | str, Cell]:
    return line.name, with_reason(line.said, line.because) if line.because else line.said


def _opinion(opinion: Opinion) -> tuple[Message | str, Cell]:
    who: Message | str = opinion.assessor or msg("In the project's file")
    return who, with_reason(said(opinion), opinion.because)
