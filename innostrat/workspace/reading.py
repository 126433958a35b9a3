"""Reads what most reports start from, a scored portfolio, and checks what was asked of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import score
from innostrat.errors import CannotGoOnError
from innostrat.files.places import find_one
from innostrat.messages import msg, msgn
from innostrat.model.words import Phase
from innostrat.reports.basis import Basis
from innostrat.reports.filters import Filter
from innostrat.reports.plan.answer import NOTHING_COMPETES
from innostrat.shell.asking import one_of
from innostrat.shell.progress import telling, working
from innostrat.workspace.naming import meant
from innostrat.workspace.workspace import Workspace, read

# What doubts a number that decides who is in the plan: an answer that is worth more than ten times
# full, claims on too many goals, kroner that may be thousands or billions, savings of more than
# their frame, an endless lifetime.
DOUBTED: Final = frozenset({"A012", "G018", "M403", "M404", "M406", "T016"})

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from innostrat.analysis.plan.result import Plan
    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round


def scored(
    place: Path | None, round_id: str | None, *, decided: bool = False
) -> tuple[Workspace, Basis]:
    """Return the portfolio meant, scored for the round meant; there must be one.

    With `decided` its projects are as the round decided them, where it is decided: for what shows
    the decision, and not for what selects again.
    """
    workspace = read(find_one(place))
    portfolio = workspace.portfolio()
    return workspace, _basis(workspace, portfolio, workspace.round(round_id), decided=decided)


def competing(
    place: Path | None, round_id: str | None, *, decided: bool = False
) -> tuple[Workspace, Basis]:
    """Return the same, where something competes or is bound: of nothing there is no analysis."""
    workspace, basis = scored(place, round_id, decided=decided)
    bound = any(one.stands and one.is_bound for one in basis.portfolio.projects.values())
    if not (bound or basis.ranked.ranking or basis.portfolio.decision(basis.round)):
        raise CannotGoOnError(NOTHING_COMPETES)
    return workspace, basis


def unscored(
    place: Path | None, round_id: str | None, *, decided: bool = False
) -> tuple[Workspace, Basis]:
    """Return the same, without scores when the portfolio has no round yet and none was named."""
    workspace = read(find_one(place))
    portfolio = workspace.portfolio()
    wanted = round_id is not None or workspace.contents.has_rounds
    round_ = workspace.round(round_id) if wanted else None
    return workspace, _basis(workspace, portfolio, round_, decided=decided)


def _basis(
    workspace: Workspace, portfolio: Portfolio, round_: Round | None, *, decided: bool
) -> Basis:
    basis = Basis(
        portfolio,
        None,
        workspace.revision,
        workspace.left_out,
        doubts=tuple(_doubts(workspace)),
        unread=workspace.unread_projects,
    )
    if round_ is None:
        return basis
    from innostrat.analysis.year.restored import restored, stood_in

    shown = stood_in(portfolio, basis.unread)
    shown = restored(shown, round_) if decided else shown
    with telling(msg("Scoring the projects …")):
        scores = score(shown, round_)
    return replace(basis, portfolio=shown, scores=scores, now=portfolio)


def _doubts(workspace: Workspace) -> Iterator[tuple[str, Message]]:
    """Yield what findings doubt that nobody has accepted; an assessment's is of its project."""
    paths = {one.document.path: one.item.id for one in workspace.contents.projects.values()}
    for one in workspace.findings:
        if one.code in DOUBTED and one.waived is None:
            places = (one.location, *(related.location for related in one.related))
            about = (paths[place.path] for place in places if place.path in paths)
            yield from ((id_, one.message) for id_ in about)


def as_decided(basis: Basis, *, anew: bool = False) -> Plan | None:
    """Return what was decided in the round as its plan; None where nothing was, or with `anew`."""
    if anew or basis.portfolio.decision(basis.round) is None:
        return None
    from innostrat.analysis.year.decided import decided_plan

    return decided_plan(basis.portfolio, basis.ranked)


def current_plan(basis: Basis, language: Language) -> Plan | None:
    """Return what was decided in the round, else the plan that it asks for; None without a round.

    On a terminal it is told that projects are selected among, since that may take long.
    """
    if basis.round is None:
        return None
    if (decided := as_decided(basis)) is not None:
        return decided
    from innostrat.analysis.plan.planning import Effort, make_plan

    count = len(basis.ranked.ranking)
    searching = msgn("Selecting among {n} project …", "Selecting among {n} projects …", count)
    with working(searching, language):
        selection = basis.ranked.round.selection
        return make_plan(basis.portfolio, basis.ranked, selection, Effort(contrasts=False))


def chosen(
    portfolio: Portfolio,
    focus_areas: Sequence[str] | None,
    service_areas: Sequence[str] | None,
    phases: Sequence[str] | None = None,
) -> Filter:
    """Return the filter asked for; what the strategy does not know is refused."""
    strategy = portfolio.strategy
    where = msg("They stand in strategy.yaml")
    focus = {one.id: one for one in strategy.focus_areas}
    service = {one.id: one for one in strategy.service_areas}
    focus_areas = [
        meant(area, focus, msg("There is no focus area {word}", word=area), where)
        for area in focus_areas or ()
    ]
    service_areas = [
        meant(area, service, msg("There is no service area {word}", word=area), where)
        for area in service_areas or ()
    ]
    for phase in phases or ():
        one_of(phase, list(Phase), msg("There is no phase {word}", word=phase), where)
    return Filter(tuple(focus_areas), tuple(service_areas), tuple(phases or ()))
