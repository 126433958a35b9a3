"""Numbers that findings doubt, named before what they decide: one digit too many wins silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import Listing, Message, msg, msgn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.model.project import Project
    from innostrat.reports.basis import Basis

FEW: Final = 5  # projects that are named


def doubted(basis: Basis, projects: Iterable[Project]) -> Iterator[Message]:
    """Yield, where any of the projects has such numbers, a sentence that names them.

    `projects` are those of the plan or of the ranking; what is doubted of others decides nothing.
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
        more = len(found) - FEW
        rest = (msg("and {n} more", n=more),) if more > 0 else ()
        yield msgn(
            "CHECK FIRST: a number of {n} project here is hard to believe, and decides what "
            "follows: {names}.",
            "CHECK FIRST: numbers of {n} projects here are hard to believe, and decide what "
            "follows: {names}.",
            len(found),
            names=Listing((*found[:FEW], *rest), "; "),
        )
