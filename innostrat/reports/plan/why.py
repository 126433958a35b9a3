"""Why one project is in or out: two or three sentences first, then what would turn the answer."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.turning import TODAY
from innostrat.analysis.value.scoring import UNITS
from innostrat.messages import Listing, Message, Points, msg
from innostrat.reports import heading
from innostrat.reports.amounts import amounts_data
from innostrat.reports.plan import answer
from innostrat.reports.plan.entries import UNKNOWN, points, titles_or_nothing
from innostrat.reports.plan.unfunded import shortage
from innostrat.reports.table import Block, Column, Facts, Paragraph, Report, Row, Table

TENTHS: Final = 10

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.levers import Lever
    from innostrat.analysis.plan.result import Funded, Left, Plan
    from innostrat.analysis.plan.turning import Priced
    from innostrat.analysis.plan.why import Gated, Turn, Why
    from innostrat.messages import Value
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Cell, Json


def why_report(
    entry: Funded | Left,
    why: Why,
    plan: Plan,
    basis: Basis,
    levers: tuple[Lever, ...] | None = (),
) -> Report:
    """Return the explanation of one project in `plan`, the proved best one.

    `levers` are what the project's own people could do to let it in, None where nobody waited.
    """
    portfolio = basis.portfolio
    sentences = tuple(_sentences(entry, why, portfolio))
    blocks: list[Block] = [Paragraph(sentences)]
    if not entry.project.is_bound:
        blocks.append(_turning(entry, why, plan, levers))
    if why.contrast.leaves or why.contrast.enters:
        blocks.append(_swap(why, portfolio))
    return Report(
        title=msg("Why: {project}", project=entry.project.title),
        preamble=(*heading.planned(portfolio, plan.round), *heading.preamble(basis)),
        blocks=tuple(blocks),
        data={
            **_data(entry, why, plan),
            "levers": [answer.lever_data(one) for one in levers or ()],
            "unknown": sorted(why.unknown | ({"levers"} if levers is None else set())),
        },
        left_out=basis.left_out,
    )


def gated_report(found: Gated, because: Message, plan: Plan, basis: Basis) -> Report:
    """Return the explanation of a project that gates keep out of `plan`, the proved best one."""
    portfolio, project = basis.portfolio, found.scored.project
    levels = Listing(tuple(map(_moved, found.turns)))
    then = msg("With {levels}, and all else as today, the best plan holds it.", levels=levels)
    if not found.taken:
        then = msg(
            "With {levels} it competes, but the best plan does not hold it, all else as today.",
            levels=levels,
        )
    return Report(
        title=msg("Why: {project}", project=project.title),
        preamble=(*heading.planned(portfolio, plan.round), *heading.preamble(basis)),
        blocks=(Paragraph((msg("It is not in the plan: {reason}.", reason=because), then)),),
        data={
            **_of(project, plan),
            "funded": False,
            "gates": [_turned(one) for one in found.turns],
            "taken": found.taken,
        },
        left_out=basis.left_out,
    )


def _sentences(entry: Funded | Left, why: Why, portfolio: Portfolio) -> Iterator[Message]:
    loss = None if why.contrast.loss is None else points(why.contrast.loss)
    out, into = _others(why, portfolio)
    reason = getattr(entry, "reason", None)
    if not why.funded:
        yield msg("It is not in the plan: {reason}.", reason=reason)
        if loss is None:
            yield msg("No plan within the frames and rules can hold it.")
        else:
            yield msg(
                "Forcing it in makes the best plan {loss} points worth less. Out: {out}. In: "
                "{into}.",
                loss=loss,
                out=out,
                into=into,
            )
        return
    if entry.project.is_bound:
        yield msg("It stands outside the competition: {it}.", it=entry.project.commitment.label)
        if why.contrast.loss is not None and why.contrast.loss < 0:
            yield msg(
                "Without it the plan would be worth {gain} points more. In: {into}.",
                gain=points(-why.contrast.loss),
                into=into,
            )
        return
    yield msg("It is in the plan, from {year}.", year=getattr(entry, "start", None))
    yield msg(
        "Without it the best plan is {loss} points worth less. Out: {out}. In: {into}.",
        loss=loss,
        out=out,
        into=into,
    )


def _others(why: Why, portfolio: Portfolio) -> tuple[Value, Value]:
    """Return who else leaves and enters when the project is forced the other way."""
    leaves, enters = (
        titles_or_nothing((one for one in ids if one != why.contrast.id), portfolio)
        for ids in (why.contrast.leaves, why.contrast.enters)
    )
    return leaves, enters


def _turning(entry: Funded | Left, why: Why, plan: Plan, levers: tuple[Lever, ...] | None) -> Block:
    """Return each single change that would turn the answer, or that none of its kind does."""
    pairs: list[tuple[Message | str, Cell]] = []
    if not why.funded:
        pairs.append((msg("Its own levers"), UNKNOWN if levers is None else _levers(levers)))
    pairs += [
        (msg("Value"), UNKNOWN if "margin" in why.unknown else _value(why)),
        (msg("One criterion"), UNKNOWN if "turns" in why.unknown else _criteria(why.turns)),
        (msg("Cost"), UNKNOWN if "cost" in why.unknown else _cost(why.cost, funded=why.funded)),
        *(
            (frame.title, _cost(why.capacity[frame.id], funded=why.funded))
            for frame in plan.round.frames
            if frame.id in why.capacity
        ),
    ]
    if not why.funded:
        pairs.append((msg("First year"), UNKNOWN if "years" in why.unknown else _years(why)))
        frames = UNKNOWN if "room" in why.unknown else _frames(entry, why, plan)
        pairs.append((msg("Frame"), frames))
    title = msg("What would let it in") if not why.funded else msg("What would push it out")
    return Facts("turning", title, tuple(pairs))


def _levers(levers: tuple[Lever, ...]) -> Cell:
    told = tuple(
        msg("it {how} (from {year})", how=answer.how(one), year=one.start) for one in levers
    )
    return Listing(told, "; ") if told else msg("none of those tried does")


def _value(why: Why) -> Message:
    if why.margin is None:
        return msg("no change of value does")
    if why.funded:
        return msg("a fall of {points} points", points=_enough(why.margin))
    return msg("a rise of {points} points", points=_enough(why.margin))


def _enough(margin: Fraction) -> Points:
    """Return the points to one decimal, rounded up so that they suffice."""
    return Points(Fraction(ceil(margin * TENTHS), TENTHS))


def _criteria(turns: tuple[Turn, ...]) -> Cell:
    if not turns:
        return msg("no criterion does alone")
    return Listing(tuple(map(_moved, turns)))


def _moved(turn: Turn) -> Message:
    return msg(
        "{criterion} from {before} to {after}",
        criterion=turn.criterion.title,
        before=_level(turn.before),
        after=_level(turn.after),
    )


def _level(raw: Fraction) -> Points:
    return Points(raw, 0 if raw.denominator == 1 else 1)


def _cost(cost: Priced, *, funded: bool) -> Message:
    if cost.percent is None and cost.tried is not None:
        return msg(
            "no rise up to {percent} % does; larger ones were not tried", percent=cost.tried - TODAY
        )
    if cost.percent is None:
        return msg("no rise in cost does") if funded else msg("no lower cost does")
    if funded and cost.percent == TODAY:
        return msg("any rise of a whole per cent")
    if funded:
        return msg("more than {percent} % dearer", percent=cost.percent - TODAY)
    return msg("{percent} % cheaper", percent=TODAY - cost.percent)


def _years(why: Why) -> Cell:
    return Listing(why.years) if why.years else msg("no other first year does")


def _frames(entry: Funded | Left, why: Why, plan: Plan) -> Cell:
    short = getattr(entry, "short", {})
    if not short:
        return msg("it lacks no room")
    if not why.frames:
        return msg("no frame alone; it lacks {what}", what=shortage(short, plan.round))
    return msg("{what} more", what=shortage(why.room, plan.round))


def _swap(why: Why, portfolio: Portfolio) -> Table:
    columns = (
        Column("change", msg("The other plan")),
        Column("project", msg("Project"), wide=True),
    )
    rows = [Row.of(msg("out"), portfolio.projects[one].title) for one in why.contrast.leaves]
    rows += [Row.of(msg("in"), portfolio.projects[one].title) for one in why.contrast.enters]
    return Table("swap", msg("The best plan the other way"), columns, tuple(rows))


def _data(entry: Funded | Left, why: Why, plan: Plan) -> dict[str, Json]:
    loss = why.contrast.loss
    return {
        **_of(entry.project, plan),
        "funded": why.funded,
        "loss": None if loss is None else loss / UNITS,
        "leaves": list(why.contrast.leaves),
        "enters": list(why.contrast.enters),
        "margin": None if why.margin is None else round(float(why.margin), 4),
        "criteria": [_turned(one) for one in why.turns],
        "cost_percent": why.cost.percent,
        "cost_tried": why.cost.tried,
        "capacity": [
            {"frame": frame, "percent": one.percent, "tried": one.tried}
            for frame, one in why.capacity.items()
        ],
        "years": list(why.years),
        "frames": list(why.frames),
        "room": amounts_data(why.room, plan.round),
    }


def _of(project: Project, plan: Plan) -> dict[str, Json]:
    return {"format": 1, "kind": "why", "round": plan.round.id, "id": project.id}


def _turned(turn: Turn) -> Json:
    after = int(turn.after) if turn.after.denominator == 1 else float(turn.after)
    return {"id": turn.criterion.id, "before": float(turn.before), "after": after}
