"""Writes a decision: its own file, and what it makes of the projects' files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from innostrat.authoring.amendments import recorded
from innostrat.authoring.amounts import moved, reduced
from innostrat.authoring.new_file import authored
from innostrat.economy import (
    from_units,
    money,
    money_by_area,
    readable_amount,
    smallest_unit,
    yearly,
)
from innostrat.errors import CannotGoOnError
from innostrat.files.digest import digest
from innostrat.files.writer import FileChange
from innostrat.files.yaml.editing import Put, edited
from innostrat.loading.order import FieldOrder
from innostrat.messages import Kroner, Listing, msg
from innostrat.model.decision import Decision
from innostrat.model.project import Project
from innostrat.model.words import Commitment, Verdict
from innostrat.money import amount_text
from innostrat.parts import Money, Part
from innostrat.workspace.changing import before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from innostrat.analysis.year.decision import DecisionResult, Ruling
    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.model.decision import Amendment
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear
    from innostrat.workspace.workspace import Workspace

NO_COMMIT: Final = "none"
COMMITTED: Final = Put(("commitment",), Commitment.DECIDED.value)
FREE: Final = Put(("commitment",), Commitment.NONE.value)
ORDER: Final = FieldOrder(Project)
# What a decision calls the parts of a project's money.
PARTS: Final = {
    "amounts": Part.COST,
    "grants": Part.GRANT,
    "savings": Part.SAVING,
    "interest": Part.INTEREST,
    "instalments": Part.INSTALMENT,
    "transfers": Part.TRANSFER,
}
REST: Final = (Part.GRANT, Part.SAVING)  # which a reduction leaves as they are


def excess(over: Mapping[FrameInYear, int], round_: Round) -> Listing:
    """Return which frames are broken, in which years, and by how much."""
    return Listing(tuple(_excess(key, amount, round_) for key, amount in over.items()), "; ")


def _excess(key: FrameInYear, amount: int, round_: Round) -> Message:
    frame = round_.frame(key[0])
    return msg(
        "{frame} in {year} by {amount}",
        frame=frame.title if frame else key[0],
        year=key[1],
        amount=readable_amount(amount, frame),
    )


def notices(one: Ruling, round_: Round) -> Iterator[Message]:
    """Yield what a body easily overlooks in what it decides of one project."""
    if one.part < 1 and (one.project.funding or one.project.benefits):
        yield msg(
            "{id}: its funding and benefits stay as they are in its file; look at them",
            id=one.project.id,
        )
    if one.start is None or not one.delay:
        return
    asked, later = (money(one.project, round_, delay, one.part).costs for delay in (0, one.delay))
    for frame in (frame for frame in round_.frames if frame.is_money):
        before, after = (
            sum(amount for key, amount in costs.items() if key[0] == frame.id)
            for costs in (asked, later)
        )
        if before > after:
            yield msg(
                "{id}: postponed, {amount} of what it costs in {frame} falls after {year}, "
                "outside the tables",
                id=one.project.id,
                amount=Kroner(before - after),
                frame=frame.title,
                year=round_.years[-1],
            )


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision is on: a portfolio, its files by path, and their commit or `NO_COMMIT`."""

    portfolio: Portfolio
    contents: Mapping[str, bytes]
    revision: str

    @classmethod
    def of(cls, workspace: Workspace) -> Ground:
        """Return the files as they are now; a `CannotGoOnError` where they are not committed."""
        revision = workspace.revision
        if revision is not None and revision.changed:
            raise CannotGoOnError(
                msg("Commit the files first: a decision must be provable against a commit")
            )
        name = NO_COMMIT if revision is None else revision.name
        return cls(workspace.portfolio(), workspace.files.contents, name)

    def digest(self, round_id: str) -> str:
        """Return the digest of all files but the round's own decision."""
        own = f"decisions/{round_id}.yaml"
        return digest({path: data for path, data in self.contents.items() if path != own})


def decision_file(
    ground: Ground,
    round_: Round,
    outcome: DecisionResult,
    given: tuple[str, str, str | None],
    language: Language,
    changes: Sequence[Amendment] = (),
) -> bytes:
    """Return the decision's file; `given` are the body, the day and the case number.

    `changes` are the body's own changes of frames and budgets.
    """
    body, day, case = given
    values: dict[str, YamlValue] = {
        "round": round_.id,
        "date": day,
        "body": body,
        "case": case,
        "revision": ground.revision,
        "digest": ground.digest(round_.id),
        **({"amendments": recorded(changes)} if changes else {}),
        "projects": [_ruling(one, round_) for one in outcome.rulings],
    }
    heading = [msg("Written by innostrat decide; never change it by hand.")]
    return authored(Decision, values, language, heading=heading)


def in_file_units(amounts: Mapping[FrameInYear, int], round_: Round) -> dict[FrameInYear, Decimal]:
    """Return amounts in the smallest unit as files have them, without those that are 0."""
    return {
        key: from_units(amount, round_.frame(key[0])) for key, amount in amounts.items() if amount
    }


def _ruling(one: Ruling, round_: Round) -> YamlValue:
    value: dict[str, YamlValue] = {
        "id": one.project.id,
        "recommended": one.recommended.value,
        "decided": one.decided.value,
    }
    if one.project.is_bound:
        value["bound"] = "true"
    if one.start is not None:
        value["start"] = str(one.start)
    if one.decided is Verdict.REDUCED:
        value["part"] = f"{_per_cent(one.part)} %"
    value |= _amounts(one.money, round_)
    if one.start is not None and one.project.service_area is not None:
        value["service_area"] = one.project.service_area
    others = {id_: _amounts(money, round_) for id_, money in elsewhere(one, round_).items()}
    if others:
        value["elsewhere"] = cast("YamlValue", others)
    if one.because is not None:
        value["because"] = one.because
    return value


def _per_cent(part: Fraction) -> str:
    """Return a part in per cent, exactly: it was given with nine decimals at most."""
    share = part * 100
    return f"{Decimal(share.numerator) / Decimal(share.denominator):f}"


def _amounts(amounts: Money, round_: Round) -> dict[str, YamlValue]:
    """Return a decision's keys of amounts, those that have any."""
    value: dict[str, YamlValue] = {}
    for key, part in PARTS.items():
        by_frame: dict[str, dict[str, str]] = {}
        for (frame_id, year), amount in in_file_units(amounts.of(part), round_).items():
            by_frame.setdefault(frame_id, {})[str(year)] = amount_text(amount)
        if by_frame:
            value[key] = cast("YamlValue", by_frame)
    return value


def elsewhere(one: Ruling, round_: Round) -> dict[str, Money]:
    """Return what of a ruling's money is in the budgets of other service areas."""
    if one.start is None:
        return {}
    areas = money_by_area(one.project, round_, one.delay, one.part)
    own = one.project.service_area
    return {id_: it for id_, it in areas.items() if id_ not in {None, own} and not it.is_nothing}


def commitments(
    workspace: Workspace, portfolio: Portfolio, round_: Round, outcome: DecisionResult
) -> Iterator[FileChange]:
    """Yield the files of the projects, each as what was decided of it makes it."""
    for one in outcome.rulings:
        path = f"projects/{one.project.id}.yaml"
        if touches(one):
            old, shown = before(workspace, path), workspace.files.shown(path)
            yield FileChange(path, old, ruled(old, shown, one, portfolio, round_))


def touches(one: Ruling) -> bool:
    """Return whether what was decided of a project changes its file."""
    return one.start is not None or one.project.is_bound


def ruled(old: bytes, shown: str, one: Ruling, portfolio: Portfolio, round_: Round) -> bytes:
    """Return a project's file as what was decided of it makes it: bound, moved, reduced, let go.

    Of what is reduced the years before the round keep their amounts, and the loans that they took.
    """
    rounds = portfolio.rounds.values()
    units = {frame.id: smallest_unit(frame) for each in rounds for frame in each.frames}
    edits = [] if one.project.is_bound else [COMMITTED]
    if one.start is None:
        edits = [FREE]
    if one.delay:
        edits += moved(shown, old, one.delay)
    if one.start is not None and one.project.first_year is None:
        # What costs nothing has no years to say it by, and would begin anew in every round.
        edits.append(Put(("start", "earliest"), str(one.start)))
    new = edited(shown, old, edits, ORDER)
    if one.part < 1:
        first = round_.years[0]
        going_on = {
            number
            for number, cost in enumerate(one.project.costs)
            if first - one.delay in yearly(cost, round_)
        }
        less = reduced(shown, new, one.part, units, first, going_on)
        new = edited(shown, new, list(less), ORDER)
    return new
