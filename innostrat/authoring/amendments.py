"""A body's own changes of frames and budgets when it decides: read, recorded, and put in force."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.authoring.answers import read_amount
from innostrat.errors import CannotGoOnError
from innostrat.files.yaml.editing import Put
from innostrat.messages import Listing, msg
from innostrat.model.decision import Amendment
from innostrat.money import amount_text
from innostrat.workspace.changing import changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.writer import FileChange
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.decision import Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.workspace.workspace import Workspace

WISH: Final = re.compile(
    r"([a-z0-9-]+) +([0-9]{4}) +([+−-]) ?([0-9][^:]{0,40}): *(\S.*)",
    re.DOTALL,
)


def amendments(
    wishes: Sequence[str], form: str, content: Portfolio, round_: Round
) -> tuple[Amendment, ...]:
    """Return the changes that the wishes name; those of one place for one reason are one.

    `form` is how a wish is written, for whoever wrote it otherwise.
    """
    found: dict[tuple[str, str], dict[int, Decimal]] = {}
    for wish in wishes:
        read = WISH.fullmatch(wish.strip())
        if read is None:
            raise CannotGoOnError(
                msg("“{text}” is not understood: write it like {form}", text=wish, form=form)
            )
        id_, year, change, why = _change(read, content, round_)
        years = found.setdefault((id_, why), {})
        if year in years:
            raise CannotGoOnError(msg("{id} is changed twice in {year}", id=id_, year=year))
        years[year] = change
    return tuple(
        Amendment.model_construct(
            frame=id_ if round_.frame(id_) else None,
            service_area=None if round_.frame(id_) else id_,
            amounts=years,
            because=why,
        )
        for (id_, why), years in found.items()
    )


def _change(
    read: re.Match[str], content: Portfolio, round_: Round
) -> tuple[str, int, Decimal, str]:
    """Return the place, the year, the signed amount and the reason of a wish."""
    id_, year, sign, number, why = read.groups()
    known = [one.id for one in round_.frames]
    known += [one.id for one in content.strategy.service_areas]
    if known.count(id_) != 1:
        choices = Listing(tuple(known))
        raise CannotGoOnError(
            msg("{id} is not one frame or service area: {known}", id=id_, known=choices)
        )
    if int(year) not in round_.years:
        years = Listing(round_.years)
        raise CannotGoOnError(
            msg("{year} is no year of the round: {years}", year=int(year), years=years)
        )
    frame = round_.frame(id_)
    amount = read_amount(number, money=frame is None or frame.is_money)
    return id_, int(year), amount if sign == "+" else -amount, why


def in_force(round_: Round, changes: Sequence[Amendment], sign: int = 1) -> Round:
    """Return the round with its frames changed; with −1 as they were before the changes."""
    frames = []
    for frame in round_.frames:
        amounts = dict(frame.amounts)
        for one in changes:
            for year, change in one.amounts.items() if one.frame == frame.id else ():
                amounts[year] = amounts.get(year, Decimal(0)) + sign * change
        if any(amount < 0 for amount in amounts.values()):
            raise CannotGoOnError(msg("{frame} would be below 0", frame=frame.title))
        frames.append(frame.model_copy(update={"amounts": amounts}))
    return round_.model_copy(update={"frames": tuple(frames)})


def undone(round_: Round, decision: Decision | None) -> Round:
    """Return the round as it was before a decision changed its frames."""
    return round_ if decision is None else in_force(round_, decision.amendments, -1)


def round_changes(workspace: Workspace, new: Round) -> Iterator[FileChange]:
    """Yield the change of the round's file that gives its frames the amounts of `new`."""
    held = workspace.contents.rounds[new.id].item
    edits = [
        Put(("frames", place, "amounts", str(year)), amount_text(amount))
        for place, (was, now) in enumerate(zip(held.frames, new.frames, strict=True))
        for year, amount in now.amounts.items()
        if was.amounts.get(year, Decimal(0)) != amount
    ]
    if edits:
        yield changed(workspace, f"rounds/{new.id}.yaml", edits)


def recorded(changes: Sequence[Amendment]) -> list[YamlValue]:
    """Return the changes as a decision's file holds them."""
    return [
        {
            **({"frame": one.frame} if one.frame else {"service_area": str(one.service_area)}),
            "amounts": {str(year): amount_text(change) for year, change in one.amounts.items()},
            "because": one.because,
        }
        for one in changes
    ]
