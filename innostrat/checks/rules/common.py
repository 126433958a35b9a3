"""What several families of rules ask: which frames there are, and how grave a demand is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.findings import Severity
from innostrat.loading.load import did_you_mean
from innostrat.messages import Kroner, Listing, Message, msg
from innostrat.model.words import FrameKind, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from innostrat.model.portfolio import Contents, Entry
    from innostrat.model.project import Project
    from innostrat.model.round import Frame, Round
    from innostrat.model.words import Financing
    from innostrat.money import Estimate

ORDER: Final = tuple(Phase)
NEVER: Final = None


def demand(project: Project, warning: Phase | None, error: Phase | None) -> Severity | None:
    """Return how grave it is that `project` lacks something, or None if it need not have it yet.

    It is a warning from the phase `warning` on and an error from the phase `error` on, and only
    worth a remark in a draft. A project that is stopped or finished is asked for nothing that only
    a proposal needs.
    """
    if not project.stands:
        return None
    if project.is_draft:
        return Severity.INFO if Phase.CONCEPT in {warning, error} else None
    now = ORDER.index(project.phase)
    if error is not NEVER and now >= ORDER.index(error):
        return Severity.ERROR
    if warning is not NEVER and now >= ORDER.index(warning):
        return Severity.WARNING
    return None


def unknown(word: str, known: Iterable[str]) -> Message | None:
    """Return a hint at what could have been meant by `word`, or the list of what there is."""
    choices = tuple(sorted(known))
    if not choices:
        return None
    return did_you_mean(word, choices) or msg("There is: {choices}", choices=Listing(choices[:20]))


def latest_round(contents: Contents) -> Entry[Round] | None:
    """Return the round with the last first year; of several, the one whose id comes last."""
    rounds = sorted(contents.rounds.values(), key=lambda one: (one.item.years[0], one.item.id))
    return rounds[-1] if rounds else None


def newest(contents: Contents) -> Round | None:
    """Return that round itself."""
    entry = latest_round(contents)
    return None if entry is None else entry.item


def broken_in(contents: Contents, folder: str) -> bool:
    """Return whether some file of the folder could not be read, so that ids in it are unknown."""
    return any(path.startswith(f"{folder}/") or path == folder for path in contents.broken)


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of all rounds by id, the latest round first."""

    by_id: Mapping[str, tuple[Frame, ...]]

    def is_money(self, frame_id: str | None) -> bool | None:
        """Return whether the frame holds kroner; None when there is no such frame."""
        found = self.by_id.get(frame_id or "")
        return found[0].is_money if found else None

    def is_investment(self, frame_id: str | None) -> bool:
        """Return whether the frame is one of investment."""
        found = self.by_id.get(frame_id or "", ())
        return any(one.kind is FrameKind.INVESTMENT for one in found[:1])

    def financing(self, frame_id: str | None) -> Financing | None:
        """Return who pays what is in the frame; None for capacity and unknown frames."""
        found = self.by_id.get(frame_id or "")
        return found[0].financing if found and found[0].is_money else None

    def limit(self, frame_id: str, year: int) -> Decimal | None:
        """Return what the latest round gives the frame that year; None when no round says."""
        return next(
            (
                frame.amounts[year]
                for frame in self.by_id.get(frame_id, ())
                if year in frame.amounts
            ),
            None,
        )

    def shown(self, frame_id: str, amount: Decimal) -> Kroner | Decimal:
        """Return an amount of the frame as it is shown: kroner, or plain capacity."""
        return shown_amount(amount) if self.is_money(frame_id) else amount


def frames(contents: Contents) -> Frames:
    """Return the frames of all rounds that could be read."""
    rounds = sorted(
        (entry.item for entry in contents.rounds.values()),
        key=lambda one: (one.years[0], one.id),
        reverse=True,
    )
    by_id: dict[str, tuple[Frame, ...]] = {}
    for round_ in rounds:
        for frame in round_.frames:
            by_id[frame.id] = (*by_id.get(frame.id, ()), frame)
    return Frames(by_id)


def shown_amount(amount: Decimal) -> Kroner | Decimal:
    """Return an amount of money as it is shown; one with øre keeps its decimals."""
    return Kroner(int(amount)) if amount == int(amount) else amount


@dataclass(frozen=True, slots=True)
class YearAmount:
    """One year's amount somewhere in a project, and its path in the file."""

    path: tuple[str | int, ...]
    frame: str | None
    year: int
    amount: Estimate


def year_amounts(project: Project, *keys: str) -> Iterator[YearAmount]:
    """Yield the amounts under `keys`: costs, funding and benefits, in the order of the file."""
    for key in keys:
        for number, item in enumerate(getattr(project, key)):
            for year, amount in (item.amounts or {}).items():
                yield YearAmount((key, number, "amounts", str(year)), item.frame, year, amount)
