"""What a change does to a portfolio: items, scores and ranks, the funded set, frames, goals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from innostrat.analysis.changes.differences import Difference, differences
from innostrat.analysis.value.scoring import moved_by
from innostrat.files.kinds import FOLDERS, STRATEGY
from innostrat.messages import Message, Percent, msg
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from innostrat.analysis.plan.result import Balance, FrameYear, Funded, Plan
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.portfolio import Contents, Entry, Portfolio
    from innostrat.model.strategy import Strategy


class Happened(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A portfolio at one moment; scores and plan are None where there is no round for them.

    `barrier` says which error of the strategy or the round kept them from being made.
    """

    contents: Contents
    portfolio: Portfolio | None
    scores: Scores | None = None
    plan: Plan | None = None
    barrier: Message | None = None

    @property
    def is_unread(self) -> bool:
        """Whether there is a strategy that cannot be read."""
        there = self.contents.strategy is not None or STRATEGY in self.contents.broken
        return self.portfolio is None and there

    @property
    def is_barred(self) -> bool:
        """Whether errors of the strategy or the round keep ranks and plans from being made."""
        return self.barrier is not None or self.is_unread


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What happened to one file: `before` is the id it had when it was moved."""

    kind: str
    id: str
    title: str
    happened: Happened
    before: str | None = None
    fields: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """How a project's value and rank moved; None where it had or has none.

    `parts` are the criteria that moved the value, with the change in points, largest first.
    """

    id: str
    title: str
    rank_before: int | None
    rank_after: int | None
    value_before: Fraction | None
    value_after: Fraction | None
    parts: tuple[tuple[str, Fraction], ...] = ()

    @property
    def changed(self) -> bool:
        """Whether rank or value is another."""
        return (self.rank_before, self.value_before) != (self.rank_after, self.value_after)


@dataclass(frozen=True, slots=True)
class FrameMove:
    """What the plan uses of a frame in a year, before and after, in its smallest unit."""

    frame: FrameYear
    limit_before: int | None
    used_before: int | None

    @property
    def more(self) -> int:
        """How much more is used."""
        return self.frame.used - (self.used_before or 0)


@dataclass(frozen=True, slots=True)
class BalanceMove:
    """How the plan stands to a balance rule, before (None where the rule is new) and after.

    `portfolio` is the one after, which knows the names of what the rule is about.
    """

    portfolio: Portfolio
    before: Balance | None
    after: Balance


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that a change does.

    `rules` are changes of weights, criteria, frames or selection: they move everybody's place.
    `funded_before` and `funded_after` are ids, sorted; `entered` and `displaced` are the projects
    gained and lost; `restarted` start in another year than before, as (title, before, after).
    `strategies` are those before and after, where both can be read. Without `is_ranked` errors kept
    ranks and plans from being compared, and there are none.
    """

    items: tuple[ItemChange, ...]
    rules: tuple[ItemChange, ...]
    moves: tuple[Move, ...]
    entered: tuple[Funded, ...]
    displaced: tuple[Funded, ...]
    restarted: tuple[tuple[str, int, int], ...]
    frames: tuple[FrameMove, ...]
    balance: tuple[BalanceMove, ...]
    goals_gained: tuple[str, ...]
    goals_lost: tuple[str, ...]
    funded_before: tuple[str, ...]
    funded_after: tuple[str, ...]
    notes: tuple[Message, ...] = ()
    strategies: tuple[Strategy, Strategy] | None = None
    is_ranked: bool = True


def compare_snapshots(before: Snapshot, after: Snapshot) -> Comparison:
    """Return what differs between two snapshots of a portfolio.

    Where errors kept one of them from being planned, no ranks and plans are compared: it would look
    as if everybody had lost or won.
    """
    barriers = tuple(_barriers(before, after))
    if barriers:
        before, after = (replace(one, scores=None, plan=None) for one in (before, after))
    items = tuple(_items(before.contents, after.contents))
    funded_before, funded_after = _funded(before.plan), _funded(after.plan)
    covered_before, covered_after = _covered(before.portfolio), _covered(after.portfolio)
    return Comparison(
        items=tuple(one for one in items if one.kind not in {"strategy", "rounds"}),
        rules=tuple(one for one in items if one.kind in {"strategy", "rounds"}),
        moves=tuple(one for one in _moves(before.scores, after.scores) if one.changed),
        entered=_missing_in(funded_after, funded_before),
        displaced=_missing_in(funded_before, funded_after),
        restarted=tuple(
            (funded_after[key].project.title, funded_before[key].start, funded_after[key].start)
            for key in sorted(funded_before.keys() & funded_after.keys())
            if funded_before[key].start != funded_after[key].start
        ),
        frames=tuple(one for one in _frames(before.plan, after.plan) if _frame_changed(one)),
        balance=tuple(_balance(before.plan, after)),
        goals_gained=tuple(sorted(covered_after - covered_before)),
        goals_lost=tuple(sorted(covered_before - covered_after)),
        funded_before=tuple(funded_before),
        funded_after=tuple(funded_after),
        notes=barriers or tuple(_notes(before, after)),
        is_ranked=not barriers,
        strategies=_strategies(before.portfolio, after.portfolio),
    )


def _barriers(before: Snapshot, after: Snapshot) -> Iterator[Message]:
    """Yield which errors keep ranks and plans from being compared."""
    if after.barrier is not None:
        yield after.barrier
    elif after.is_unread:
        yield msg("The portfolio cannot be read after the change, so nothing can be ranked.")
    if before.barrier is not None:
        yield msg("Not compared with what was before: {problem}", problem=before.barrier)
    elif before.is_unread:
        yield msg("The portfolio is new, or could not be read before.")


def _strategies(
    before: Portfolio | None, after: Portfolio | None
) -> tuple[Strategy, Strategy] | None:
    return (before.strategy, after.strategy) if before and after else None


def _notes(before: Snapshot, after: Snapshot) -> Iterator[Message]:
    if before.portfolio is None and after.portfolio is not None:
        yield msg("The portfolio is new, or could not be read before.")
    if after.portfolio is None:
        yield msg("The portfolio cannot be read after the change, so nothing can be ranked.")
    plans = [one.plan for one in (before, after) if one.plan]
    # Down the list no optimum is claimed, and what lies above it is no gap of the search.
    sought = [one for one in plans if one.method is Selection.OPTIMAL]
    gaps = [one.gap for one in sought if one.status == "feasible"]
    if any(gaps):
        yield msg(
            "The plans are proved to within {gap} of the best; who is funded may differ by that.",
            gap=Percent(max(gaps), 2),
        )
    if any(one.unsure for one in plans):
        yield msg(
            "That nothing else could be kept from the list is not proved; who is funded may differ "
            "by that."
        )
    if before.scores and after.scores and before.scores.round.id != after.scores.round.id:
        yield msg(
            "The latest round is {after}; before the change it was {before}.",
            before=before.scores.round.id,
            after=after.scores.round.id,
        )


def _items(before: Contents, after: Contents) -> Iterator[ItemChange]:
    yield from _strategy(before, after)
    for kind in FOLDERS:
        old, new = before.entries[kind], after.entries[kind]
        moved = _moved(old, new)
        for key in sorted(old.keys() | new.keys()):
            if key in moved.values() and key not in new:
                continue  # told where it came to be
            if key not in old:
                yield _arrived(kind, new[key], old.get(moved.get(key, "")))
            elif key not in new:
                broken = f"{kind}/{key}.yaml" in after.broken
                happened = Happened.BROKEN if broken else Happened.REMOVED
                yield ItemChange(kind, key, _title(old[key]), happened)
            elif fields := differences(old[key].document.value, new[key].document.value):
                yield ItemChange(kind, key, _title(new[key]), Happened.CHANGED, None, fields)


def _strategy(before: Contents, after: Contents) -> Iterator[ItemChange]:
    if before.strategy is None and after.strategy is not None:
        yield ItemChange("strategy", "strategy", _title(after.strategy), Happened.ADDED)
    if before.strategy is not None and after.strategy is None:
        yield ItemChange("strategy", "strategy", _title(before.strategy), Happened.BROKEN)
    if before.strategy is None or after.strategy is None:
        return
    fields = differences(before.strategy.document.value, after.strategy.document.value)
    if fields:
        title = after.strategy.item.title
        yield ItemChange("strategy", "strategy", title, Happened.CHANGED, None, fields)


def _arrived(kind: str, entry: Entry[Any], origin: Entry[Any] | None) -> ItemChange:
    if origin is None:
        return ItemChange(kind, entry.stem, _title(entry), Happened.ADDED)
    fields = differences(origin.document.value, entry.document.value)
    return ItemChange(kind, entry.stem, _title(entry), Happened.MOVED, origin.stem, fields)


def _moved(old: Mapping[str, Entry[Any]], new: Mapping[str, Entry[Any]]) -> dict[str, str]:
    """Return new id → old id of the items that got another file name and stayed what they were."""
    gone = {key: entry for key, entry in old.items() if key not in new}
    moved: dict[str, str] = {}
    for key in sorted(new.keys() - old.keys()):
        alike = [
            other
            for other, entry in sorted(gone.items())
            if other not in moved.values() and _alike(entry, new[key])
        ]
        if alike:
            moved[key] = alike[0]
    return moved


def _alike(old: Entry[Any], new: Entry[Any]) -> bool:
    """Whether two files are one renamed: the same title, or all the same but id and title."""
    if _title(old) == _title(new):
        return True
    keys = {one.path[:1] for one in differences(old.document.value, new.document.value)}
    return keys <= {("id",), ("title",)}


def _title(entry: Entry[Any]) -> str:
    title = getattr(entry.item, "title", None) or getattr(entry.item, "assessor", None)
    return str(title or entry.stem)


def _moves(before: Scores | None, after: Scores | None) -> Iterator[Move]:
    old, new = _scored(before), _scored(after)
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        either = other or one
        assert either is not None  # noqa: S101  (the key came from one of them)
        yield Move(
            id=key,
            title=either.project.title,
            rank_before=one.rank if one else None,
            rank_after=other.rank if other else None,
            value_before=one.value if one else None,
            value_after=other.value if other else None,
            parts=_parts(one, other),
        )


def _scored(scores: Scores | None) -> dict[str, Scored]:
    return {one.id: one for one in (*scores.ranking, *scores.outside)} if scores else {}


def _parts(before: Scored | None, after: Scored | None) -> tuple[tuple[str, Fraction], ...]:
    if before is None or after is None:
        return ()
    return moved_by(before, after)


def _funded(plan: Plan | None) -> dict[str, Funded]:
    funded = plan.funded if plan else ()
    return {one.project.id: one for one in sorted(funded, key=lambda one: one.project.id)}


def _missing_in(funded: Mapping[str, Funded], other: Mapping[str, Funded]) -> tuple[Funded, ...]:
    return tuple(one for key, one in sorted(funded.items()) if key not in other)


def _covered(portfolio: Portfolio | None) -> frozenset[str]:
    """Return the goals without parts that some project works for."""
    if portfolio is None:
        return frozenset()
    leaves = {goal.id for goal in portfolio.strategy.leaves}
    worked_for = {
        link.goal
        for one in portfolio.projects.values()
        if one.stopped is None
        for link in one.goals
    }
    return frozenset(leaves & worked_for)


def _frames(before: Plan | None, after: Plan | None) -> Iterator[FrameMove]:
    old = {(one.frame.id, one.year): one for one in before.frames} if before else {}
    for one in after.frames if after else ():
        was = old.get((one.frame.id, one.year))
        yield FrameMove(one, was.limit if was else None, was.used if was else None)


def _balance(before: Plan | None, after: Snapshot) -> Iterator[BalanceMove]:
    """Yield the rules to which the plan stands otherwise than before."""
    known = {repr(one.rule): one for one in before.balance} if before else {}
    if after.plan is None or after.portfolio is None or not after.plan.is_made:
        return
    for one in after.plan.balance:
        was = known.get(repr(one.rule))
        if was is None or (was.projects, was.share) != (one.projects, one.share):
            yield BalanceMove(after.portfolio, was, one)


def _frame_changed(move: FrameMove) -> bool:
    return (move.limit_before, move.used_before) != (move.frame.limit, move.frame.used)
