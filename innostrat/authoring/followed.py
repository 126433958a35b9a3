"""Says whether the files of the projects that a decision funded still hold to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.files.kinds import ENDING
from innostrat.messages import Listing, Message, msg
from innostrat.model.words import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.findings import Finding
    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.workspace.workspace import Workspace

# The rules that compare a decision with the files of the projects as they are now.
FOLLOWED: Final = frozenset({"B020", "B021"})


def not_followed(workspace: Workspace, decision: Decision) -> Iterator[Message]:
    """Yield where the projects' files do not say what was decided, or what they say is not known.

    A project that a later round ruled on is that round's.
    """
    later = _ruled_later(workspace, decision)
    for one in decision.projects:
        if one.start is not None and one.id not in later:
            yield from _unknown(workspace, one.id)
    for finding in _compared(workspace, decision):
        if finding.waived is None:
            yield msg("{id}: {problem}", id=finding.item, problem=finding.message)


def departed_since(
    workspace: Workspace, decision: Decision, then: Portfolio
) -> tuple[Message, ...]:
    """Return where the files depart from the decision for a reason, or unseen by any rule.

    `then` is the portfolio that was decided on.
    """
    later = _ruled_later(workspace, decision)
    found = [
        msg("{id}: {problem} (accepted: {why})", id=one.item, problem=one.message, why=one.waived)
        for one in _compared(workspace, decision)
        if one.waived is not None
    ]
    for ruling in decision.projects:
        entry = workspace.contents.projects.get(ruling.id)
        if entry is not None and ruling.start is not None and ruling.id not in later:
            found += _changed(ruling, entry.item, then)
    again = [one.id for one in decision.projects if one.start is not None and one.id in later]
    if again:
        ids = Listing(tuple(again))
        found.append(msg("Decided again in a later round, and not compared here: {ids}", ids=ids))
    return tuple(found)


def _changed(ruling: DecidedProject, now: Project, then: Portfolio) -> Iterator[Message]:
    if now.stopped is not None:
        yield msg("{id}: it has been stopped, and binds nothing any more", id=now.id)
    elif not now.stands:
        yield msg("{id}: it has been carried out, and its amounts are not compared", id=now.id)
    before = then.projects.get(ruling.id)
    mandatory = now.commitment is Commitment.MANDATORY
    if mandatory and (before is None or before.commitment is not Commitment.MANDATORY):
        yield msg("{id}: it is bound as mandatory, and was not when it was decided", id=now.id)
    if ruling.service_area != now.service_area:
        yield msg(
            "{id}: its service area is {now}, and {then} was decided",
            id=now.id,
            now=now.service_area or "–",
            then=ruling.service_area or "–",
        )


def _unknown(workspace: Workspace, id_: str) -> Iterator[Message]:
    """Yield why nobody can tell how a project is bound."""
    path = f"projects/{id_}{ENDING}"
    for one in workspace.open_errors(path):
        if one.code not in FOLLOWED:
            yield msg(
                "{id}: its file has errors, so that it is not proved how it is bound: {first} (see "
                "innostrat validate)",
                id=id_,
                first=one.message,
            )
            return
    if id_ not in workspace.contents.projects:
        yield msg(
            "{id}: it was funded, and there is no file {path}",
            id=id_,
            path=workspace.files.shown(path),
        )


def _compared(workspace: Workspace, decision: Decision) -> Iterator[Finding]:
    path = workspace.files.shown(f"decisions/{decision.round}{ENDING}")
    for one in workspace.findings:
        about = {related.location.path for related in one.related}
        if one.code in FOLLOWED and path in about:
            yield one


def _ruled_later(workspace: Workspace, decision: Decision) -> frozenset[str]:
    """Return the ids of projects that a round with later years ruled on."""
    rounds = workspace.contents.rounds
    year = rounds[decision.round].item.years[0]
    return frozenset(
        ruling.id
        for entry in workspace.contents.decisions.values()
        if (other := rounds.get(entry.item.round)) is not None and other.item.years[0] > year
        for ruling in entry.item.projects
    )
