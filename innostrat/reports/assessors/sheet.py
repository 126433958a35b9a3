"""One assessor's own sheet: each question with its levels, what is answered, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import msg, msgn
from innostrat.model.scales import LevelScale
from innostrat.reports import heading
from innostrat.reports.common import named, said, shown_value
from innostrat.reports.table import Align, Column, Facts, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.analysis.assessors.panel import GivenAnswer, Panel, Question
    from innostrat.model.criterion import Criterion
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell, Json


def sheet_report(panel: Panel, assessor: str, basis: Basis) -> Report:
    """Return the sheet of one assessor; nothing in it comes from another's answers.

    It goes criterion by criterion, so that the same levels are read against all projects at once.
    """
    own = {
        one.key: next((given for given in one.given if given.assessor == assessor), None)
        for one in panel.questions
    }
    left = sum(given is None for given in own.values())
    return Report(
        title=msg("{round}: {assessor}", round=basis.ranked.round.title, assessor=assessor),
        preamble=(
            *heading.preamble(basis),
            msgn(
                "{left} of {n} question is left.",
                "{left} of {n} questions are left.",
                len(own),
                left=left,
            ),
        ),
        blocks=(
            heading.facts(basis),
            *_blocks(panel, own),
        ),
        data=_data(panel, assessor, own, basis),
    )


def _by_criterion(panel: Panel) -> Mapping[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for one in panel.questions:
        found.setdefault(one.criterion.id, []).append(one)
    return found


def _blocks(panel: Panel, own: Mapping[tuple[str, str], GivenAnswer | None]) -> Iterator[Block]:
    for questions in _by_criterion(panel).values():
        criterion = questions[0].criterion
        if criterion.question:
            yield Paragraph((criterion.question,), shown_value(criterion.title))
        yield Facts(
            f"levels-{criterion.id}",
            None if criterion.question else shown_value(criterion.title),
            tuple((line.name, line.said) for line in criterion.scale.asked()),
        )
        yield _table(criterion, questions, own)


def _table(
    criterion: Criterion,
    questions: Sequence[Question],
    own: Mapping[tuple[str, str], GivenAnswer | None],
) -> Table:
    rows = sorted(questions, key=lambda one: (own[one.key] is not None, one.key))
    return Table(
        f"answers-{criterion.id}",
        msg("{criterion}: your answers", criterion=criterion.title),
        (
            Column("project", msg("Project"), wide=True),
            Column("answer", msg("Answer"), Align.RIGHT),
            Column("because", msg("Why"), wide=True),
        ),
        tuple(
            Row.of(named(one.project.title, one.project.id), *_own(own[one.key])) for one in rows
        ),
    )


def _own(given: GivenAnswer | None) -> tuple[Cell, Cell]:
    return (msg("left"), None) if given is None else (shown_value(said(given)), given.because)


def _data(
    panel: Panel,
    assessor: str,
    own: Mapping[tuple[str, str], GivenAnswer | None],
    basis: Basis,
) -> Mapping[str, Json]:
    return {
        "format": 1,
        "kind": "assessment-sheet",
        "round": basis.ranked.round.id,
        "assessor": assessor,
        "criteria": [
            {
                "id": questions[0].criterion.id,
                "title": questions[0].criterion.title,
                "question": questions[0].criterion.question,
                "levels": _level_data(questions[0].criterion),
            }
            for questions in _by_criterion(panel).values()
        ],
        "questions": [
            {
                "project": project,
                "criterion": criterion,
                "answer": float(given.raw) if given else None,
                "because": given.because if given else None,
            }
            for (project, criterion), given in own.items()
        ],
    }


def _level_data(criterion: Criterion) -> Json:
    if not isinstance(criterion.scale, LevelScale):
        return None
    return {str(level): text for level, text in sorted(criterion.scale.levels.items())}
