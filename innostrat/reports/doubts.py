"""What is to be checked before what it decides is read: numbers that findings doubt, and answers.

One digit too many wins silently, and so does a project by what it says of itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.opinions import lapsed
from innostrat.messages import Listing, Message, few, msg, msgn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.model.project import Project
    from innostrat.reports.basis import Basis

FEW: Final = 5  # projects that are named


def doubted(basis: Basis, projects: Iterable[Project]) -> Iterator[Message]:
    """Yield, where any of the projects has such numbers, a sentence that names them.

    `projects` are those of the plan or of the ranking; what is doubted of others decides nothing.
    Then the projects that stand by their own answers, though assessors answered in a round before.
    """
    said: dict[str, list[Message]] = {}
    for id_, problem in basis.doubts:
        if problem not in said.setdefault(id_, []):
            said[id_].append(problem)
    found = [
        msg("{title} ({problems})", title=one.title, problems=Listing(tuple(said[one.id]), "; "))
        for one in projects
        if one.id in said
    ]
    if found:
        yield msgn(
            "CHECK FIRST: a number of {n} project here is hard to believe, and decides what "
            "follows: {names}.",
            "CHECK FIRST: numbers of {n} projects here are hard to believe, and decide what "
            "follows: {names}.",
            len(found),
            names=few(found, FEW),
        )
    yield from _own_answers(basis)


def _own_answers(basis: Basis) -> Iterator[Message]:
    """Yield who counts by its own answers though assessors gave some; whom it lifts, or holds."""
    portfolio, round_ = basis.portfolio, basis.round
    if round_ is None or portfolio.decision(round_) is not None:
        return
    there = portfolio.projects
    found = lapsed(
        portfolio.strategy, portfolio.assessments, round_, portfolio.rounds, there.values()
    )
    if found:
        yield msgn(
            "CHECK FIRST: {n} project counts by its own answers here, since those of the assessors "
            "are for an earlier round: {names}.",
            "CHECK FIRST: {n} projects count by their own answers here, since those of the "
            "assessors are for an earlier round: {names}.",
            len(found),
            names=few([there[id_].title for id_ in found], FEW),
        )
