"""Rules about what was decided: a decision and the files of its projects must say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from innostrat.baseline import decided_money
from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import money, readable_amount
from innostrat.findings import Severity
from innostrat.messages import Listing, Message, msg
from innostrat.model.words import Commitment
from innostrat.prices import index_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.portfolio import Contents, Entry
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear

SHOWN = 3  # differences of a project that its message names


class Last(NamedTuple):
    """The last decision that names a project: its file, its place there, its round, the project."""

    decision: Entry[Decision]
    number: int
    round_: Round
    project: Entry[Project]

    @property
    def ruling(self) -> DecidedProject:
        """What was decided."""
        return self.decision.item.projects[self.number]

    def violation(
        self, key: str, message: Message, hint: Message, severity: Severity | None = None
    ) -> Violation:
        """Return what is wrong at a key of the project, and where it was decided."""
        path = (key,) if key in self.project.item.model_fields_set else ()
        related = (self.decision, ("projects", self.number), msg("What was decided"))
        return Violation(path, message, hint, self.project, related=(related,), severity=severity)


def last_decisions(contents: Contents) -> Iterator[Last]:
    """Yield the last decision of each project that still asks for something, by its id."""
    found: dict[str, tuple[int, Last]] = {}
    for decision in contents.decisions.values():
        entry = contents.rounds.get(decision.item.round)
        if entry is None or not entry.item.has_own_ids:
            continue
        for number, ruling in enumerate(decision.item.projects):
            project = contents.projects.get(ruling.id)
            year = entry.item.years[0]
            if project is None or not project.item.stands:
                continue
            if ruling.id not in found or found[ruling.id][0] < year:
                found[ruling.id] = year, Last(decision, number, entry.item, project)
    yield from (found[id_][1] for id_ in sorted(found))


@rule(
    "B020",
    "not-as-decided",
    Severity.ERROR,
    title=msg("A project is not bound as it was decided"),
    why=msg(
        "What was funded is bound for the rounds to come, and what was not is free to compete "
        "again. Where a project's file says another thing than the decision, the next plan is made "
        "as if nobody had decided."
    ),
    fix=msg(
        "Restore the project's file from git, or take the decision anew with innostrat decide "
        "--replace. Where a body has decided it later, stop the project or write that decision."
    ),
    example="# decisions/hop-2027-2030.yaml has decided: funded\ncommitment: none",
)
def not_as_decided(contents: Contents) -> Iterator[Violation]:
    """Compare the commitment of each project with what the last decision gave it."""
    for last in last_decisions(contents):
        bound = last.project.item.commitment
        if last.ruling.start is not None and bound is Commitment.NONE:
            yield last.violation(
                "commitment",
                msg("It was funded in {round}, and is not bound", round=last.round_.id),
                msg("Write commitment: decided"),
            )
        elif last.ruling.start is None and bound is Commitment.DECIDED:
            yield last.violation(
                "commitment",
                msg("It was not funded in {round}, and is bound as decided", round=last.round_.id),
                msg("Remove commitment, or have innostrat decide --replace write the decision"),
                Severity.WARNING,
            )


@rule(
    "B021",
    "amounts-not-as-decided",
    Severity.WARNING,
    title=msg("A project costs something else than was decided"),
    why=msg(
        "The frames of the next round hold what was decided. A project whose file has other years "
        "or amounts than the decision uses money that nobody gave it, or holds money that it does "
        "not use."
    ),
    fix=msg(
        "Correct the amounts, or take the decision anew with innostrat decide --replace. What has "
        "changed since, with a reason that holds, is accepted in the project's own file."
    ),
    example="# decisions/hop-2027-2030.yaml: amounts: {drift: {2027: 36 000}}\n"
    "costs:\n  - {title: Licence, frame: drift, amounts: {2027: 60 000}}",
)
def amounts_not_as_decided(contents: Contents) -> Iterator[Violation]:
    """Compare the costs of each bound project, by frame and year, with what was decided."""
    for last in last_decisions(contents):
        if last.ruling.start is None or not last.project.item.is_bound:
            continue
        decided = decided_money(last.ruling, last.round_).costs
        now = money(last.project.item, last.round_).costs
        differ = [
            key
            for key in sorted({*decided, *now})
            if not _as_decided(decided.get(key, 0), now.get(key, 0), key, last, contents)
        ]
        if not differ:
            continue
        moved = _by_frame(decided) == _by_frame(now)
        # While the next round is made, amounts are carried on to its knowledge.
        goes_on = any(one.item.years[0] > last.round_.years[0] for one in contents.rounds.values())
        yield last.violation(
            "costs",
            _moved(last, decided, now) if moved else _others(last, differ, decided, now),
            msg("Say why under accept, or write what was decided"),
            Severity.INFO if moved or goes_on else None,
        )


def _as_decided(decided: int, now: int, key: FrameInYear, last: Last, contents: Contents) -> bool:
    """Return whether an amount is what was decided, in the prices of a round that follows or not.

    Each line is rounded by itself whenever a round is opened, so that the sum may be a little off.
    """
    frame_id, year = key
    frame = last.round_.frame(frame_id)
    if decided == now or frame is None or not frame.is_money:
        return decided == now
    rounds = [one.item for one in contents.rounds.values()]
    lines = sum(one.frame == frame_id for one in last.project.item.costs)
    expected = decided * index_to_date(rounds, last.round_, year)
    return abs(now - expected) < 1 + lines * len(rounds) and expected != decided


def _by_frame(amounts: Mapping[FrameInYear, int]) -> dict[str, int]:
    total: dict[str, int] = {}
    for (frame, _), amount in amounts.items():
        if amount:
            total[frame] = total.get(frame, 0) + amount
    return total


def _moved(
    last: Last, decided: Mapping[FrameInYear, int], now: Mapping[FrameInYear, int]
) -> Message:
    first, since = (
        min(year for (_, year), amount in one.items() if amount) for one in (decided, now)
    )
    return msg(
        "It has the sums that were decided in {round} in other years: from {now}, not {decided}",
        round=last.round_.id,
        now=since,
        decided=first,
    )


def _others(
    last: Last,
    differ: list[FrameInYear],
    decided: Mapping[FrameInYear, int],
    now: Mapping[FrameInYear, int],
) -> Message:
    rows = []
    for frame_id, year in differ[:SHOWN]:
        frame = last.round_.frame(frame_id)
        given, there = (
            readable_amount(one.get((frame_id, year), 0), frame) for one in (decided, now)
        )
        rows.append(
            msg(
                "{frame} {year}: {now}, {decided} was decided",
                frame=frame_id,
                year=year,
                decided=given,
                now=there,
            )
        )
    return msg(
        "It costs something else than was decided in {round}: {rows}",
        round=last.round_.id,
        rows=Listing(tuple(rows), "; "),
    )
