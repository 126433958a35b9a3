"""Makes a document from the round, its plan, its robustness and its brand, and writes its forms."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.time_limit import StoppedError, until_stopped
from innostrat.files.digest import digest
from innostrat.files.picture import read_picture
from innostrat.messages import msg
from innostrat.model.words import Selection
from innostrat.reports.document import Appearance, Document, Logo
from innostrat.reports.paper.inputs import Inputs
from innostrat.shell.delivery import STOPPED
from innostrat.shell.progress import counted, interrupted, telling, working
from innostrat.workspace.reading import as_decided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.weights.robustness import Robustness
    from innostrat.language import Language
    from innostrat.reports.basis import Basis
    from innostrat.reports.paper.readers import PaperContents
    from innostrat.workspace.workspace import Workspace

LARGEST: Final = 20_000_000  # bytes of a Word document
COLOR: Final = "#1f4e79"  # where the strategy names none


def inputs(
    workspace: Workspace, basis: Basis, language: Language, *, robust: bool, day: date | None
) -> Inputs:
    """Return what the document is made from; `robust` says whether weights are to be moved."""
    from innostrat.analysis.defence.defence import defend
    from innostrat.analysis.plan.planning import EXACT, ROUGH, Effort, Memory, is_large, make_plan

    portfolio, scores = basis.portfolio, basis.ranked
    stated = brand(workspace, basis), digest(workspace.files.contents), day
    if (decided := as_decided(basis)) is not None:
        return Inputs(basis, decided, decided, None, *stated, defend(portfolio, scores, decided))
    method = basis.ranked.round.selection
    other = Selection.RANKING if method is Selection.OPTIMAL else Selection.OPTIMAL
    follow = counted
    make = partial(make_plan, portfolio, scores)
    large = is_large(scores)
    gap = ROUGH if large else EXACT.gap
    with working(msg("Making the plan …"), language, partial=True):
        memory = Memory()
        plan = make(method, Effort(gap, follow=follow), memory)
        if interrupted() and plan.status == "unknown":  # a document of nothing is none
            raise StoppedError
        compared = make(other, Effort(gap, contrasts=False), memory)
        defence = defend(portfolio, scores, plan, quick=interrupted())
    best = plan if method is Selection.OPTIMAL else compared
    asked = robust and best.is_made and not large and not interrupted()
    found = _robustness(basis, best, language, follow) if asked else None
    return Inputs(basis, plan, compared, found, *stated, defence)


def _robustness(
    basis: Basis,
    best: Plan,
    language: Language,
    follow: Callable[[Sequence[int]], Iterable[int]],
) -> Robustness | None:
    """Return the robustness of the round; None where no weight may move."""
    from innostrat.analysis.weights.polytope import weight_space
    from innostrat.analysis.weights.pool import Weighing
    from innostrat.analysis.weights.robustness import Search, robustness

    space = weight_space(basis.portfolio.strategy)
    if space is None or not space.free:
        return None
    starts = {one.project.id: one.start for one in best.funded}
    weighing = Weighing(basis.portfolio, basis.ranked)
    with working(msg("Selecting again and again …"), language, partial=True):
        found = until_stopped(
            (weighing,), lambda one: robustness(one, space, starts, Search(follow=follow))
        )
    return next(iter(found), None)


def brand(workspace: Workspace, basis: Basis) -> Appearance:
    """Return the colour and the logo that the strategy names."""
    from innostrat.formats.pdf.logo import drawn_logo

    strategy = basis.portfolio.strategy
    if strategy.brand is None:
        return Appearance(COLOR)
    name = strategy.brand.logo
    if name is None:
        return Appearance(strategy.brand.color)
    content = read_picture(workspace.root, name)
    logo = Logo(name.rpartition(".")[2], content, strategy.organisation)
    drawn_logo(logo)  # where it cannot be, no form of the document shows half of one
    return Appearance(strategy.brand.color, logo)


def make(
    workspace: Workspace,
    basis: Basis,
    language: Language,
    choices: Iterable[PaperContents],
    day: date | None,
) -> dict[PaperContents, Document]:
    """Return a document for each choice of what is in it, all of the same plan.

    Where somebody ended the work, each says so first.
    """
    from innostrat.reports.paper.assemble import document
    from innostrat.reports.paper.readers import OF_ROBUSTNESS, keys

    wished = tuple(dict.fromkeys(choices))
    robust = any(not OF_ROBUSTNESS.isdisjoint(keys(one)) for one in wished)
    found = inputs(workspace, basis, language, robust=robust, day=day)
    papers = {one: document(found, language.code, one) for one in wished}
    if not interrupted():
        return papers
    return {
        choice: replace(
            one,
            preamble=(STOPPED, *one.preamble),
            data={**one.data, "interrupted": True},
        )
        for choice, one in papers.items()
    }


def content(made: Document, ending: str, language: Language, template: Path | None) -> bytes:
    """Return the document in one form."""
    from innostrat.formats.registry.documents import paper

    if ending == "docx" and template is not None:
        from innostrat.files.source import read_given
        from innostrat.formats.word.paper import render

        return render(made, language, template=read_given(template, LARGEST))
    return paper(ending).render(made, language)


def write_documents(
    targets: Mapping[Path, Document], language: Language, template: Path | None
) -> None:
    """Write each document in the form of its file's ending, and say so.

    One that somebody did not wait for is named: those before it are there.
    """
    from innostrat.shell.delivery import deliver_file, say

    for target, made in targets.items():
        try:
            with telling(msg("Writing {path} …", path=target.name), language, now=True):
                data = content(made, ending_of(target), language, template)
        except KeyboardInterrupt:
            say(msg("Stopped on request: {path} was not written", path=str(target)), language)
            raise
        deliver_file(target, data, language)


def ending_of(path: Path) -> str:
    """Return the ending of a file, which names the form of the document in it."""
    return path.suffix.removeprefix(".").lower()
