"""What stands at the head of every report: whose strategy, which round, whose weights, which files.

The facts are data alone; each form says where they stand, so that a printout can be traced to a
commit: first in Markdown, last at a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import Listing, Message, msg
from innostrat.reports.common import named
from innostrat.reports.ruling import planned_anew, taken
from innostrat.reports.table import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.files.git import Revision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.model.strategy import Decided
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Cell

KEY: Final = "heading"


def facts(basis: Basis, *, of_round: bool = True) -> Facts:
    """Return organisation, strategy, round, who decided the weights, and the commit.

    Without a round (`goals` of a portfolio that has none yet, or a report that is not `of_round`)
    or outside git the line is left out.
    """
    return Facts(KEY, None, tuple(_facts(basis, basis.round if of_round else None)))


def planned(portfolio: Portfolio, round_: Round) -> tuple[Message, ...]:
    """Return that a round has been decided, for a report that selects in it all the same."""
    decision = portfolio.decision(round_)
    return () if decision is None else (planned_anew(decision),)


def preamble(basis: Basis, left_out: tuple[str, ...] | None = None) -> tuple[Message | str, ...]:
    """Return the strategy's notice, and the items that errors keep out of the report.

    They are those of the basis, where the report does not say that it leaves out fewer.
    """
    counted = basis.counted if left_out is None else ()
    left_out = basis.left_out if left_out is None else left_out
    left_out = tuple(one for one in left_out if one not in counted)
    text: list[Message | str] = []
    if basis.portfolio.strategy.notice:
        text.append(basis.portfolio.strategy.notice)
    if left_out:
        text.append(kept_out(left_out))
    if counted:
        text.append(
            msg(
                "Counted all the same, since they are bound, though their files have errors: "
                "{items}. Of a file that cannot be read, it is what was decided (see innostrat "
                "validate)",
                items=Listing(counted),
            )
        )
    return tuple(text)


def for_readers(basis: Basis) -> tuple[Message | str, ...]:
    """Return the same for whoever decides: titles, and nothing of how the files are mended."""
    notice, bound = basis.portfolio.strategy.notice, basis.counted
    left_out = Listing(_titles(basis, (one for one in basis.left_out if one not in bound)))
    counted = Listing(_titles(basis, bound))
    text: list[Message | str] = [notice] if notice else []
    if left_out.items:
        text.append(
            msg(
                "Not among these numbers, since the description has errors that are not yet "
                "mended: {titles}.",
                titles=left_out,
            )
        )
    if counted.items:
        text.append(
            msg(
                "Among these numbers, since it is decided or mandatory, though the description has "
                "errors: {titles}. What cannot be read counts as it was decided.",
                titles=counted,
            )
        )
    return tuple(text)


def _titles(basis: Basis, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(basis.title_of, ids))


def kept_out(left_out: tuple[str, ...]) -> Message:
    """Return that errors keep these items out."""
    items = Listing(left_out)
    return msg("Left out because of errors: {items} (see innostrat validate)", items=items)


def _facts(basis: Basis, round_: Round | None) -> Iterator[tuple[Message | str, Cell]]:
    strategy = basis.portfolio.strategy
    yield msg("Organisation"), strategy.organisation
    yield msg("Strategy"), strategy.title
    if round_ is not None:
        yield msg("Round"), named(round_.title, round_.id)
        if (decision := basis.portfolio.decision(round_)) is not None:
            yield msg("Adopted by"), taken(decision)
    yield msg("Weights decided by"), _decided(strategy.weights_decided_by)
    if basis.revision is not None:
        yield msg("Version of the files"), _revision(basis.revision)


def _decided(decided: Decided | None) -> Cell:
    if decided is None:
        return msg("not stated in the strategy")
    if decided.date is None:
        return decided.body
    return msg("{body}, {date}", body=decided.body, date=decided.date)


def _revision(revision: Revision) -> Message:
    if revision.changed:
        return msg(
            "{commit} of {day} + uncommitted changes", commit=revision.name, day=revision.day
        )
    return msg("{commit} of {day}", commit=revision.name, day=revision.day)
