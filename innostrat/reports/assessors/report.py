"""Where the assessors agree and where not, for whoever prepares the meeting."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from innostrat.analysis.assessors.panel import FAR, MANY, NEAR, Pattern, agreements, leanings
from innostrat.language import exact
from innostrat.messages import Listing, Message, Points, msg, msgn
from innostrat.model.words import Role, Selection
from innostrat.reports import heading
from innostrat.reports.assessors.data import Assessed, assessors_data
from innostrat.reports.assessors.krippendorff import alphas, sides
from innostrat.reports.assessors.lone import lone_table
from innostrat.reports.common import said, shown_value, with_reason
from innostrat.reports.plan.entries import titles
from innostrat.reports.table import Align, Column, Facts, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.analysis.assessors.disagreement import Disagreement, PlanChange
    from innostrat.analysis.assessors.panel import Panel, Question
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell

PATTERNS: Final = {
    Pattern.SPLIT: msg("split"),
    Pattern.ODD: msg("one odd answer"),
    Pattern.APART: msg("far apart"),
}


def assessing_report(found: Assessed, basis: Basis) -> Report:
    """Return coverage, spread, disagreements, what they would change, and the agreement."""
    return Report(
        title=msg("{round}: the assessors", round=basis.ranked.round.title),
        preamble=(*heading.preamble(basis), *_said(found)),
        blocks=(
            heading.facts(basis),
            *(_blocks(found, basis) if found.panel.assessors else ()),
        ),
        data=assessors_data(found, basis),
        details=tuple(_reasons(one) for one in found.panel.disagreements),
    )


def _said(found: Assessed) -> Iterator[Message]:
    if not found.panel.assessors:
        yield msg("Nobody has assessed anything in this round: each project's own scores count.")
        return
    questions = found.panel.questions
    yield msgn(
        "{n} assessor. Of {all} questions, {done} have an answer and {several} have two or more.",
        "{n} assessors. Of {all} questions, {done} have an answer and {several} have two or more.",
        len(found.panel.assessors),
        all=len(questions),
        done=sum(bool(one.given) for one in questions),
        several=sum(len(one.given) > 1 for one in questions),
    )
    yield msgn(
        "In {n} question the assessors disagree by the rules below.",
        "In {n} questions the assessors disagree by the rules below.",
        len(found.panel.disagreements),
    )


def _blocks(found: Assessed, basis: Basis) -> Iterator[Block]:
    yield _coverage(found.panel)
    yield from _thin(found.panel, basis)
    yield _spread(found)
    yield _answers(found)
    if found.ends:
        yield _changes(found, basis) if found.plan else _no_plan()
    if found.lone:
        yield lone_table(found.lone)
    if found.whole and len(found.panel.assessors) > 1:
        yield sides(leanings(found.panel))
        yield alphas(agreements(found.panel))


def _coverage(panel: Panel) -> Table:
    rows = []
    for assessor in panel.assessors:
        answered = len(panel.answered(assessor))
        rows.append(Row.of(assessor, answered, len(panel.questions) - answered))
    return Table(
        "coverage",
        msg("Who has answered how much"),
        (
            Column("assessor", msg("Assessor"), wide=True),
            Column("answered", msg("Answered"), Align.RIGHT),
            Column("left", msg("Left"), Align.RIGHT),
        ),
        tuple(rows),
        notes=(
            msg(
                "Counted in questions: one criterion that people answer, for one project in the "
                "competition."
            ),
        ),
    )


def _thin(panel: Panel, basis: Basis) -> Iterator[Table]:
    """Yield the assessed projects with questions that fewer than two have answered."""
    lacking: dict[str, tuple[list[str], list[str]]] = {one: ([], []) for one in panel.begun}
    for one in panel.questions:
        if one.project.id in lacking and len(one.given) < 2:  # noqa: PLR2004  (nobody, only one)
            lacking[one.project.id][len(one.given)].append(one.criterion.title)
    rows = tuple(
        Row.of(
            basis.portfolio.projects[id_].title,
            *(Listing(tuple(names)) if names else None for names in both),
        )
        for id_, both in lacking.items()
        if any(both)
    )
    others = len({one.project.id for one in panel.questions}) - len(panel.begun)
    yield Table(
        "thin",
        msg("Answered by nobody, or by one alone"),
        (
            Column("project", msg("Project"), wide=True),
            Column("nobody", msg("By nobody"), wide=True),
            Column("one", msg("By one alone"), wide=True),
        ),
        rows,
        notes=()
        if not others
        else (
            msgn(
                "{n} more project has no assessment at all; its own scores count.",
                "{n} more projects have no assessment at all; their own scores count.",
                others,
            ),
        ),
        empty=msg("Every question about the assessed projects has two answers or more."),
    )


def _spread(found: Assessed) -> Table:
    return Table(
        "spread",
        msg("How far apart the projects' values are"),
        (
            Column("project", msg("Project"), wide=True),
            Column("lowest", msg("Lowest"), Align.RIGHT),
            Column("median", msg("Median"), Align.RIGHT),
            Column("highest", msg("Highest"), Align.RIGHT),
            Column("span", msg("Span"), Align.RIGHT),
        ),
        tuple(
            Row.of(
                one.scored.project.title,
                Points(one.low),
                Points(one.scored.value),
                Points(one.high),
                Points(one.span),
            )
            for one in found.ends
            if any(asked.criterion.role is not Role.GATE for asked in one.disputed)
        ),
        notes=(
            msg(
                "The value in points, with all criteria at the lowest, the median and the highest "
                "of the answers. The median is what counts. No assessor needs to stand for either "
                "end."
            ),
        ),
        empty=msg("No two answers give a project different values."),
    )


def _answers(found: Assessed) -> Table:
    order = {one.id: place for place, one in enumerate(found.ends)}
    differing = [one for one in found.panel.questions if one.span]
    differing.sort(key=lambda one: order.get(one.project.id, len(order)))
    return Table(
        "answers",
        msg("Where the answers differ"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("lowest", msg("Low"), Align.RIGHT),
            Column("median", msg("Med."), Align.RIGHT),
            Column("highest", msg("High"), Align.RIGHT),
            Column("answers", msg("Answers"), Align.RIGHT, optional=1),
            Column("pattern", msg("Pattern"), wide=True),
        ),
        tuple(_grouped((one.project.title, _answer(one)) for one in differing)),
        notes=(
            msg(
                "Low, median (med.) and high are answers: levels, or numbers in the criterion's "
                "unit; low and high are by the value that they give."
            ),
            *_rules(),
        ),
        empty=msg("No two answers differ."),
    )


def _grouped(rows: Iterable[tuple[str, tuple[Cell, ...]]]) -> Iterator[Row]:
    """Yield the rows, each project's below its title."""
    for title, group in groupby(rows, key=itemgetter(0)):
        below = [Row(cells) for _, cells in group]
        yield Row.group(title, len(below[0].cells))
        yield from below


def _rules() -> Iterator[Message]:
    yield msg(
        "In points on the criterion's own value scale, 0–100: split is a gap of {far} or more with "
        "two or more on each side; one odd answer lies {far} or more from all others, who lie "
        "within {near}.",
        far=FAR,
        near=NEAR,
    )
    yield msg(
        "Far apart is neither, and a gap or a range of {far} or more; with {many} answers or more, "
        "the range without the lowest and the highest.",
        far=FAR,
        many=MANY,
    )


def _answer(one: Question) -> tuple[Cell, ...]:
    raws = (one.given[0].raw, one.median, one.given[-1].raw)
    pattern = one.pattern
    return (
        one.criterion.title,
        *(shown_value(exact(raw)) for raw in raws),
        len(one.given),
        None if pattern is None else PATTERNS[pattern],
    )


def _no_plan() -> Paragraph:
    return Paragraph(
        (msg("No plan can be made: see innostrat prioritize"),),
        msg("What another assessment would change"),
    )


def _changes(found: Assessed, basis: Basis) -> Table:
    rows = tuple(
        _grouped(
            (one.ends.scored.project.title, _change(one, change, basis))
            for one in found.disagreements
            for change in one.changes
        )
    )
    return Table(
        "changes",
        msg("What another assessment would change"),
        (
            Column("answers", msg("Answers"), wide=True),
            Column("then", msg("Then"), wide=True),
            Column("others", msg("Others"), wide=True),
            Column("alone", msg("Enough alone"), wide=True),
        ),
        rows,
        notes=tuple(_caveats(found, rows, basis)),
        empty=msg("Taken one project at a time, no answer within the spread changes the plan.")
        if len(found.disagreements) == len(found.ends)
        else msg("No answer within the spread of the projects that were tried changes the plan."),
    )


def _caveats(found: Assessed, rows: tuple[Row, ...], basis: Basis) -> Iterator[Message]:
    if basis.ranked.round.selection is not Selection.OPTIMAL:
        yield msg(
            "The plan here is the best one. This round is selected otherwise ({method}), where "
            "other answers may matter.",
            method=basis.ranked.round.selection.label,
        )
    if rows:
        yield msg(
            "The best plan with all the project's answers the lowest, or the highest, and the "
            "other projects as today. One criterion named as enough alone already does it."
        )
        if any(one.ends.gated and one.changes for one in found.disagreements):
            yield msg("Below a gate a project does not compete.")
        yield msg("No answer to any other project that was tried changes the plan.")
    if len(found.disagreements) < len(found.ends):
        yield msg(
            "Tried: {n} of {all} projects, first those with a gate in doubt, then those of the "
            "largest span.",
            n=len(found.disagreements),
            all=len(found.ends),
        )


def _change(one: Disagreement, change: PlanChange, basis: Basis) -> tuple[Cell, ...]:
    then = msg("in the plan") if change.inside else msg("out of the plan")
    if not change.possible:
        then = msg("no plan can be made")
    elif change.inside == one.inside:
        then = msg("in, but the plan is another")
    others = [
        msg("in: {names}", names=titles(change.enters, basis.portfolio)) if change.enters else None,
        msg("out: {names}", names=titles(change.leaves, basis.portfolio))
        if change.leaves
        else None,
        msg("another year: {names}", names=titles(change.moved, basis.portfolio))
        if change.moved
        else None,
    ]
    told = tuple(other for other in others if other is not None)
    names = [q.criterion.title for q in one.ends.disputed if q.criterion.id in change.alone]
    return (
        msg("highest") if change.high else msg("lowest"),
        then,
        Listing(told, "; ") if told else None,
        Listing(tuple(names)) if names else None,
    )


def _reasons(one: Question) -> Facts:
    title = msg("{project}: {criterion}", project=one.project.title, criterion=one.criterion.title)
    return Facts(
        f"reasons-{one.project.id}-{one.criterion.id}",
        title,
        tuple((given.assessor, with_reason(said(given), given.because)) for given in one.given),
    )
